/**
 * Judging one submitted entry inside a group: has this id been answered before, what does it refer to, what does `accept`
 * say. Gives rows for the draft; writes nothing itself. T2, B41, B44.
 */
import { hash } from 'node:crypto';
import { type Answer, type Principal, type Who } from '#domain/model.ts';
import type { SubmittedChange } from '#domain/records/change.ts';
import type { RecordName } from '#domain/records/name.ts';
import type { FieldSource } from '#domain/records/record.ts';
import { type Submitted } from '#domain/submitted.ts';
import { accept, type Known, type KnownPlace, type Outcome } from '#domain/rules/accept.ts';
import { referredBy } from '#domain/rules/check-submitted.ts';
import type { Draft } from './draft.ts';
import type { EntryPlace } from './heads.ts';
import type { AnswerRow, Store } from './ports.ts';

/** One checked entry on its way. */
export interface ItemOf<E> {
  readonly entry: E;
  readonly who: Who;
  readonly principal: Principal;
  readonly digest: string;
  /** Server's clock minus the device's. */
  readonly clockOffsetMs: number;
  /** Not its first try in a group: everything is looked up. */
  isRetried: boolean;
  /** What will be answered once the group is durable. */
  row: AnswerRow | null;
  /** Each is called at most once for an item, and only one of them. */
  answer(row: AnswerRow): void;
  later(outcome: Extract<Outcome, { kind: 'refused' | 'later' }> | LaterOutcome): void;
}
/** An entry for a conversation's log. */
export interface Item extends ItemOf<Submitted> {
  readonly conversation: string;
}
/** A change for a record's log. */
export interface ChangeItem extends ItemOf<SubmittedChange> {
  readonly record: RecordName;
  /** Where the values come from; absent: whoever submits them has typed them. */
  readonly source?: FieldSource;
}
type AnyItem = Item | ChangeItem;
type LaterOutcome = {
  kind: 'later';
  reason: 'unavailable' | 'busy' | 'rate';
  retryAfterMs: number;
};

export type Judged =
  | { kind: 'known'; row: AnswerRow }
  | { kind: 'passing'; outcome: Extract<Outcome, { kind: 'refused' | 'later' }> }
  /** The row is in the draft. */
  | { kind: 'fresh'; row: AnswerRow };

/** An entry written longer ago than this may have been sent before, on a line that broke. */
const freshForMs = 2_000;

/** Ids answered `later` are remembered so that what names them in `after` waits with them. */
const waitingIdsMax = 10_000;

export class Judge {
  readonly #store: Store;
  readonly #isAgent: (id: string) => boolean;
  readonly #isGroup: (id: string) => boolean;
  /** Answers of the group that is being judged. */
  #group = new Map<string, AnswerRow>();
  readonly #waiting = new Set<string>();

  constructor(parts: { store: Store; isAgent(id: string): boolean; isGroup(id: string): boolean }) {
    this.#store = parts.store;
    this.#isAgent = parts.isAgent;
    this.#isGroup = parts.isGroup;
  }

  /**
   * Begins a group: what its entries name that is already answered. An id that can hardly be known is not asked for:
   * if it is all the same, the store refuses the bundle, and the second try asks for everything.
   */
  async lookUp(
    items: readonly AnyItem[],
    nowMs: number,
    recentOf: (item: AnyItem) => ReadonlyMap<string, EntryPlace> | null,
  ): Promise<ReadonlyMap<string, AnswerRow>> {
    this.#group = new Map();
    const ids = new Set<string>();
    for (const item of items) {
      const { entry, clockOffsetMs, isRetried } = item;
      const recent = recentOf(item);
      const isOld = nowMs - (entry.writtenAtMs + clockOffsetMs) > freshForMs;
      if (isRetried || isOld || !recent || recent.has(entry.id)) ids.add(entry.id);
      for (const named of namedBy(entry)) if (!recent?.has(named)) ids.add(named);
      if (entry.after) ids.add(entry.after);
    }
    return ids.size === 0 ? noRows : this.#store.answers([...ids]);
  }

