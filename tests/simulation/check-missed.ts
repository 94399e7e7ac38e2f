/**
 * The missed-chat rule said a second time: who still waits, 40 s after the last word, was missed (SPEC L13, M3, P9). A
 * small reading of the log by itself, so that it may be wrong in other ways than the rule.
 */
import type { Entry } from '#domain/model.ts';

/** Whoever waits was missed, but in what was put aside on purpose. `nowMs`: server clock. */
export function checkMissed(logs: ReadonlyMap<string, readonly Entry[]>, nowMs: number): void {
  for (const [conversation, log] of logs) {
    const waiting = waitingIn(log, nowMs);
    const missed = log.some((entry) => entry.kind === 'missed' && entry.turn === waiting);
    if (waiting !== null && !missed) {
      throw new Error(`[P9] ${waiting} in ${conversation} waits and was never missed`);
    }
  }
}

/** Entries of one moment are accepted a millisecond apart, ahead of the clock by which alarms ring (R1). */
const aheadMs = 100;

/** Nobody is told before the time is up. */
export function checkNotEarly(log: readonly Entry[], afterMs: number): void {
  for (const entry of log) {
    if (entry.kind !== 'missed') continue;
    const turn = log.find(({ id }) => id === entry.turn);
    if (!turn || entry.acceptedAtMs - turn.acceptedAtMs < afterMs - aheadMs) {
      const afterOnlyMs = turn && entry.acceptedAtMs - turn.acceptedAtMs;
      throw new Error(`[L13] ${entry.turn} was missed before its time, after ${afterOnlyMs} ms`);
    }
  }
}

/** Alarms are carried out within so long after what was put aside comes back by itself. */
const soonMs = 5_000;

/** Id of the message that waits in an open conversation which nobody has put aside, or null. */
function waitingIn(log: readonly Entry[], nowMs: number): string | null {
  let waiting: string | null = null;
  /** Whose question a close ended unanswered: whoever opens it again by hand, waits for that one again (L9). */
  let ended: string | null = null;
  const status = newest();
  const bin = newest();
  const blocked = newest();
  const snoozed = newest();
  for (const entry of log) {
    switch (entry.kind) {
      case 'closed':
      case 'reopened': {
        // What was meant earlier and came later changes nothing, nor does a close that a message overtook (R3, R4).
        if (!changesStatus(entry) || !status.take(entry)) break;
        if (entry.kind === 'closed') {
          ended = waiting ?? ended;
          waiting = null;
        } else if (entry.by !== 'parley') {
          waiting ??= ended;
          ended = null;
        }
        break;
      }
      case 'waived':
        ended = waiting ?? ended;
        waiting = null;
        break;
      case 'message':
        ended = null;
        waiting = entry.by.startsWith('agent/') ? null : (waiting ?? entry.id);
        if (entry.by.startsWith('visitor/') && isLight(snoozed.entry)) {
          snoozed.take({ ...entry, intendedAtMs: entry.acceptedAtMs });
        }
        break;
      case 'binned':
      case 'restored':
        if (!('overtakenBy' in entry) && because(entry) !== 'unseen-message') bin.take(entry);
        break;
      case 'blocked':
      case 'unblocked':
        blocked.take(entry);
        break;
      case 'snoozed':
      case 'woken':
        if (!('overtakenBy' in entry)) snoozed.take(entry);
        break;
      // The rest has nothing to do with waiting.
      default:
        break;
    }
  }
  const isAside =
    bin.entry?.kind === 'binned' ||
    lasts(blocked.entry, 'blocked', nowMs) ||
    (isDeep(snoozed.entry) && lasts(snoozed.entry, 'snoozed', nowMs));
  return status.entry?.kind === 'closed' || isAside ? null : waiting;
}

/** The change of one value that was meant last, ties by the greater id (R3). */
function newest() {
  const it = {
    entry: null as Entry | null,
    take(entry: Entry): boolean {
      const { entry: last } = it;
      const isLater =
        last === null ||
        entry.intendedAtMs > last.intendedAtMs ||
        (entry.intendedAtMs === last.intendedAtMs && entry.id > last.id);
      if (isLater) it.entry = entry;
      return isLater;
    },
  };
  return it;
}

function changesStatus(entry: Entry): boolean {
  if (entry.kind === 'closed') return entry.overtakenBy === undefined;
  return entry.kind === 'reopened' && entry.because !== 'unseen-message';
}

function because(entry: Entry): string | undefined {
  return 'because' in entry ? entry.because : undefined;
}

/** Asleep until the visitor writes. */
function isLight(entry: Entry | null): boolean {
  return entry?.kind === 'snoozed' && entry.evenIfReply !== true;
}

/** Asleep even if the visitor replies. */
function isDeep(entry: Entry | null): boolean {
  return entry?.kind === 'snoozed' && entry.evenIfReply === true;
}

function lasts(entry: Entry | null, kind: 'blocked' | 'snoozed', nowMs: number): boolean {
  if (entry?.kind !== kind || !('untilMs' in entry)) return false;
  return entry.untilMs === null || entry.untilMs > nowMs - soonMs;
}
