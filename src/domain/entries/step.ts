/**
 * One entry further: what a conversation's log says after one more accepted entry. SPEC R1, R3, R4, L13, L16.
 *
 * Pure: gives a new state and leaves the old one as it was. Kinds that are not known here only count. This is all that
 * a visitor's projection holds; what only the team has is added in `team-step.ts`, which the widget does not load.
 * Nothing here decides whether an entry is allowed.
 */
import { limits } from '../limits.ts';
import type { Principal, Unsealed } from '../model.ts';
import type {
  ConversationState,
  DraftsSent,
  Overruled,
  Place,
  ReadPlace,
  Settled,
} from './state.ts';

/** A further step over one projection's entries: `stepPublic`, or all that the team has. */
export type Step = (
  state: ConversationState,
  entry: Unsealed,
  number: number,
  numberOf: NumberOf,
) => ConversationState;

/** Where an entry stands in the projection being folded; undefined if it is not there. */
export type NumberOf = (id: string) => number | undefined;

/**
 * `number`: the entry's place in the projection being folded. `numberOf` finds the entry that a `read` speaks of,
 * because only who holds the log can say.
 */
export function stepPublic(
  state: ConversationState,
  entry: Unsealed,
  number: number,
  numberOf: NumberOf,
): ConversationState {
  const place: Place = { id: entry.id, number, acceptedAtMs: entry.acceptedAtMs };
  // The copy below belongs to this call alone until it is returned.
  const next: ConversationState = {
    ...state,
    count: number + 1,
    lastAcceptedAtMs: Math.max(state.lastAcceptedAtMs, entry.acceptedAtMs),
    automaticInARow: automaticAfter(state, entry),
  };
  switch (entry.kind) {
    case 'message':
      applyMessage(next, entry, place);
      break;
    case 'closed':
      // One that a visitor's message overtook is kept in the log, but never was: no order of arrival matters (R4).
      if (entry.overtakenBy !== undefined) {
        next.status = overtaken(state.status, entry, number, 'closed');
        break;
      }
      next.status = latest(state.status, entry, number, 'closed');
      if (next.status.value === 'closed') endWait(next);
      break;
    case 'reopened':
      if (entry.because === 'unseen-message') break;
      next.status = latest(state.status, entry, number, 'open');
      // By hand: what was not answered is not answered still. A message that reopens is a new question, and a reopening
      // that came late, after something meant later, changes nothing (R3).
      if (entry.because === undefined && next.status.entry === entry.id) {
        next.waiting ??= state.endedWait ?? null;
        next.endedWait = null;
      }
      break;
    case 'read':
      applyRead(next, entry, numberOf(entry.upTo));
      break;
    // Words about other entries: `fold` puts them where they belong. Here only the row's own words follow.
    case 'edited':
      next.preview = reworded(state.preview, entry);
      break;
    case 'unsent':
      next.preview = takenBack(state.preview, entry.of);
      next.unsent = [...(state.unsent ?? []), entry.of].slice(-limits.unsentRemembered);
      break;
    default:
      break;
  }
  return next;
}

/** Nobody waits any more, though nobody answered. */
export function endWait(next: ConversationState): void {
  next.endedWait = next.waiting ?? next.endedWait ?? null;
  next.waiting = null;
}

/** Read marks are sent by machines too, so they do not count as a person acting. */
function automaticAfter(state: ConversationState, entry: Unsealed): number {
  if (entry.by === 'parley') return state.automaticInARow + 1;
  return entry.kind === 'read' ? state.automaticInARow : 0;
}