  judge(item: Item, draft: Draft, known: ReadonlyMap<string, AnswerRow>, nowMs: number): Judged {
    const { entry, who } = item;
    const before = this.before(item, known);
    if (before) return before;

    const outcome = accept(draft.state, entry, who, nowMs, this.#knownOf(item, draft, known));
    if (outcome.kind === 'later') {
      this.rememberLater(entry.id);
      return { kind: 'passing', outcome };
    }
    const row = this.#rowOf(item, outcome, draft, known);
    this.answered(row);
    draft.answer(row);
    return { kind: 'fresh', row };
  }

  /** What was said to this id before, in this group or ever; null if nothing. */
  before(item: AnyItem, known: ReadonlyMap<string, AnswerRow>): Judged | null {
    const row = this.#group.get(item.entry.id) ?? known.get(item.entry.id);
    return row ? againFor(item, row) : null;
  }

  /** This group answers so. */
  answered(row: AnswerRow): void {
    this.#waiting.delete(row.id);
    this.#group.set(row.id, row);
  }

  /** Puts accepted entries into a draft with rows by which their ids are found; `answered` has its own. */
  append(draft: Draft, outcome: Extract<Outcome, { kind: 'accepted' }>, answered?: string): void {
    draft.append(outcome.entries, outcome.state);
    for (const { entry } of outcome.entries) {
      if (entry.id === answered) continue;
      const { number, publicNumber, acceptedAtMs } = draft.placeOf(entry.id)!;
      const row: AnswerRow = {
        id: entry.id,
        subject: `conversation/${draft.head.id}`,
        by: entry.by,
        digest: '',
        state: 'accepted',
        reason: null,
        detail: detailOf(publicNumber),
        number,
        acceptedAtMs,
      };
      this.#group.set(row.id, row);
      draft.answer(row);
    }
  }

  /** An id whose entry was asked to come later, for what follows it. */
  rememberLater(id: string): void {
    this.#waiting.add(id);
    if (this.#waiting.size <= waitingIdsMax) return;
    for (const oldest of this.#waiting) {
      this.#waiting.delete(oldest);
      break;
    }
  }

  #rowOf(
    item: Item,
    outcome: Exclude<Outcome, { kind: 'later' }>,
    draft: Draft,
    known: ReadonlyMap<string, AnswerRow>,
  ): AnswerRow {
    const { entry, principal, digest } = item;
    const row: AnswerRow = {
      id: entry.id,
      subject: entry.subject,
      by: principal,
      digest,
      state: outcome.kind,
      reason: null,
      detail: null,
      number: null,
      acceptedAtMs: null,
    };
    switch (outcome.kind) {
      case 'held':
        return {
          ...row,
          reason: outcome.reason,
          detail: JSON.stringify({ because: outcome.because }),
        };
      case 'refused': {
        const { reason, field, by, atMs } = outcome;
        return { ...row, reason, detail: JSON.stringify({ field, by, atMs }) };
      }
      case 'accepted': {
        this.append(draft, outcome, entry.id);
        if (outcome.mark && item.who.kind === 'agent') draft.mark(item.who.id, outcome.mark);
        const place = draft.placeOf(entry.id);
        const publicNumber = place
          ? place.publicNumber
          : (this.#placeOf(referredBy(entry), item, draft, known)?.publicNumber ?? null);
        const { number, acceptedAtMs } = outcome;
        return { ...row, detail: detailOf(publicNumber), number, acceptedAtMs };
      }
    }
  }

  #knownOf(item: Item, draft: Draft, known: ReadonlyMap<string, AnswerRow>): Known {
    const { entry, clockOffsetMs } = item;
    const facts: Known = {
      seen: this.#placeOf(entry.seenUpTo, item, draft, known),
      clockOffsetMs,
      isAgent: this.#isAgent,
      isGroup: this.#isGroup,
    };
    const referred = referredBy(entry);
    if (referred) facts.referred = this.#placeOf(referred, item, draft, known);
    if (entry.after) facts.after = this.afterOf(entry.after, item, known);
    return facts;
  }

  /** Where an entry of the item's own conversation stands; null for everything else (B44). */
  #placeOf(
    id: string | null,
    item: Item,
    draft: Draft,
    known: ReadonlyMap<string, AnswerRow>,
  ): (KnownPlace & { publicNumber: number | null }) | null {
    if (!id) return null;
    const place: EntryPlace | undefined = draft.placeOf(id);
    if (place) return place;
    const row = known.get(id);
    if (!row || row.subject !== item.entry.subject || row.state !== 'accepted') return null;
    const { number, acceptedAtMs, by } = row;
    if (number === null || acceptedAtMs === null) return null;
    return { number, acceptedAtMs, by, publicNumber: publicNumberOf(row) };
  }

