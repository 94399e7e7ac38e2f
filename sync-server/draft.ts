/**
 * What one group does to one conversation: it works on a copy of the head, gathers rows, and moves the head on only when
 * they are durable. All rows of a draft are one bundle: written whole or not at all (DESIGN 3).
 */
import type { ConversationState } from '#domain/entries/state.ts';
import { unsentText } from '#domain/entries/projection.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import type { ReadMark, Unsealed } from '#domain/model.ts';
import type { AcceptedDraft } from '#domain/rules/accept.ts';
import { noticesOf, type NoticeWrite } from '#domain/rules/notices.ts';
import { markAfter, unreadMark, type MarkMove } from '#domain/rules/read-mark.ts';
import { recentMax, type EntryPlace, type Head, type Heads } from './heads.ts';
import { isBlocked } from '#domain/rules/blocked.ts';
import type {
  AlarmWrite,
  AnswerRow,
  BanWrite,
  Bundle,
  EntryRow,
  FeedWrite,
  PublicRewrite,
  RecordHead,
} from './ports.ts';
import type { Seals } from './seals.ts';

/** A public entry of the log as it is stored. */
export interface StoredPublic {
  number: number;
  publicNumber: number;
  text: string;
}

export class Draft {
  readonly head: Head;
  state: ConversationState;
  #count: number;
  #publicCount: number;
  readonly #seals: Seals;
  readonly #heads: Heads;
  readonly #entries: EntryRow[] = [];
  readonly #answers: AnswerRow[] = [];
  readonly #marks = new Map<string, ReadMark>();
  readonly #notices = new Map<string, NoticeWrite>();
  readonly #alarms = new Map<string, AlarmWrite>();
  readonly #settles: { key: string; fence: number }[] = [];
  readonly #places = new Map<string, EntryPlace>();
  /** Texts of this group, for the two rooms. */
  readonly teamTexts: string[] = [];
  readonly publicTexts: string[] = [];
  readonly #rewrites = new Map<number, PublicRewrite>();
  /** The transcript's new random part, once something in it was taken back. */
  #publicEpoch: string | null = null;
  /** Accepted here and not yet put to `decide`. */
  undecided: Unsealed[] = [];

  constructor(head: Head, seals: Seals, heads: Heads) {
    this.head = head;
    this.state = head.state;
    this.#count = head.count;
    this.#publicCount = head.publicCount;
    this.#seals = seals;
    this.#heads = heads;
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
    const placed = drafts.map((draft) => {
      this.#appendOne(draft);
      return { entry: draft.entry, number: this.#count - 1 };
    });
    // In the same bundle as their cause: each is there once, or the cause is not there either.
    for (const notice of noticesOf(this.head.id, this.state, state, placed)) {
      this.#notices.set(`${notice.owner} ${notice.id}`, notice);
    }
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

  /**
   * Takes the words of an entry out of everything that the visitor can fetch: of its own row, of its edits, and of what
   * this group adds. The transcript gets another name, so that every copy of it is dropped (SPEC C14). `stored`: public
   * entries from that one on, as they are on the disk.
   */
  unsend(of: string, stored: readonly StoredPublic[], newEpoch: () => string): void {
    const place = (publicNumber: number) =>
      ({ conversation: this.head.id, audience: 'public', number: publicNumber }) as const;
    let isPublic = false;
    for (const { number, publicNumber, text } of stored) {
      const stub = unsentText(this.#rewrites.get(publicNumber)?.publicText ?? text, of);
      if (!stub) continue;
      const publicText = this.#seals.seal(place(publicNumber), JSON.stringify(stub));
      this.#rewrites.set(publicNumber, { number, publicNumber, publicText });
      isPublic = true;
    }
    for (const row of this.#entries) {
      const stub = row.publicText === null ? null : unsentText(row.publicText, of);
      if (!stub || row.publicNumber === null) continue;
      row.publicText = this.#seals.seal(place(row.publicNumber), JSON.stringify(stub));
      this.publicTexts[row.publicNumber - this.head.publicCount] = row.publicText;
      isPublic = true;
    }
    if (isPublic) this.#publicEpoch ??= newEpoch();
  }

  /** The transcript's new random part, if it has one: nobody may stay under the old name. */
  get publicEpoch(): string | null {
    return this.#publicEpoch;
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
    if (this.#rewrites.size > 0) bundle.rewrites = [...this.#rewrites.values()];
    const ban = this.#ban();
    if (ban) bundle.ban = ban;
    if (this.#settles.length > 0) bundle.settles = this.#settles;
    if (this.#entries.length > 0) {
      const { id, visitor, createdAtMs, teamEpoch } = head;
      const publicEpoch = this.#publicEpoch ?? head.publicEpoch;
      bundle.conversation = {
        row: {
          ...{ id, visitor, createdAtMs, teamEpoch, publicEpoch },
          count: this.#count,
          publicCount: this.#publicCount,
          state: JSON.stringify(this.state),
        },
        expectCount: head.count,
      };
      // Whoever speaks first is a contact from now on (SPEC D1).
      if (head.count === 0) bundle.begins = contactOf(visitor, createdAtMs);
    }
    return bundle;
  }

  /** What the store must know of who is kept out: it is asked about addresses, not conversations (SPEC C4). */
  #ban(): BanWrite | null {
    const { head, state } = this;
    if (head.state.blocked === state.blocked) return null;
    const { id: conversation, visitor } = head;
    const { value } = state.blocked;
    if (value?.mode !== 'ban') return { kind: 'lifted', conversation };
    return { kind: 'banned', conversation, visitor, untilMs: value.untilMs };
  }

  /** True if this group bans the visitor: their lines end. */
  bansAt(nowMs: number): boolean {
    const { value } = this.state.blocked;
    const isNew = this.head.state.blocked !== this.state.blocked;
    return isNew && value?.mode === 'ban' && isBlocked({ blocked: value }, nowMs);
  }

  #feed(): FeedWrite[] {
    const { id, visitor, teamEpoch } = this.head;
    const feed: FeedWrite[] = [];
    if (this.#entries.length > 0) {
      // The room's name follows the store's id and is put in when the row is sent (`feed-rows.ts`).
      const value = summaryOf({ id, visitor, room: teamEpoch }, this.state);
      feed.push({ table: 'conversation', id, owner: null, value });
    }
    for (const { id: notice, owner, value } of this.#notices.values()) {
      feed.push({ table: 'notice', id: notice, owner, value });
    }
    for (const [owner, value] of this.#marks) {
      feed.push({ table: 'readMark', id, owner, value });
    }
    return feed;
  }

  /** The store knows better than the head: it is read anew. */
  forget(): void {
    this.#heads.drop(this.head.id);
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

/** A contact of whom nothing is known yet. Its id is its visitor's. */
function contactOf(id: string, createdAtMs: number): RecordHead {
  return {
    ...{ table: 'contact', id, createdBy: 'parley', createdAtMs },
    ...{ count: 0, lastAcceptedAtMs: 0, fields: '{}' },
  };
}
