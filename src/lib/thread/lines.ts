/**
 * From the items of `fold` to the lines a thread shows: days, runs of bubbles, comments, folded changes (UX 6).
 * Pure: the same items give the same lines, whoever draws them. Words and times are put in by the components.
 */
import type { AssignedBecause, Channel, Entry, HoldReason, Principal } from '#domain/model.ts';
import type { Pending, ThreadItem } from '#domain/entries/fold.ts';
import { daysBetween } from '../words/times.ts';
import { readTimesOf } from './read-times.ts';

/** How far a message of the team has come (SPEC C8, R10). */
type Delivery =
  | { kind: 'saved' }
  | { kind: 'sent' }
  | { kind: 'read'; atMs: number }
  | { kind: 'failed'; reason: string | null };

export interface Bubble {
  id: string;
  text: string;
  /** When it was accepted, or saved on this device while it waits. */
  atMs: number;
  writtenAtMs: number;
  delivery: Delivery;
}

export type Line =
  | { kind: 'day'; key: string; atMs: number }
  /** "Offline since": stands before what was written without network. */
  | { kind: 'offline'; key: string; atMs: number }
  /** "New since": stands before the first unread message. */
  | { kind: 'since'; key: string; atMs: number }
  | {
      kind: 'run';
      key: string;
      side: 'visitor' | 'team';
      by: Principal;
      byName: string | null;
      channel: Channel;
      bubbles: Bubble[];
    }
  | { kind: 'comment'; key: string; by: Principal; byName: string | null; bubble: Bubble }
  /** One change, or several in a row to be folded. */
  | { kind: 'changes'; key: string; changes: Change[] }
  /** A message of mine that was kept back, or refused: not said yet, and its author decides. */
  | { kind: 'held'; key: string; pending: Pending; reason: HoldReason; because: string[] }
  | { kind: 'refused'; key: string; pending: Pending }
  | { kind: 'unknown'; key: string };

/** Assignments, closings and the like, as one grey line. `waiting`: this device says so, the team does not know yet. */
export interface Change {
  id: string;
  by: Principal;
  byName: string | null;
  atMs: number;
  waiting: boolean;
  what: ChangeKind;
}
type ChangeKind =
  | { kind: 'assigned'; agent: string | null; because?: AssignedBecause | undefined }
  | { kind: 'taken' }
  | { kind: 'closed' }
  | { kind: 'reopened'; because?: 'visitor-wrote' | 'unseen-message' | undefined }
  | { kind: 'missed' };

/** Runs by one author share one name and time if no pause between them is longer (UX 6). */
const runPauseMs = 5 * 60_000;
/** Both times are shown when they differ by more (SPEC R1). */
const twoTimesMs = 60_000;

export interface ThreadOptions {
  /** Number of the first unread entry when the thread was opened, or null. */
  unreadFrom: number | null;
  /**
   * Since when there is no network (device clock), or null. Without it what waits is set apart from what was sent;
   * online it is gone before an eye could tell.
   */
  offlineSinceMs: number | null;
}

export function linesOf(items: readonly ThreadItem[], options: ThreadOptions): Line[] {
  const readAtMsById = readTimesOf(items);
  const failures = failuresOf(items);
  const lines: Line[] = [];
  let lastAtMs: number | null = null;
  let sinceShown = false;
  const { offlineSinceMs } = options;
  let offline: Line[] =
    offlineSinceMs === null ? [] : [{ kind: 'offline', key: 'offline', atMs: offlineSinceMs }];

  for (const item of items) {
    const atMs = shownAtMs(item);
    const line = lineOf(item, readAtMsById, failures);
    if (!line) continue;
    if ('pending' in item && atMs >= (offlineSinceMs ?? Infinity)) {
      lines.push(...offline);
      offline = [];
    }
    if (lastAtMs === null || daysBetween(lastAtMs, atMs) > 0) {
      lines.push({ kind: 'day', key: `day-${new Date(atMs).toDateString()}-${idOf(item)}`, atMs });
    }
    if (!sinceShown && isUnread(item, options.unreadFrom)) {
      sinceShown = true;
      lines.push({ kind: 'since', key: 'since', atMs });
    }
    if (!joined(lines.at(-1), line, offlineSinceMs !== null)) lines.push(line);
    lastAtMs = Math.max(lastAtMs ?? atMs, atMs);
  }
  return [...lines, ...offline];
}

/** The line an item would be on its own; null for what is only a mark on others (reading, delivery). */
function lineOf(
  item: ThreadItem,
  readAtMsById: ReadonlyMap<string, number>,
  failures: ReadonlyMap<string, string | null>,
): Line | null {
  if (item.state === 'unknown') return { kind: 'unknown', key: item.id };
  if (item.state !== 'accepted') return pendingLine(item.state, item.pending);
  const { entry } = item;
  switch (entry.kind) {
    case 'message': {
      const delivery = deliveryOf(entry, readAtMsById, failures);
      return runOf(entry, entry.channel, bubbleOf(entry, delivery));
    }
    case 'comment': {
      const { id, by, byName = null } = entry;
      return { kind: 'comment', key: id, by, byName, bubble: bubbleOf(entry, { kind: 'sent' }) };
    }
    case 'assigned':
      return changeLine(entry, { kind: 'assigned', agent: entry.agent, because: entry.because });
    case 'reopened':
      return changeLine(entry, { kind: 'reopened', because: entry.because });
    case 'taken':
    case 'closed':
    case 'missed':
      return changeLine(entry, { kind: entry.kind });
    default:
      return null;
  }
}

