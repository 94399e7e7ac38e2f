/**
 * From a log to what a screen shows. `fold(log, pending)` is the only state a thread has: accepted entries in their
 * order, then what this device has written and the server has not yet answered. SPEC R1, R9, R10.
 *
 * The accepted part is kept as `Folded` and only ever extended: 5,000 entries are folded once, not at every key.
 */
import type { Answer, Entry, Principal } from '../model.ts';
import type { Submitted } from '../submitted.ts';
import { entryKinds } from '../model.ts';
import { applyPending } from './pending.ts';
import { remarked, type Remarks, wordsNow } from './remarks.ts';
import { type ConversationState, emptyState, type Place } from './state.ts';
import { isAgent, isVisitor, type Step } from './step.ts';

/** What this device has written and has no final answer for: a row of the outbox. */
export interface PendingOf<E> {
  entry: E;
  /** Who wrote it: the account of this device. */
  by: Principal;
  byName: string | null;
  /** `waiting`: not answered. `held`/`refused`: answered so; kept until its author settles it. */
  state: 'waiting' | 'held' | 'refused';
  answer: Answer | null;
  /** Device clock. */
  savedAtMs: number;
}
export type Pending = PendingOf<Submitted>;

/** One thing in a thread, in shown order. */
export type ThreadItem =
  | ({ state: 'accepted'; entry: Entry; number: number; readByOtherSide: boolean } & Remarks)
  | ({ state: 'waiting' | 'held' | 'refused'; pending: Pending } & Remarks)
  /** A kind this build does not know: "update Parley to see this". */
  | { state: 'unknown'; id: string; number: number; acceptedAtMs: number };

export interface Conversation {
  /** With pending closes, assignments and messages applied on top, as this device believes it to be. */
  state: ConversationState;
  /** Item *n* is entry *n* of the projection; pending ones follow. Read marks that wait are not shown. */
  items: readonly ThreadItem[];
  /** Rows that wait for an answer, without read marks. */
  waiting: number;
  /** The item of an entry, accepted or not. */
  find(id: string): ThreadItem | undefined;
}

/** The accepted part of a conversation. Immutable for its holders; made by `extendFold` only. */
export interface Folded {
  readonly state: ConversationState;
  readonly items: readonly ThreadItem[];
  /**
   * Id -> number. Shared by all folds of one log and only added to, because copying 5,000 ids at every message costs
   * more than the message; so a number counts only if this fold's item there has that id (`numberIn`).
   */
  readonly numbersById: Map<string, number>;
}

export function emptyFold(): Folded {
  return { state: emptyState(), items: [], numbersById: new Map() };
}

/** How one projection is read. `team-fold.ts` has the team's. */
export interface Folding {
  /** The fold after these further entries, in their order. The given fold stays as it was. */
  extend(base: Folded, entries: readonly Entry[]): Folded;
  /** Everything a thread shows. `clockOffsetMs`: server's clock minus this device's. */
  fold(log: Folded, pending: readonly Pending[], options: { clockOffsetMs: number }): Conversation;
}

export function foldingBy(step: Step): Folding {
  return {
    extend: (base, entries) => extendFold(step, base, entries),
    fold: (log, pending, options) => fold(step, log, pending, options),
  };
}

function extendFold(step: Step, base: Folded, entries: readonly Entry[]): Folded {
  if (entries.length === 0) return base;
  const items = base.items.slice();
  const { numbersById } = base;
  let state = base.state;
  for (const entry of entries) {
    const number = items.length;
    numbersById.set(entry.id, number);
    items.push(itemOf(entry, number));
    state = step(state, entry, number, (id) => numberIn(items, numbersById, id));
    remark(items, (id) => numberIn(items, numbersById, id), remarkOf(entry, entry.acceptedAtMs));
  }
  markRead(items, base, state);
  return { state, items, numbersById };
}

