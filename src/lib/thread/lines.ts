/**
 * From the items of `fold` to the lines a thread shows: days, runs of bubbles, comments, folded changes (UX 6).
 * Pure: the same items give the same lines, whoever draws them. Words and times are put in by the components.
 */
import type { Channel, Entry, HoldReason, PageSeen, Principal } from '#domain/model.ts';
import { wordsOf, type Pending, type ThreadItem } from '#domain/entries/fold.ts';
import { reactionsIn, type Reaction } from '#domain/entries/reactions.ts';
import type { Remarks } from '#domain/entries/remarks.ts';
import { pageName } from '../desk/page-name.ts';
import { daysBetween } from '../words/times.ts';
import { changeOf, type Change, type ChangeKind } from './changes.ts';
import { readTimesOf } from './read-times.ts';

/** How far a message of the team has come (SPEC C8, R10). */
type Delivery =
  | { kind: 'saved' }
  | { kind: 'sent' }
  | { kind: 'read'; atMs: number }
  | { kind: 'failed'; reason: string | null };

export interface Bubble {
  id: string;
  /** Words as they count now; '' if they were taken back. */
  text: string;
  /** As they were first written. */
  written: string;
  remarks: Remarks;
  reactions: readonly Reaction[];
  /** What it answers to; null if to nothing. */
  quote: Quote | null;
  /** Whose log it stands in, in a merged thread; null: this conversation's own. */
  from: string | null;
  /** When it was accepted, or saved on this device while it waits. */
  atMs: number;
  writtenAtMs: number;
  delivery: Delivery;
}