  /** What became of the entry that this one names in `after`. */
  afterOf(
    id: string,
    item: AnyItem,
    known: ReadonlyMap<string, AnswerRow>,
  ): NonNullable<Known['after']> {
    const mine = this.#group.get(id);
    // Another conversation's bundle may still fail by itself: wait until it is durable.
    if (mine && mine.subject !== item.entry.subject) return 'pending';
    const row = mine ?? known.get(id);
    if (row && row.by === item.principal) return row.state;
    return this.#waiting.has(id) ? 'pending' : 'unknown';
  }
}

const noRows: ReadonlyMap<string, AnswerRow> = new Map();

/** The same entry again gets the same answer; anything else under its id is refused without saying whose it is (T2). */
function againFor(item: AnyItem, row: AnswerRow): Judged {
  const isSame =
    row.by === item.principal && row.digest === item.digest && row.subject === item.entry.subject;
  if (isSame) return { kind: 'known', row };
  return { kind: 'passing', outcome: { kind: 'refused', reason: 'id-used', field: 'id' } };
}

/** Entries whose place must be known. */
function namedBy(entry: Submitted | SubmittedChange): string[] {
  const referred = entry.kind === 'changed' ? null : referredBy(entry);
  return [entry.seenUpTo, referred].filter((id) => id !== null);
}

/** What tells the same entry from another one under the same id. `entry` as checked, so its keys have one order. */
export function digestOf(entry: Submitted | SubmittedChange): string {
  return hash('sha256', JSON.stringify(entry), 'base64url').slice(0, 22);
}

function detailOf(publicNumber: number | null): string | null {
  return publicNumber === null ? null : `{"public":${publicNumber}}`;
}

export function publicNumberOf({ detail }: AnswerRow): number | null {
  if (!detail) return null;
  const { public: number } = JSON.parse(detail) as { public?: number };
  return number ?? null;
}

/**
 * The answer to say for a row. A visitor is told places in the transcript: those of the team's projection would count
 * the comments (R8).
 */
export function answerOf(row: AnswerRow, who: Who): Answer {
  const { id, state } = row;
  switch (state) {
    case 'accepted': {
      const number = who.kind === 'visitor' ? (publicNumberOf(row) ?? 0) : (row.number ?? 0);
      return { id, state, number, acceptedAtMs: row.acceptedAtMs ?? 0 };
    }
    case 'held': {
      const { because } = JSON.parse(row.detail ?? '{"because":[]}') as { because: string[] };
      return {
        id,
        state,
        reason: row.reason as Extract<Answer, { state: 'held' }>['reason'],
        because,
      };
    }
    case 'refused': {
      const detail = JSON.parse(row.detail ?? '{}') as {
        field?: string;
        by?: string;
        atMs?: number;
      };
      return {
        id,
        state,
        reason: row.reason as Extract<Answer, { state: 'refused' }>['reason'],
        ...detail,
      };
    }
  }
}