function applyMessage(
  next: ConversationState,
  entry: Extract<Unsealed, { kind: 'message' }>,
  place: Place,
): void {
  next.preview = previewOf(entry);
  next.activeAtMs = entry.acceptedAtMs;
  next.bin = overtakenByWords(next.bin, entry, true);
  next.endedWait = null;
  if (isVisitor(entry.by)) {
    next.snoozed = wokenBy(next.snoozed, entry, place.number);
    next.status = overtakenByWords(next.status, entry, 'closed');
    next.channel = entry.channel;
    next.firstVisitorMessage ??= place;
    next.lastVisitorMessage = place;
    next.waiting ??= place;
    next.unreadByTeam ??= place;
    return;
  }
  // What Parley itself says is no reply: the visitor still waits for a person (SPEC L13).
  if (!isAgent(entry.by)) return;
  const { lastReply } = next;
  if (lastReply && lastReply.by !== entry.by) next.lastReplyByOther = lastReply;
  next.lastReply = { ...place, by: entry.by };
  if (next.waiting && next.waiting.id === next.missedTurn) {
    next.answeredLateAtMs = entry.acceptedAtMs;
  }
  next.waiting = null;
  next.unreadByVisitor ??= place;
  if (entry.draft !== undefined) {
    const sent = draftsAfter(next.draftsSent[entry.channel], entry, entry.draft);
    next.draftsSent = { ...next.draftsSent, [entry.channel]: sent };
  }
}

/** A visitor who writes wakes the conversation at once, unless it was to sleep even then (SPEC L17). */
function wokenBy(
  snoozed: ConversationState['snoozed'],
  entry: Unsealed,
  number: number,
): ConversationState['snoozed'] {
  if (!snoozed.value || snoozed.value.evenIfReply) return snoozed;
  // Whenever it was written: it comes now.
  return latest(snoozed, { ...entry, intendedAtMs: entry.acceptedAtMs }, number, null);
}

function draftsAfter(
  before: DraftsSent | undefined,
  entry: Extract<Unsealed, { kind: 'message' }>,
  draft: number,
): DraftsSent {
  const highest = before?.number ?? 0;
  const skipped = before?.skipped ?? [];
  if (before && draft <= highest) {
    return { ...before, skipped: skipped.filter((number) => number !== draft) };
  }
  const jumped = Math.min(draft - highest - 1, limits.draftsSkipped);
  const opened = Array.from({ length: jumped }, (_, index) => draft - jumped + index);
  return {
    number: draft,
    by: entry.by,
    byName: entry.byName ?? null,
    atMs: entry.acceptedAtMs,
    entry: entry.id,
    ...(skipped.length + opened.length > 0 && {
      skipped: [...skipped, ...opened].slice(-limits.draftsSkipped),
    }),
  };
}

/** True while this numbered draft may still be sent (SPEC W13). */
export function isDraftOpen(sent: DraftsSent | undefined, draft: number): boolean {
  return !sent || draft > sent.number || (sent.skipped?.includes(draft) ?? false);
}

function applyRead(
  next: ConversationState,
  entry: Extract<Unsealed, { kind: 'read' }>,
  number: number | undefined,
): void {
  if (number === undefined) return;
  const place: ReadPlace = { id: entry.upTo, number, acceptedAtMs: entry.acceptedAtMs };
  if (isVisitor(entry.by)) {
    if (number <= (next.readByVisitor?.number ?? -1)) return;
    next.readByVisitor = place;
    next.unreadByVisitor = stillUnread(next.unreadByVisitor, next.lastReply, number);
  } else {
    if (number <= (next.readByTeam?.number ?? -1)) return;
    next.readByTeam = place;
    next.unreadByTeam = stillUnread(next.unreadByTeam, next.lastVisitorMessage, number);
  }
}

/** After reading half-way the first unread one is not known without the log; the last one is. */
function stillUnread(first: Place | null, last: Place | null, read: number): Place | null {
  if (first && first.number > read) return first;
  if (!last || last.number <= read) return null;
  return { id: last.id, number: last.number, acceptedAtMs: last.acceptedAtMs };
}

/**
 * R3: the later intention wins, whatever the order of arrival; ties by the greater id. Whose change did not count,
 * though its author could not know of the one that did, is remembered, alike in every order.
 */