function fold(
  step: Step,
  log: Folded,
  pending: readonly Pending[],
  options: { clockOffsetMs: number },
): Conversation {
  // A row whose answer has not come yet may already be in the log: shown once, as accepted.
  const rows = pending.filter((row) => placeOf(log, row.entry.id) === undefined);
  const shown = rows.filter((row) => !isMark(row.entry));
  const { clockOffsetMs } = options;
  const items: ThreadItem[] =
    rows.length === 0
      ? (log.items as ThreadItem[])
      : log.items.concat(shown.map((row) => ({ state: row.state, pending: row })));
  const indexOf = (id: string): number | undefined => {
    const number = numberIn(log.items, log.numbersById, id);
    if (number !== undefined) return number;
    const index = items.findLastIndex((item) => 'pending' in item && idOf(item) === id);
    return index < 0 ? undefined : index;
  };
  const waiting = rows.filter((row) => row.state === 'waiting');
  for (const { entry, savedAtMs } of waiting) {
    const intendedAtMs = entry.writtenAtMs + clockOffsetMs;
    remark(items, indexOf, remarkOf({ ...entry, intendedAtMs }, savedAtMs + clockOffsetMs));
  }
  return {
    state:
      rows.length === 0
        ? log.state
        : applyPending(log.state, waiting, {
            ...{ step, clockOffsetMs },
            placeOf: (id) => placeOf(log, id),
          }),
    items,
    waiting: waiting.filter((row) => !isMark(row.entry)).length,
    find(id) {
      const index = indexOf(id);
      return index === undefined ? undefined : items[index];
    },
  };
}

/** Reading, and marking as unread: nothing that a thread shows. */
function isMark({ kind }: Submitted): boolean {
  return kind === 'read' || kind === 'unread';
}

/** Words of an item as they count now; null for what has none. */
export function wordsOf(item: ThreadItem | undefined): string | null {
  if (!item || item.state === 'unknown') return null;
  const entry = item.state === 'accepted' ? item.entry : item.pending.entry;
  if (entry.kind !== 'message' && entry.kind !== 'comment') return null;
  return wordsNow(entry.text, item);
}

type RemarkEntry = Extract<Submitted | Entry, { kind: 'edited' | 'unsent' }>;

/** What an entry says of another one; null for most. */
function remarkOf(
  entry: Pick<Entry, 'id' | 'intendedAtMs'> & { kind: string },
  atMs: number,
): { of: string; remark: Parameters<typeof remarked>[1] } | null {
  if (entry.kind !== 'edited' && entry.kind !== 'unsent') return null;
  const said = entry as RemarkEntry & typeof entry;
  return { of: said.of, remark: { ...said, atMs } };
}

/** Puts a remark on the item it speaks of, in this array, which belongs to the caller. */
function remark(
  items: ThreadItem[],
  indexOf: (id: string) => number | undefined,
  said: ReturnType<typeof remarkOf>,
): void {
  const index = said ? indexOf(said.of) : undefined;
  const item = index === undefined ? undefined : items[index];
  if (!said || index === undefined || !item || item.state === 'unknown') return;
  items[index] = remarked(item, said.remark);
}

/** Place of an accepted entry in this fold, or undefined. */
export function placeOf(log: Folded, id: string): Place | undefined {
  const number = numberIn(log.items, log.numbersById, id);
  const item = number === undefined ? undefined : log.items[number];
  if (number === undefined || !item || !('number' in item)) return undefined;
  const { acceptedAtMs } = item.state === 'accepted' ? item.entry : item;
  return { id, number, acceptedAtMs };
}

function numberIn(
  items: readonly ThreadItem[],
  numbersById: ReadonlyMap<string, number>,
  id: string,
): number | undefined {
  const number = numbersById.get(id);
  if (number === undefined) return undefined;
  const item = items[number];
  return item && idOf(item) === id ? number : undefined;
}

function idOf(item: ThreadItem): string {
  if (item.state === 'accepted') return item.entry.id;
  return item.state === 'unknown' ? item.id : item.pending.entry.id;
}

const knownKinds: ReadonlySet<string> = new Set(entryKinds);

function itemOf(entry: Entry, number: number): ThreadItem {
  if (knownKinds.has(entry.kind)) {
    return { state: 'accepted', entry, number, readByOtherSide: false };
  }
  const { id, acceptedAtMs } = entry;
  return { state: 'unknown', id, number, acceptedAtMs };
}

/** Sets the ticks that came with these entries: of the new items, and of older ones that were read just now. */
function markRead(items: ThreadItem[], base: Folded, state: ConversationState): void {
  const byVisitor = state.readByVisitor?.number ?? -1;
  const byTeam = state.readByTeam?.number ?? -1;
  const from = Math.min(
    base.items.length,
    1 + (base.state.readByVisitor?.number ?? -1),
    1 + (base.state.readByTeam?.number ?? -1),
  );
  for (let number = from; number <= Math.max(byVisitor, byTeam); number += 1) {
    const item = items[number];
    if (item?.state !== 'accepted' || item.readByOtherSide || item.entry.kind !== 'message') {
      continue;
    }
    const { by } = item.entry;
    const isRead = isVisitor(by) ? number <= byTeam : isAgent(by) && number <= byVisitor;
    if (isRead) items[number] = { ...item, readByOtherSide: true };
  }
}
