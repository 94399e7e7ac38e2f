/**
 * What can be done with one message: quote it, react, edit it, take it back. One menu serves the whole thread and stands
 * at the message it was opened on. SPEC C13, C14; UX 16.
 */
import { limits } from '#domain/limits.ts';
import type { Principal } from '#domain/model.ts';
import { isBlank } from '#domain/submitted.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import type { Bubble } from './lines.ts';
import type { OpenThread } from './open-thread.svelte.ts';

/** In the order of the menu. */
export const emojis = ['👍', '❤️', '😂', '🎉', '🙏', '👀'] as const;

export interface Target {
  bubble: Bubble;
  by: Principal;
  byName: string | null;
  kind: 'message' | 'comment';
}

export class MessageActions {
  readonly #desk: Desk;
  readonly #thread: OpenThread;
  /** The message whose menu is open, and where it stands. */
  open = $state.raw<{ target: Target; at: HTMLElement } | null>(null);
  /** Id of the message that is being edited. */
  editing = $state<string | null>(null);

  constructor(desk: Desk, thread: OpenThread) {
    this.#desk = desk;
    this.#thread = thread;
  }

  get mayReact(): boolean {
    return this.#desk.may('reacted');
  }

  /** One's own words, still there, and not older than five minutes. */
  mayChange({ bubble, by }: Target): boolean {
    const isMine = by === `agent/${this.#desk.me}` && this.#desk.may('edited');
    if (!isMine || bubble.remarks.unsent) return false;
    if (bubble.delivery.kind === 'saved') return true;
    return this.#desk.now.ms - bubble.atMs < limits.editWithinMs;
  }

  /** The last message or comment of mine that can still be changed: what the up arrow opens. */
  editLast(): boolean {
    const runs = this.#thread.lines.filter(
      (line) => line.kind === 'run' || line.kind === 'comment',
    );
    const last = runs.findLast((line) => line.by === `agent/${this.#desk.me}`);
    const bubble = last?.kind === 'run' ? last.bubbles.at(-1) : last?.bubble;
    if (!last || !bubble) return false;
    const kind = last.kind === 'run' ? 'message' : 'comment';
    const { by, byName } = last;
    if (!this.mayChange({ bubble, by, byName, kind })) return false;
    this.editing = bubble.id;
    return true;
  }

  async react({ bubble }: Pick<Target, 'bubble'>, emoji: string): Promise<void> {
    if (!this.mayReact) return;
    const by = `agent/${this.#desk.me}`;
    const isMine = bubble.reactions.some((one) => one.by === by && one.emoji === emoji && one.on);
    await this.#write(bubble, { kind: 'reacted', of: bubble.id, emoji, on: !isMine });
  }

  async edit(bubble: Bubble, text: string): Promise<void> {
    this.editing = null;
    if (isBlank(text) || text.trim() === bubble.text) return;
    await this.#write(bubble, { kind: 'edited', of: bubble.id, text: text.trim() });
  }

  async unsend({ bubble }: Target): Promise<void> {
    await this.#write(bubble, { kind: 'unsent', of: bubble.id });
  }

  async markUnreadFrom({ bubble }: Target): Promise<void> {
    await this.#write(bubble, { kind: 'unread', since: bubble.id });
  }

  /** Into the log where the message stands; a message that waits goes out before what is said of it. */
  async #write({ from, delivery, id }: Bubble, what: Parameters<Desk['write']>[1]): Promise<void> {
    const after = delivery.kind === 'saved' ? { after: id } : {};
    await this.#desk.write(from ?? this.#thread.id, { ...what, ...after });
  }
}
