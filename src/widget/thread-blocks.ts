/**
 * From a folded transcript to what the visitor's thread shows: day lines, runs of one author's bubbles, hints.
 *
 * Pure, and free of the clock where it can be: how long a bubble has been waiting is told where it is drawn. Order is
 * the fold's and never changed here (SPEC R1). UX 13 "Talking", 6 "runs by one author within 5 minutes".
 */
import { wordsOf, type ThreadItem } from '#domain/entries/fold.ts';
import { isVisitor } from '#domain/entries/step.ts';

type BubbleState = 'waiting' | 'refused' | 'sent' | 'read';

export interface Bubble {
  id: string;
  text: string;
  state: BubbleState;
  /** What is shown as its time: acceptance, or for one that waits, when it was saved here. */
  atMs: number;
  writtenAtMs: number;
  /** Other words than at first; or taken back, and then there are none (SPEC C14). */
  changed?: 'edited' | 'removed' | undefined;
  /** Words of what it answers to; '' where they were taken back. */
  quote?: string | null | undefined;
}

export type Block =
  | { kind: 'day'; key: string; atMs: number }
  | {
      kind: 'run';
      key: string;
      from: 'me' | 'team';
      name: string | null;
      /** What the picture beside it is called. */
      face?: string | undefined;
      bubbles: Bubble[];
    }
  /** A kind this build does not know. */
  | { kind: 'unknown'; key: string };

/** UX 6: one name and one time for what one author says within five minutes. */
const runMs = 5 * 60_000;

export function blocksOf(
  items: readonly ThreadItem[],
  dayOf: (atMs: number) => number,
  find: (id: string) => ThreadItem | undefined = () => undefined,
): readonly Block[] {
  const blocks: Block[] = [];
  let day: number | null = null;
  for (const item of items) {
    if (item.state === 'unknown') {
      blocks.push({ kind: 'unknown', key: item.id });
      continue;
    }
    const said = bubbleOf(item, find);
    if (!said) continue;
    const { bubble, from, name, face } = said;
    // What waits has only this device's clock, which may be years off: it opens no day of its own (F19).
    const opensDay = day === null || (item.state === 'accepted' && dayOf(bubble.atMs) !== day);
    if (opensDay) {
      day = dayOf(bubble.atMs);
      blocks.push({ kind: 'day', key: `day ${bubble.id}`, atMs: bubble.atMs });
    }
    const run = blocks.at(-1);
    if (
      run?.kind === 'run' &&
      run.from === from &&
      run.name === name &&
      continues(run.bubbles, bubble)
    ) {
      run.bubbles.push(bubble);
    } else {
      blocks.push({ kind: 'run', key: bubble.id, from, name, face, bubbles: [bubble] });
    }
  }
  return blocks;
}

/** A run is one state: what waits is drawn apart from what was sent, and a refused one has its own button. */
function continues(run: readonly Bubble[], bubble: Bubble): boolean {
  const last = run.at(-1)!;
  const isSent = (one: Bubble): boolean => one.state === 'sent' || one.state === 'read';
  if (bubble.state === 'refused' || last.state === 'refused') return false;
  return isSent(last) === isSent(bubble) && bubble.atMs - run[0]!.atMs < runMs;
}

function bubbleOf(
  item: Exclude<ThreadItem, { state: 'unknown' }>,
  find: (id: string) => ThreadItem | undefined,
): { bubble: Bubble; from: 'me' | 'team'; name: string | null; face?: string | undefined } | null {
  if (item.state !== 'accepted') {
    const { entry, savedAtMs } = item.pending;
    if (entry.kind !== 'message') return null;
    const { id, text, writtenAtMs } = entry;
    const state = item.state === 'waiting' ? 'waiting' : 'refused';
    return { bubble: { id, text, state, atMs: savedAtMs, writtenAtMs }, from: 'me', name: null };
  }
  const { entry } = item;
  if (entry.kind !== 'message') return null;
  const { id, acceptedAtMs: atMs, writtenAtMs } = entry;
  const text = wordsOf(item) ?? '';
  const quote = entry.quote && wordsOf(find(entry.quote));
  const changed = item.unsent ? 'removed' : item.edits && 'edited';
  const from = isVisitor(entry.by) ? 'me' : 'team';
  const state = item.readByOtherSide ? 'read' : 'sent';
  const name = from === 'me' ? null : (entry.byName ?? null);
  const face = entry.by.split('/')[1];
  return { bubble: { id, text, state, atMs, writtenAtMs, changed, quote }, from, name, face };
}

/** Messages of the team that were not on the visitor's screen yet, in order. SPEC V11. */
export function unreadOf(
  items: readonly ThreadItem[],
  readUpTo: number,
): { id: string; name: string | null; text: string }[] {
  return items.flatMap((item) => {
    if (item.state !== 'accepted' || item.number <= readUpTo) return [];
    const { entry } = item;
    // Nothing is left to be read of what was taken back.
    if (entry.kind !== 'message' || isVisitor(entry.by) || item.unsent) return [];
    return [{ id: entry.id, name: entry.byName ?? null, text: wordsOf(item) ?? '' }];
  });
}
