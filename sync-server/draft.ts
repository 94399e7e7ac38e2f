/**
 * What one group does to one conversation: it works on a copy of the head, gathers rows, and moves the head on only when
 * they are durable. All rows of a draft are one bundle: written whole or not at all (DESIGN 3).
 */
import type { ConversationState } from '#domain/entries/state.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import type { ReadMark, Unsealed } from '#domain/model.ts';
import type { AcceptedDraft } from '#domain/rules/accept.ts';
import { markAfter, unreadMark, type MarkMove } from '#domain/rules/read-mark.ts';
import { recentMax, type EntryPlace, type Head } from './heads.ts';
import type { AlarmWrite, AnswerRow, Bundle, EntryRow, FeedWrite } from './ports.ts';
import type { Seals } from './seals.ts';

export class Draft {
  readonly head: Head;
  state: ConversationState;
  #count: number;
  #publicCount: number;
  readonly #seals: Seals;
  readonly #entries: EntryRow[] = [];
  readonly #answers: AnswerRow[] = [];
  readonly #marks = new Map<string, ReadMark>();
  readonly #alarms = new Map<string, AlarmWrite>();
  readonly #settles: { key: string; fence: number }[] = [];
  readonly #places = new Map<string, EntryPlace>();
  /** Texts of this group, for the two rooms. */
  readonly teamTexts: string[] = [];
  readonly publicTexts: string[] = [];
  /** Accepted here and not yet put to `decide`. */
  undecided: Unsealed[] = [];

  constructor(head: Head, seals: Seals) {
    this.head = head;
    this.state = head.state;
    this.#count = head.count;
    this.#publicCount = head.publicCount;
    this.#seals = seals;
  }

  get isEmpty(): boolean {
    const { length } = this.#answers;
    return length + this.#settles.length + this.#alarms.size + this.#marks.size === 0;
  }

  /** An entry of this conversation that was accepted in this group, or lately. */
  placeOf(id: string): EntryPlace | undefined {
    return this.#places.get(id) ?? this.head.recent.get(id);
  }

  /** Puts accepted entries at the end; their texts are fixed here for ever. */
  append(drafts: readonly AcceptedDraft[], state: ConversationState): void {
    for (const draft of drafts) this.#appendOne(draft);
    this.state = state;
  }

  #appendOne({ entry, publicEntry }: AcceptedDraft): void {
    const conversation = this.head.id;
    const number = this.#count++;
    const publicNumber = publicEntry ? this.#publicCount++ : null;
    const text = this.#seals.seal(
      { conversation, audience: 'team', number },
      JSON.stringify(entry),
    );
    this.teamTexts.push(text);
    let publicText: string | null = null;
    if (publicEntry && publicNumber !== null) {
      const place = { conversation, audience: 'public', number: publicNumber } as const;
      publicText = this.#seals.seal(place, JSON.stringify(publicEntry));
      this.publicTexts.push(publicText);
    }
    this.#entries.push({ conversation, number, publicNumber, text, publicText });
    const { acceptedAtMs, by } = entry;
    this.#places.set(entry.id, { number, publicNumber, acceptedAtMs, by });
    this.undecided.push(entry);
  }

  answer(row: AnswerRow): void {
    this.#answers.push(row);
  }

  /** Moves an agent's own read mark; where it was is in the head (`read-marks.ts`). */
  mark(agent: string, move: MarkMove): void {
    const { id, marks } = this.head;
    const before = this.#marks.get(agent) ?? marks.get(agent) ?? unreadMark(id);
    const after = markAfter(before, move);
    if (after !== before) this.#marks.set(agent, after);
  }

  /** A later word about the same alarm replaces an earlier one. */
  alarm(alarm: AlarmWrite): void {
    this.#alarms.set(alarm.key, alarm);
  }

  /** The earliest due time written here, or null. */
  get firstAlarmMs(): number | null {
    let first: number | null = null;
    for (const { dueAtMs } of this.#alarms.values()) {
      if (dueAtMs !== null && (first === null || dueAtMs < first)) first = dueAtMs;
    }
    return first;
  }

  settle(key: string, fence: number): void {
    this.#settles.push({ key, fence });
  }

  bundle(): Bundle {
    const { head } = this;
    const bundle: Bundle = {
      entries: this.#entries,
      answers: this.#answers,
      feed: this.#feed(),
      alarms: [...this.#alarms.values()],
      effects: [],
      padUpdates: [],
    };
    if (this.#settles.length > 0) bundle.settles = this.#settles;
    if (this.#entries.length > 0) {
      const { id, visitor, createdAtMs, teamEpoch, publicEpoch } = head;
      bundle.conversation = {
        row: {
          ...{ id, visitor, createdAtMs, teamEpoch, publicEpoch },
          count: this.#count,
          publicCount: this.#publicCount,
          state: JSON.stringify(this.state),
        },
        expectCount: head.count,
      };
    }
    return bundle;
  }

  #feed(): FeedWrite[] {
    const { id, visitor, teamEpoch } = this.head;
    const feed: FeedWrite[] = [];
    if (this.#entries.length > 0) {
      // The room's name follows the store's id and is put in when the row is sent (`feed-rows.ts`).
      const value = summaryOf({ id, visitor, room: teamEpoch }, this.state);
      feed.push({ table: 'conversation', id, owner: null, value });
    }
    for (const [owner, value] of this.#marks) {
      feed.push({ table: 'readMark', id, owner, value });
    }
    return feed;
  }

  /** The bundle is durable: the head says so from now on. */
  settleHead(): void {
    const { head } = this;
    head.count = this.#count;
    head.publicCount = this.#publicCount;
    head.state = this.state;
    for (const [id, place] of this.#places) head.recent.set(id, place);
    for (const id of head.recent.keys()) {
      if (head.recent.size <= recentMax) break;
      head.recent.delete(id);
    }
    for (const [agent, mark] of this.#marks) head.marks.set(agent, mark);
  }
}
