/**
 * What can be done with conversations, one or many: by keys, buttons, menus and the palette alike. Each is one action
 * with one undo; what changes nothing is left out. SPEC L9, L10, L15-L17.
 */
import { createContext } from 'svelte';
import type { Summary } from '#domain/model.ts';
import type { Write } from '#sync/contract.ts';
import type { Speech } from '../words/speech.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import type { Doing } from './doing.svelte.ts';
import type { Deed } from './inverse.ts';
import { visitorName } from './people.ts';
import { untilText } from './sleep-words.ts';

/** A box that asks something about conversations: whom, until when, which tags, or what at all. */
export interface Asking {
  what: 'agent' | 'group' | 'snooze' | 'tags' | 'menu';
  conversations: readonly string[];
}

export class ConversationActions {
  /** At most one box is open. */
  asking = $state.raw<Asking | null>(null);

  readonly #desk: Desk;
  readonly #doing: Doing;
  readonly #speech: Speech;

  constructor(desk: Desk, doing: Doing, speech: Speech) {
    this.#desk = desk;
    this.#doing = doing;
    this.#speech = speech;
  }

  ask(what: Asking['what'], conversations: readonly string[]): void {
    if (conversations.length > 0) this.asking = { what, conversations };
  }

  close(ids: readonly string[]): Promise<void> {
    const { closed, closedMany } = this.#done;
    const open = this.#those(ids, ({ status }) => status === 'open');
    return this.#act(open, () => ({ kind: 'closed' }), closed, closedMany);
  }

  reopen(ids: readonly string[]): Promise<void> {
    const { reopened, reopenedMany } = this.#done;
    const closed = this.#those(ids, ({ status }) => status === 'closed');
    return this.#act(closed, () => ({ kind: 'reopened' }), reopened, reopenedMany);
  }

  bin(ids: readonly string[]): Promise<void> {
    const { binned, binnedMany } = this.#done;
    const kept = this.#those(ids, ({ binnedAtMs }) => binnedAtMs === null);
    return this.#act(kept, () => ({ kind: 'binned' }), binned, binnedMany);
  }

  restore(ids: readonly string[]): Promise<void> {
    const { restored, restoredMany } = this.#done;
    const inBin = this.#those(ids, ({ binnedAtMs }) => binnedAtMs !== null);
    return this.#act(inBin, () => ({ kind: 'restored' }), restored, restoredMany);
  }

  snooze(ids: readonly string[], untilMs: number | null, isEvenIfReply: boolean): Promise<void> {
    const { snoozed, snoozedMany } = this.#done;
    const until = untilText(untilMs, this.#desk.now.ms, this.#speech);
    const open = this.#those(ids, ({ status, binnedAtMs }) => status === 'open' && !binnedAtMs);
    return this.#act(
      open,
      () => ({ kind: 'snoozed', untilMs, ...(isEvenIfReply && { evenIfReply: true as const }) }),
      (name) => snoozed(name, until),
      (count) => snoozedMany(count, until),
    );
  }

  /** For myself: what is free is taken by whoever does so first. */
  take(ids: readonly string[]): Promise<void> {
    const { me } = this.#desk;
    const { taken, takenMany } = this.#done;
    const others = this.#those(ids, ({ agent }) => agent !== me);
    return this.#act(
      others,
      ({ agent }) => (agent === null ? { kind: 'taken' } : { kind: 'assigned', agent: me }),
      taken,
      takenMany,
    );
  }

  wake(ids: readonly string[]): Promise<void> {
    const { woken, wokenMany } = this.#done;
    const asleep = this.#those(ids, ({ snoozed }) => snoozed !== null);
    return this.#act(asleep, () => ({ kind: 'woken' }), woken, wokenMany);
  }

  waive(ids: readonly string[]): Promise<void> {
    const { waived, waivedMany } = this.#done;
    const waiting = this.#those(ids, (summary) => summary.waiting !== null);
    return this.#act(waiting, () => ({ kind: 'waived' }), waived, waivedMany);
  }

  /** Of a thread: anything in it. */
  isUnread({ id }: Summary): boolean {
    return this.#members(id).some((member) => this.#isUnreadOne(member));
  }

  #isUnreadOne({ id, lastVisitor }: Summary): boolean {
    return lastVisitor !== null && lastVisitor.number > this.#desk.readUpTo(id);
  }

  /** All read, if any of them is unread; else all unread (key U). */
  toggleUnread(ids: readonly string[]): Promise<void> {
    const anyUnread = this.#those(ids, (summary) => this.isUnread(summary)).length > 0;
    return anyUnread ? this.markRead(ids) : this.markUnread(ids);
  }

  markRead(ids: readonly string[]): Promise<void> {
    const { read, readMany } = this.#done;
    const unread = this.#those(ids, (summary) => this.isUnread(summary));
    return this.#act(
      unread,
      ({ id }) =>
        this.#members(id)
          .filter((member) => this.#isUnreadOne(member))
          .map((member) => ({
            conversation: member.id,
            what: { kind: 'read', upTo: member.lastVisitor!.entry },
          })),
      read,
      readMany,
    );
  }

  markUnread(ids: readonly string[]): Promise<void> {
    const { unread, unreadMany } = this.#done;
    const wasRead = this.#those(ids, (row) => this.#lastSaid(row) !== null && !this.isUnread(row));
    return this.#act(
      wasRead,
      (row) => {
        const { conversation, entry } = this.#lastSaid(row)!;
        return [{ conversation, what: { kind: 'unread', since: entry } }];
      },
      unread,
      unreadMany,
    );
  }

  /** Puts a tag on all of them, or takes it off all. */
  tag(ids: readonly string[], tag: string, isOn: boolean): Promise<void> {
    const { tagged, taggedMany } = this.#done;
    const others = this.#those(ids, ({ tags }) => tags.includes(tag) !== isOn);
    const what: Write = { kind: isOn ? 'tagged' : 'untagged', tag };
    return this.#act(others, () => what, tagged, taggedMany);
  }

  /** Where the visitor wrote last, and what. */
  #lastSaid({ id }: Summary): { conversation: string; entry: string } | null {
    let last: { conversation: string; entry: string; atMs: number } | null = null;
    for (const { id: conversation, lastVisitor } of this.#members(id)) {
      if (lastVisitor && lastVisitor.atMs > (last?.atMs ?? -1))
        last = { conversation, ...lastVisitor };
    }
    return last;
  }

  /** All conversations of its thread, itself first. */
  #members(id: string): Summary[] {
    const ids = this.#desk.threads.get(id) ?? [id];
    return ids.flatMap((member) => this.#desk.summaries.get(member) ?? []);
  }

  get #done() {
    return this.#speech.words.done;
  }

  #those(ids: readonly string[], is: (summary: Summary) => boolean): Summary[] {
    return ids.flatMap((id) => this.#desk.threadRows.get(id) ?? []).filter(is);
  }

  async #act(
    summaries: readonly Summary[],
    writeFor: (summary: Summary) => Write | readonly Deed[],
    one: (name: string) => string,
    many: (count: number) => string,
  ): Promise<void> {
    const [first] = summaries;
    if (!first) return;
    const text =
      summaries.length === 1
        ? one(visitorName(first.name, this.#speech.words))
        : many(summaries.length);
    await this.#doing.act(
      text,
      summaries.flatMap((summary) => {
        const what = writeFor(summary);
        return 'kind' in what ? [{ conversation: summary.id, what }] : what;
      }),
    );
  }
}

export const [useConversationActions, setConversationActions] =
  createContext<ConversationActions>();
