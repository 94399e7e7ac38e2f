/**
 * What an agent can decide about the conversation in the window: the icons of its head and their keys (UX 6, 16). All of
 * it works offline; each is said, and can be undone.
 */
import type { Write } from '#sync/contract.ts';
import type { Announcer } from '../desk/announcer.svelte.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import type { Doing } from '../desk/doing.svelte.ts';
import type { Words } from '../words/words.ts';
import { unmerge } from './merging.ts';
import type { OpenThread } from './open-thread.svelte.ts';

/** What stands over the window, one at a time. */
export type Opened = 'merge' | 'transcript' | 'purge';

/** `days`: null for good. */
export interface Blocking {
  mode: 'block' | 'ban';
  days: number | null;
}

const dayMs = 24 * 60 * 60_000;
export const banDays = [1, 7, 30] as const;

interface Parts {
  desk: Desk;
  doing: Doing;
  announcer: Announcer;
  words(): Words;
  /** What the visitor is called here. */
  name(): string;
}

export class WindowActions {
  readonly #parts: Parts;
  readonly #thread: OpenThread;
  opened = $state<Opened | null>(null);
  isBlockMenuOpen = $state(false);
  /** Chosen in that menu, and asked once more: why. */
  blocking = $state.raw<Blocking | null>(null);
  /** A summary was asked for by hand, although nothing is in it. */
  isSummaryOpen = $state(false);

  constructor(parts: Parts, thread: OpenThread) {
    this.#parts = parts;
    this.#thread = thread;
  }

  get #state() {
    return this.#thread.conversation.state;
  }
  get isClosed(): boolean {
    return this.#state.status.value === 'closed';
  }
  /** By the row, which is there before the log is. */
  get isMine(): boolean {
    return this.#holder === this.#parts.desk.me;
  }
  get #holder(): string | null {
    return this.#thread.summary?.agent ?? this.#state.agent.value;
  }
  get isBinned(): boolean {
    return this.#state.bin.value;
  }
  get blocked() {
    return this.#state.blocked.value;
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    const { words, name } = this.#parts;
    await this.#act(words().done.closed(name()), { kind: 'closed' }, words().said.closed);
  }
  async reopen(): Promise<void> {
    const { words, name } = this.#parts;
    await this.#act(words().done.reopened(name()), { kind: 'reopened' }, words().said.reopened);
  }
  async take(): Promise<void> {
    const { desk, announcer, words } = this.#parts;
    if (this.isMine || !desk.may('taken')) return;
    const isFree = this.#holder === null;
    const what: Write = isFree ? { kind: 'taken' } : { kind: 'assigned', agent: desk.me };
    await desk.write(this.#thread.id, what);
    announcer.say(words().said.taken);
  }

  async bin(): Promise<void> {
    if (this.isBinned) return this.restore();
    const { words, name } = this.#parts;
    await this.#act(words().done.binned(name()), { kind: 'binned' });
  }
  async restore(): Promise<void> {
    const { words, name } = this.#parts;
    await this.#act(words().done.restored(name()), { kind: 'restored' });
  }

  /** `why`: '' where nobody said. */
  async block({ mode, days }: Blocking, why: string): Promise<void> {
    const { desk, words, name } = this.#parts;
    const untilMs = days === null ? null : Math.round(desk.sync.serverNow() + days * dayMs);
    const { doneBlocked, doneBanned } = words().conversation;
    const said = mode === 'ban' ? doneBanned(name()) : doneBlocked(name());
    await this.#act(said, { kind: 'blocked', mode, untilMs, ...(why !== '' && { why }) });
  }
  async unblock(): Promise<void> {
    const { words, name } = this.#parts;
    await this.#act(words().conversation.doneUnblocked(name()), { kind: 'unblocked' });
  }

  async waive(): Promise<void> {
    const { words, name } = this.#parts;
    await this.#act(words().done.waived(name()), { kind: 'waived' });
  }
  async markUnread(): Promise<void> {
    const { words, name } = this.#parts;
    const since = this.#thread.summary?.lastVisitor?.entry;
    if (since) await this.#act(words().done.unread(name()), { kind: 'unread', since });
  }

  async copyLink(): Promise<void> {
    await navigator.clipboard.writeText(`${location.origin}/all/${this.#thread.id}`);
    this.#parts.announcer.say(this.#parts.words().common.copied);
  }

  /** Its entries go back to a thread of their own. */
  async unmerge(source: string, target: string): Promise<void> {
    const { desk, announcer, words } = this.#parts;
    await unmerge(desk, { source, target });
    announcer.say(words().conversation.unmerged);
  }

  /** `said`: spoken as well; by default what the toast says. */
  async #act(text: string, what: Write, said = text): Promise<void> {
    const { desk, doing, announcer } = this.#parts;
    if (!desk.may(what.kind)) return;
    await doing.act(text, [{ conversation: this.#thread.id, what }]);
    announcer.say(said);
  }
}
