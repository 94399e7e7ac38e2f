/**
 * Every conversation as this device believes it to be: the feed's row, or what an open room's log says, which also
 * folds in what waits here; without a room the waiting rows are put on top (R9, R11). Called as its contact is (D1).
 *
 * Ten thousand rows are looked at, and one or two have changed (L22): a row whose sources are the same stays the same
 * object, and so does the whole where no row has changed, so that nothing which follows from them is made anew.
 */
import type { Conversation, Pending } from '#domain/entries/fold.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import type { Summary } from '#domain/model.ts';
import { withPending } from './with-pending.ts';

interface SeenRoom {
  readonly id: string;
  readonly conversation: { readonly current: Conversation };
}

export interface RowSources {
  /** The feed's; the same object until something in it changes. */
  rows: ReadonlyMap<string, Summary>;
  pendingByConversation: ReadonlyMap<string, readonly Pending[]>;
  rooms: Iterable<SeenRoom>;
  /** What the team calls each visitor, by visitor (SPEC D1, L3). */
  names: ReadonlyMap<string, string>;
}

/** What a believed row was made from. */
interface Made {
  row: Summary;
  pending: readonly Pending[];
  conversation: Conversation | undefined;
  name: string | undefined;
  believed: Summary;
}

const nonePending: readonly Pending[] = [];

export class RowBook {
  /** Only of rows that differ from the feed's. */
  readonly #madeById = new Map<string, Made>();
  #rows: ReadonlyMap<string, Summary> = new Map();
  #names: ReadonlyMap<string, string> = new Map();
  /** Conversations that had something pending or a room when last looked at. */
  #lively: ReadonlySet<string> = new Set();
  #believed: ReadonlyMap<string, Summary> = new Map();

  look({ rows, pendingByConversation, rooms, names }: RowSources): ReadonlyMap<string, Summary> {
    const conversations = new Map<string, Conversation>();
    for (const { id, conversation } of rooms) conversations.set(id, conversation.current);
    const lively = new Set([...pendingByConversation.keys(), ...conversations.keys()]);
    const isAllAsked = rows !== this.#rows || names !== this.#names;
    const asked = isAllAsked ? rows.keys() : new Set([...lively, ...this.#lively]);
    const changed = new Map<string, Summary>();
    for (const id of asked) {
      const row = rows.get(id);
      if (!row) continue;
      const believed = this.#believe({
        row,
        pending: pendingByConversation.get(id) ?? nonePending,
        conversation: conversations.get(id),
        name: names.get(row.visitor),
      });
      if (believed !== this.#believed.get(id)) changed.set(id, believed);
    }
    this.#rows = rows;
    this.#names = names;
    this.#lively = lively;
    const known = this.#believed;
    const gone = isAllAsked ? [...known.keys()].filter((id) => !rows.has(id)) : [];
    if (changed.size === 0 && gone.length === 0) return known;
    const believed = new Map(known);
    for (const [id, row] of changed) believed.set(id, row);
    for (const id of gone) {
      believed.delete(id);
      this.#madeById.delete(id);
    }
    this.#believed = believed;
    return believed;
  }

  #believe(from: Omit<Made, 'believed'>): Summary {
    const { row, pending, conversation, name } = from;
    const isRenamed = name !== undefined && name !== row.name;
    if (pending.length === 0 && !conversation && !isRenamed) {
      this.#madeById.delete(row.id);
      return row;
    }
    const known = this.#madeById.get(row.id);
    if (known && isSame(known, from)) return known.believed;
    const made = { ...believedRow(row, pending, conversation), name: name ?? row.name };
    // Opening a conversation says what its row has said already: then nothing has changed for anybody.
    const before = [this.#believed.get(row.id), row].find((each) => each && isAlike(each, made));
    const believed = before ?? made;
    this.#madeById.set(row.id, { ...from, believed });
    return believed;
  }
}

/** Both were made by `summaryOf`, here or on the server, so their fields are in one order. */
function isAlike(a: Summary, b: Summary): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isSame(known: Made, from: Omit<Made, 'believed'>): boolean {
  const { row, pending, conversation, name } = from;
  return (
    known.row === row &&
    known.conversation === conversation &&
    known.name === name &&
    known.pending.length === pending.length &&
    known.pending.every((one, index) => one === pending[index])
  );
}

function believedRow(
  row: Summary,
  pending: readonly Pending[],
  conversation: Conversation | undefined,
): Summary {
  // A copy that is behind knows less than the row.
  if (conversation && conversation.state.count >= row.entries) {
    return summaryOf(row, conversation.state);
  }
  return pending.length > 0 ? withPending(row, pending) : row;
}