export function latest<T>(
  current: Settled<T>,
  entry: Unsealed,
  number: number,
  value: NoInfer<T>,
): Settled<T> {
  const { id, by, intendedAtMs, acceptedAtMs, overrules } = entry;
  if (!isLater(entry, current)) {
    return withOver(current, { entry: id, by, intendedAtMs, value, number });
  }
  const settled: Settled<T> = { value, intendedAtMs, entry: id, by, number, acceptedAtMs };
  if (overrules === undefined) return settled;
  if (current.over) settled.over = current.over.filter((one) => one.by !== by);
  if (overrules !== current.entry) return settled;
  const { entry: lostId, by: loser, intendedAtMs: meantMs, value: lost, number: place } = current;
  const words = entry.kind === 'reopened' || entry.kind === 'restored';
  return withOver(settled, {
    ...{ entry: lostId, by: loser, intendedAtMs: meantMs, value: lost, number: place },
    ...(words && entry.because !== undefined && { isOvertaken: true as const }),
  });
}

/** A closing or binning that lost to unseen words: it never was, but its author is told (R4, R6). */
export function overtaken<T>(
  current: Settled<T>,
  { id, by, intendedAtMs }: Unsealed,
  number: number,
  value: NoInfer<T>,
): Settled<T> {
  return withOver(current, { entry: id, by, intendedAtMs, value, number, isOvertaken: true });
}

/** What others closed or binned before these words, which they had not seen, lost to them too. */
function overtakenByWords<T>(current: Settled<T>, { writtenAtMs }: Unsealed, lost: T): Settled<T> {
  if (!current.over || writtenAtMs > current.acceptedAtMs) return current;
  const over = current.over.map((one) =>
    one.value === lost ? { ...one, isOvertaken: true as const } : one,
  );
  return { ...current, over };
}

/** One for each person but whoever won: their latest. Nobody is overruled by themselves. */
function withOver<T>(settled: Settled<T>, lost: Overruled): Settled<T> {
  if (lost.by === settled.by || !isAgent(lost.by)) return settled;
  const { over = [] } = settled;
  const earlier = over.find((one) => one.by === lost.by);
  const kept = earlier && isLater(earlierOf(earlier), earlierOf(lost)) ? earlier : lost;
  const others = over.filter((one) => one.by !== lost.by);
  return { ...settled, over: [...others, kept].slice(-limits.overruledKept) };
}

function earlierOf({ entry, intendedAtMs }: Overruled) {
  return { id: entry, entry, intendedAtMs };
}

/** Which of two meant for one value stands: the later, ties by the greater id (R3). */
export function isLater(
  { id, intendedAtMs }: Pick<Unsealed, 'id' | 'intendedAtMs'>,
  current: Pick<Settled<unknown>, 'entry' | 'intendedAtMs'>,
): boolean {
  if (intendedAtMs !== current.intendedAtMs) return intendedAtMs > current.intendedAtMs;
  return id > current.entry;
}

export function isVisitor(by: Principal): boolean {
  return by.startsWith('visitor/');
}

export function isAgent(by: Principal): boolean {
  return by.startsWith('agent/');
}

export function previewOf(
  entry: Extract<Unsealed, { kind: 'message' | 'comment' }>,
): NonNullable<ConversationState['preview']> {
  return {
    kind: entry.kind,
    by: entry.by,
    byName: entry.byName ?? null,
    text: firstLineOf(entry.text),
    entry: entry.id,
  };
}

/** The preview after the entry it came from was edited: what was meant last counts, as in the thread (R3). */
function reworded(
  preview: ConversationState['preview'],
  { id, of, text, intendedAtMs }: Extract<Unsealed, { kind: 'edited' }>,
): ConversationState['preview'] {
  if (!preview || preview.entry !== of || preview.text === '') return preview;
  const { edit } = preview;
  if (edit && !isLater({ id, intendedAtMs }, { entry: edit.id, ...edit })) return preview;
  return { ...preview, text: firstLineOf(text), edit: { id, intendedAtMs } };
}

/** '': and stays so. */
function takenBack(
  preview: ConversationState['preview'],
  of: string,
): ConversationState['preview'] {
  return preview?.entry === of ? { ...preview, text: '' } : preview;
}

/** The first words on one line, never cut inside a character. */
function firstLineOf(text: string): string {
  // Enough to fill the preview even when half of it is space; the rest of a long text is never looked at.
  const start = text
    .slice(0, limits.previewCharacters * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return start.slice(0, limits.previewCharacters).replace(/[\ud800-\udbff]$/, '');
}
