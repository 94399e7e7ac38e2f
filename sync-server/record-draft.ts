/**
 * What one group does to one record: judges changes on a copy of its head, gathers rows, and moves the head on only when
 * they are durable. All rows of a draft are one bundle, as for a conversation (DESIGN 3).
 */
import { latestSaid } from '#domain/records/record.ts';
import { acceptRecord, isMine, type RecordState } from '#domain/rules/accept-record.ts';
import type { ChangeItem, Judge, Judged } from './judge.ts';
import type { AnswerRow, Bundle, FeedWrite, RecordHead } from './ports.ts';
import type { KeptRecord, RecordHeads } from './record-heads.ts';

/** What the draft must know of the world. */
export interface RecordFacts {
  isAgent(id: string): boolean;
  /** Is this the id of an account that is in use, whatever its role? */
  isStaff(id: string): boolean;
}

export class RecordDraft {
  readonly #heads: RecordHeads;
  readonly #kept: KeptRecord;
  #state: RecordState;
  readonly #changes: string[] = [];
  readonly #answers: AnswerRow[] = [];
  /** When changes of this group were accepted, by id. */
  readonly #acceptedAtMs = new Map<string, number>();

  constructor(kept: KeptRecord, heads: RecordHeads) {
    this.#kept = kept;
    this.#heads = heads;
    this.#state = kept.state;
  }

  get isEmpty(): boolean {
    return this.#answers.length === 0;
  }
  get subject(): string {
    return this.#kept.subject;
  }

  judge(
    judge: Judge,
    item: ChangeItem,
    known: ReadonlyMap<string, AnswerRow>,
    nowMs: number,
    facts: RecordFacts,
  ): Judged {
    const before = judge.before(item, known);
    if (before) return before;

    const { entry, who, principal, digest, clockOffsetMs, source } = item;
    const around = {
      seen: this.#seenBy(item, known),
      ...(entry.after && { after: judge.afterOf(entry.after, item, known) }),
      clockOffsetMs,
      isAgent: facts.isAgent,
      isThere: this.#isThere(item, facts),
    };
    const outcome = acceptRecord(this.#state, entry, who, nowMs, around, source);
    if (outcome.kind === 'later') {
      judge.rememberLater(entry.id);
      return { kind: 'passing', outcome };
    }
    const row: AnswerRow = {
      ...{ id: entry.id, subject: entry.subject, by: principal, digest, state: outcome.kind },
      ...{ reason: null, detail: null, number: null, acceptedAtMs: null },
    };
    if (outcome.kind === 'refused') {
      const { reason, field } = outcome;
      Object.assign(row, { reason, detail: JSON.stringify({ field }) });
    } else {
      const { number, acceptedAtMs } = outcome;
      Object.assign(row, { number, acceptedAtMs });
      this.#state = outcome.state;
      this.#changes.push(JSON.stringify(outcome.change));
      this.#acceptedAtMs.set(entry.id, acceptedAtMs);
    }
    judge.answered(row);
    this.#answers.push(row);
    return { kind: 'fresh', row };
  }

  /** Contacts begin with their visitor's first words and profiles with an account; the rest begins when it is said. */
  #isThere({ record: { table, id } }: ChangeItem, { isStaff }: RecordFacts): boolean {
    if (table === 'profile') return isStaff(id);
    return table !== 'contact' || this.#kept.storedCount !== null;
  }

  #seenBy(
    { entry }: ChangeItem,
    known: ReadonlyMap<string, AnswerRow>,
  ): { acceptedAtMs: number } | null {
    const { seenUpTo } = entry;
    if (seenUpTo === null) return null;
    const said = latestSaid(this.#state.row, seenUpTo);
    const row = known.get(seenUpTo);
    const stored = row?.subject === entry.subject ? row.acceptedAtMs : null;
    const acceptedAtMs = this.#acceptedAtMs.get(seenUpTo) ?? said?.atMs ?? stored;
    return acceptedAtMs === null ? null : { acceptedAtMs };
  }

  bundle(): Bundle {
    const bundle: Bundle = {
      ...{ entries: [], answers: this.#answers, feed: [], alarms: [], effects: [] },
      padUpdates: [],
    };
    if (this.#changes.length === 0) return bundle;
    const { storedCount } = this.#kept;
    bundle.record = {
      head: headOf(this.#state),
      expectCount: storedCount,
      changes: this.#changes,
    };
    bundle.feed = feedOf(this.#kept.state, this.#state, storedCount === null);
    return bundle;
  }

  /** The bundle is durable: the head says so from now on. */
  settleHead(): void {
    if (this.#changes.length === 0) return;
    this.#kept.state = this.#state;
    this.#kept.storedCount = this.#state.row.count;
  }

  /** Something else moved it, or nobody knows: it is read anew. */
  forget(): void {
    this.#heads.drop(this.subject);
  }
}

function headOf({ table, row, createdBy, lastAcceptedAtMs }: RecordState): RecordHead {
  const { id, count, createdAtMs, fields } = row;
  return {
    ...{ table, id, createdAtMs, count, lastAcceptedAtMs },
    createdBy: createdBy!,
    fields: JSON.stringify(fields),
  };
}

/**
 * The row for whoever may have it: everybody, or its maker alone (a view of one's own). Who may not have it any more is
 * told so first: a reader keeps what has the highest revision.
 */
function feedOf(before: RecordState, after: RecordState, isNew: boolean): FeedWrite[] {
  const { table, row } = after;
  const [was, is] = [ownerOf(before), ownerOf(after)];
  const write = { table, id: row.id, owner: is, value: row };
  return isNew || was === is ? [write] : [{ table, id: row.id, owner: was, value: null }, write];
}

function ownerOf(state: RecordState): string | null {
  return isMine(state) ? (state.createdBy?.replace(/^agent\//, '') ?? null) : null;
}
