/**
 * When an entry was accepted, written and meant. Acceptance is by the server's clock and only rises; intention is by
 * the device's clock, corrected by its offset and within reason. SPEC R1, R3; RELIABILITY F19, B44; DESIGN 3.
 */
import type { ConversationState } from '../entries/state.ts';
import { limits } from '../limits.ts';
import type { Acceptable, Known } from './accept.ts';

export interface Times {
  acceptedAtMs: number;
  writtenAtMs: number;
  intendedAtMs: number;
  /** The device's word on the server's scale. */
  correctedAtMs: number;
  isBelievable: boolean;
}

export function timesOf(
  state: ConversationState,
  entry: Acceptable,
  nowMs: number,
  known: Known,
): Times {
  const { lastAcceptedAtMs } = state;
  return clampTimes(
    { lastAcceptedAtMs, floorMs: intentionFloorMs(state, entry) },
    entry.writtenAtMs,
    nowMs,
    known,
  );
}

/** `log`: of the log that the entry goes to, when its last one was accepted; and before what nothing may be meant. */
export function clampTimes(
  log: { lastAcceptedAtMs: number; floorMs: number },
  deviceWrittenAtMs: number,
  nowMs: number,
  known: { clockOffsetMs: number; seen: { acceptedAtMs: number } | null },
): Times {
  const acceptedAtMs = Math.max(Math.trunc(nowMs), log.lastAcceptedAtMs + 1);
  const correctedAtMs = Math.round(deviceWrittenAtMs + known.clockOffsetMs);
  const isBelievable = correctedAtMs > nowMs - limits.writtenBeforeMs;
  const earliestMs = Math.max(log.floorMs, (known.seen?.acceptedAtMs ?? -1) + 1);
  return {
    acceptedAtMs,
    writtenAtMs: isBelievable ? Math.min(correctedAtMs, acceptedAtMs) : acceptedAtMs,
    intendedAtMs: Math.min(Math.max(correctedAtMs, earliestMs), acceptedAtMs),
    correctedAtMs,
    isBelievable,
  };
}

/** Taking goes by acceptance: once it is accepted it holds, against all that was intended before (DESIGN 3). */
function intentionFloorMs(state: ConversationState, entry: Acceptable): number {
  const takes =
    entry.kind === 'taken' || (entry.kind === 'assigned' && entry.because !== undefined);
  return takes ? state.agent.intendedAtMs + 1 : 0;
}