function pendingLine(state: 'waiting' | 'held' | 'refused', pending: Pending): Line | null {
  const { entry, by, byName, savedAtMs, answer } = pending;
  const { id } = entry;
  if (entry.kind === 'read') return null;
  if (state === 'refused') return { kind: 'refused', key: id, pending };
  if (answer?.state === 'held' && state === 'held') {
    return { kind: 'held', key: id, pending, reason: answer.reason, because: answer.because };
  }
  const saved: Delivery = { kind: 'saved' };
  const atMs = savedAtMs;
  const change = (what: ChangeKind): Line => ({
    kind: 'changes',
    key: id,
    changes: [{ id, by, byName, atMs, waiting: true, what }],
  });
  switch (entry.kind) {
    case 'message': {
      const bubble = {
        id,
        text: entry.text,
        atMs,
        writtenAtMs: entry.writtenAtMs,
        delivery: saved,
      };
      return runOf({ id, by, byName }, entry.channel ?? 'chat', bubble);
    }
    case 'comment': {
      const bubble = {
        id,
        text: entry.text,
        atMs,
        writtenAtMs: entry.writtenAtMs,
        delivery: saved,
      };
      return { kind: 'comment', key: id, by, byName, bubble };
    }
    case 'assigned':
      return change({ kind: 'assigned', agent: entry.agent });
    case 'taken':
    case 'closed':
    case 'reopened':
      return change({ kind: entry.kind });
    default:
      return null;
  }
}

function runOf(
  said: { id: string; by: Principal; byName?: string | null },
  channel: Channel,
  bubble: Bubble,
): Line {
  const { id, by, byName = null } = said;
  const side = by.startsWith('visitor/') ? 'visitor' : 'team';
  return { kind: 'run', key: id, side, by, byName, channel, bubbles: [bubble] };
}

function bubbleOf(entry: Entry & { text: string }, delivery: Delivery): Bubble {
  const { id, text, acceptedAtMs, writtenAtMs } = entry;
  return { id, text, atMs: acceptedAtMs, writtenAtMs, delivery };
}

function changeLine(entry: Entry, what: ChangeKind): Line {
  const { id, by, byName = null, acceptedAtMs: atMs } = entry;
  return { kind: 'changes', key: id, changes: [{ id, by, byName, atMs, waiting: false, what }] };
}

/** Puts `next` into `last` where the two belong together, and says whether it did. */
function joined(last: Line | undefined, next: Line, offline: boolean): boolean {
  if (last?.kind === 'changes' && next.kind === 'changes') {
    last.changes.push(...next.changes);
    return true;
  }
  if (last?.kind !== 'run' || next.kind !== 'run') return false;
  const before = last.bubbles.at(-1)!;
  const [bubble] = next.bubbles;
  if (last.by !== next.by || last.channel !== next.channel) return false;
  if (bubble!.atMs - before.atMs > runPauseMs) return false;
  // What failed, and what was sent much later than written, keeps a line of its own to say so.
  if ([before, bubble!].some((each) => each.delivery.kind === 'failed' || sentLater(each))) {
    return false;
  }
  if (offline && (before.delivery.kind === 'saved') !== (bubble!.delivery.kind === 'saved')) {
    return false;
  }
  last.bubbles.push(bubble!);
  return true;
}

/** True if the two times of a message are worth showing both (SPEC R1). */
export function sentLater(bubble: Bubble): boolean {
  return bubble.delivery.kind !== 'saved' && bubble.atMs - bubble.writtenAtMs > twoTimesMs;
}

function deliveryOf(
  entry: Entry,
  readAtMsById: ReadonlyMap<string, number>,
  failures: ReadonlyMap<string, string | null>,
): Delivery {
  const reason = failures.get(entry.id);
  if (reason !== undefined) return { kind: 'failed', reason };
  const atMs = readAtMsById.get(entry.id);
  return atMs === undefined ? { kind: 'sent' } : { kind: 'read', atMs };
}

/** Message id -> why it could not be delivered; the last word on a message counts. */
function failuresOf(items: readonly ThreadItem[]): Map<string, string | null> {
  const failures = new Map<string, string | null>();
  for (const item of items) {
    if (item.state !== 'accepted' || item.entry.kind !== 'delivery') continue;
    const { of, state, reason = null } = item.entry;
    if (state === 'failed') failures.set(of, reason);
    else failures.delete(of);
  }
  return failures;
}

function isUnread(item: ThreadItem, unreadFrom: number | null): boolean {
  return unreadFrom !== null && 'number' in item && item.number >= unreadFrom;
}

function shownAtMs(item: ThreadItem): number {
  if (item.state === 'unknown') return item.acceptedAtMs;
  return item.state === 'accepted' ? item.entry.acceptedAtMs : item.pending.savedAtMs;
}

export function idOf(item: ThreadItem): string {
  if (item.state === 'unknown') return item.id;
  return item.state === 'accepted' ? item.entry.id : item.pending.entry.id;
}