/** `text`: null where the quoted entry is not here, '' where it was taken back. */
export interface Quote {
  id: string;
  by: Principal | null;
  byName: string | null;
  text: string | null;
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

/** Runs by one author share one name and time if no pause between them is longer (UX 6). */
const runPauseMs = 5 * 60_000;
/** Both times are shown when they differ by more (SPEC R1). */
const twoTimesMs = 60_000;

export interface ThreadOptions {
  /** Number of the first unread entry when the thread was opened, or null. */
  unreadFrom: number | null;
  /** The first unread item by its id, where numbers of several logs stand beside each other. */
  unreadId?: string | null;
  /**
   * Since when there is no network (device clock), or null. Without it what waits is set apart from what was sent;
   * online it is gone before an eye could tell.
   */
  offlineSinceMs: number | null;
  /** Where the visitor went on the site, oldest first: told between what was said (SPEC C5). Default: nowhere. */
  pages?: readonly PageSeen[];
  /** The item of an entry that is quoted; default: looked for in the items. */
  find?: (id: string) => ThreadItem | undefined;
  /** Whose log an item stands in; default: all in one. */
  fromOf?: (item: ThreadItem) => string | null;
}

export function linesOf(items: readonly ThreadItem[], options: ThreadOptions): Line[] {
  const drawing: Drawing = {
    readAtMsById: readTimesOf(items),
    failures: failuresOf(items),
    reactions: reactionsIn(items),
    find: options.find ?? ((id) => items.find((item) => idOf(item) === id)),
    fromOf: options.fromOf ?? (() => null),
  };
  const lines: Line[] = [];
  let lastAtMs: number | null = null;
  let sinceShown = false;
  const { offlineSinceMs } = options;
  let offline: Line[] =
    offlineSinceMs === null ? [] : [{ kind: 'offline', key: 'offline', atMs: offlineSinceMs }];

  const told = items.flatMap((item): Told[] => {
    const line = lineOf(item, drawing);
    return line ? [{ line, atMs: shownAtMs(item), item }] : [];
  });
  for (const { line, atMs, item } of withPages(told, options.pages ?? [])) {
    if (item && 'pending' in item && atMs >= (offlineSinceMs ?? Infinity)) {
      lines.push(...offline);
      offline = [];
    }
    if (lastAtMs === null || daysBetween(lastAtMs, atMs) > 0) {
      const key = `day-${new Date(atMs).toDateString()}-${item ? idOf(item) : atMs}`;
      lines.push({ kind: 'day', key, atMs });
    }
    if (!sinceShown && item && isUnread(item, options)) {
      sinceShown = true;
      lines.push({ kind: 'since', key: 'since', atMs });
    }
    if (!joined(lines.at(-1), line, offlineSinceMs !== null)) lines.push(line);
    lastAtMs = Math.max(lastAtMs ?? atMs, atMs);
  }
  return [...lines, ...offline];
}

interface Told {
  line: Line;
  atMs: number;
  /** Null for a page. */
  item: ThreadItem | null;
}

/** Puts each page before what was said next; those before the first words belong to no conversation yet. */
function withPages(told: readonly Told[], pages: readonly PageSeen[]): Told[] {
  const fromMs = told[0]?.atMs ?? Infinity;
  const left = pages.filter(({ atMs }) => atMs >= fromMs).map(pageLine);
  const all = told.flatMap((one) => {
    const next = left.findIndex(({ atMs }) => atMs >= one.atMs);
    return [...left.splice(0, next < 0 ? left.length : next), one];
  });
  return [...all, ...left];
}

/** Pages up to the first item that is not drawn yet: the rest comes with it. */
export function pagesBefore(
  next: ThreadItem | undefined,
  pages: readonly PageSeen[],
): readonly PageSeen[] {
  return next ? pages.filter(({ atMs }) => atMs < shownAtMs(next)) : pages;
}

function pageLine({ url, title, atMs }: PageSeen): Told {
  const id = `page ${atMs} ${url}`;
  const what = { kind: 'page', title: pageName({ url, title }) } as const;
  const change: Change = { id, by: 'visitor', byName: null, atMs, waiting: false, what };
  return { line: { kind: 'changes', key: id, changes: [change] }, atMs, item: null };
}

/** What lines are made with, besides the items. */
interface Drawing {
  readAtMsById: ReadonlyMap<string, number>;
  failures: ReadonlyMap<string, string | null>;
  reactions: ReadonlyMap<string, readonly Reaction[]>;
  find(id: string): ThreadItem | undefined;
  fromOf(item: ThreadItem): string | null;
}

/** The line an item would be on its own; null for what is only a mark on others (reading, delivery, remarks). */
function lineOf(item: ThreadItem, drawing: Drawing): Line | null {
  if (item.state === 'unknown') return { kind: 'unknown', key: item.id };
  if (item.state !== 'accepted') return pendingLine(item, drawing);
  const { entry } = item;
  const { id, by, byName = null, acceptedAtMs: atMs } = entry;
  if (entry.kind === 'message') {
    const { readAtMsById, failures } = drawing;
    const bubble = bubbleOf(item, entry, deliveryOf(entry, readAtMsById, failures), drawing);
    return runOf(entry, entry.channel, bubble);
  }
  if (entry.kind === 'comment') {
    const bubble = bubbleOf(item, entry, { kind: 'sent' }, drawing);
    return { kind: 'comment', key: id, by, byName, bubble };
  }
  const what = changeOf(entry);
  if (!what) return null;
  return { kind: 'changes', key: id, changes: [{ id, by, byName, atMs, waiting: false, what }] };
}

function pendingLine(
  item: Extract<ThreadItem, { pending: Pending }>,
  drawing: Drawing,
): Line | null {
  const { state, pending } = item;
  const { entry, by, byName, savedAtMs: atMs, answer } = pending;
  const { id } = entry;
  if (entry.kind === 'read' || entry.kind === 'unread') return null;
  if (state === 'refused') return { kind: 'refused', key: id, pending };
  if (answer?.state === 'held' && state === 'held') {
    return { kind: 'held', key: id, pending, reason: answer.reason, because: answer.because };
  }
  const said = { ...entry, acceptedAtMs: atMs };
  if (entry.kind === 'message') {
    const bubble = bubbleOf(item, { ...said, text: entry.text }, { kind: 'saved' }, drawing);
    return runOf({ id, by, byName }, entry.channel ?? 'chat', bubble);
  }
  if (entry.kind === 'comment') {
    const bubble = bubbleOf(item, { ...said, text: entry.text }, { kind: 'saved' }, drawing);
    return { kind: 'comment', key: id, by, byName, bubble };
  }
  const what: ChangeKind | null = changeOf(entry);
  if (!what) return null;
  const change: Change = { id, by, byName, atMs, waiting: true, what };
  return { kind: 'changes', key: id, changes: [change] };
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

function bubbleOf(
  item: Exclude<ThreadItem, { state: 'unknown' }>,
  entry: Pick<Entry, 'id' | 'acceptedAtMs' | 'writtenAtMs'> & { text: string; quote?: unknown },
  delivery: Delivery,
  drawing: Drawing,
): Bubble {
  const { id, text: written, acceptedAtMs: atMs, writtenAtMs } = entry;
  const quote = typeof entry.quote === 'string' ? quoteOf(entry.quote, drawing) : null;
  const text = wordsOf(item) ?? written;
  return {
    ...{ id, text, written, atMs, writtenAtMs, delivery, quote },
    remarks: item,
    reactions: drawing.reactions.get(id) ?? [],
    from: drawing.fromOf(item),
  };
}

function quoteOf(id: string, { find }: Drawing): Quote {
  const item = find(id);
  const text = wordsOf(item);
  if (!item || item.state === 'unknown' || text === null) {
    return { id, by: null, byName: null, text: null };
  }
  const { by, byName } = item.state === 'accepted' ? item.entry : item.pending;
  return { id, by, byName: byName ?? null, text };
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
  if (before.from !== bubble!.from) return false;
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

function isUnread(
  item: ThreadItem,
  { unreadFrom, unreadId = null }: Pick<ThreadOptions, 'unreadFrom' | 'unreadId'>,
): boolean {
  if (unreadId !== null) return idOf(item) === unreadId;
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
