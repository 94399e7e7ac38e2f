/**
 * What this device believes a conversation will be once its own rows are accepted: the same `step`, over entries
 * as the server would most likely write them. Nothing here is kept; the log corrects it. SPEC R3, R4, R11.
 */
import type { Unsealed } from '../model.ts';
import type { Pending } from './fold.ts';
import type { ConversationState, Place } from './state.ts';
import { isVisitor, type Step } from './step.ts';

interface Facts {
  /** How the log is read. */
  step: Step;
  /** Server's clock minus this device's. */
  clockOffsetMs: number;
  /** Where an accepted entry of this log stands. */
  placeOf(id: string): Place | undefined;
}

/** `rows` wait for their answers, in order. `count` stays that of the log: a pending row has no place yet. */
export function applyPending(
  state: ConversationState,
  rows: readonly Pending[],
  facts: Facts,
): ConversationState {
  let believed = state;
  for (const row of rows) {
    const entry = likelyEntry(believed, row, facts);
    if (!entry) continue;
    believed = facts.step(believed, entry, believed.count, (id) => facts.placeOf(id)?.number);
    if (entry.kind === 'message' && isVisitor(row.by) && believed.status.value === 'closed') {
      believed = { ...believed, status: { ...believed.status, value: 'open' } };
    }
  }
  return { ...believed, count: state.count };
}

/** Null where the server will most likely answer that nothing changes. */
function likelyEntry(state: ConversationState, row: Pending, facts: Facts): Unsealed | null {
  const { entry } = row;
  const seen = entry.seenUpTo === null ? undefined : facts.placeOf(entry.seenUpTo);
  const writtenAtMs = entry.writtenAtMs + facts.clockOffsetMs;
  const acceptedAtMs = Math.max(row.savedAtMs + facts.clockOffsetMs, state.lastAcceptedAtMs + 1);
  // What was submitted is what will stand in the log, but for its times and its author.
  const likely = {
    ...entry,
    by: row.by,
    ...(row.byName !== null && { byName: row.byName }),
    acceptedAtMs,
    writtenAtMs,
    // Nobody means something before what they answer to (R3); a clock that says so is wrong.
    intendedAtMs: Math.min(Math.max(writtenAtMs, (seen?.acceptedAtMs ?? -1) + 1), acceptedAtMs),
  };
  switch (entry.kind) {
    case 'message':
      return { channel: 'chat', ...likely } as Unsealed;
    case 'taken':
      return state.agent.value === null
        ? ({ ...likely, intendedAtMs: acceptedAtMs } as Unsealed)
        : null;
    case 'closed': {
      // A visitor message the closer had not seen: it will be open again at once (R4).
      const isOvertaken = (state.lastVisitorMessage?.number ?? -1) > (seen?.number ?? -1);
      return isOvertaken ? null : (likely as Unsealed);
    }
    // Moves no more than its author's own mark, which is a row and not in the log.
    case 'unread':
    case 'delivery':
    case 'missed':
      return null;
    default:
      return likely as Unsealed;
  }
}
