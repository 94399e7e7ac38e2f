/**
 * What this device believes a conversation will be once its own rows are accepted: the same `step`, over entries
 * as the server would most likely write them. Nothing here is kept; the log corrects it. SPEC R3, R4, R11.
 */
import type { Unsealed } from '../model.ts';
import type { Pending } from './fold.ts';
import type { ConversationState } from './state.ts';
import { isVisitor, type NumberOf, step } from './step.ts';

/** `rows` wait for their answers, in order. `count` stays that of the log: a pending row has no place yet. */
export function applyPending(
  state: ConversationState,
  rows: readonly Pending[],
  facts: { clockOffsetMs: number; numberOf: NumberOf },
): ConversationState {
  let believed = state;
  for (const row of rows) {
    const entry = likelyEntry(believed, row, facts);
    if (!entry) continue;
    believed = step(believed, entry, believed.count, facts.numberOf);
    if (entry.kind === 'message' && isVisitor(row.by) && believed.status.value === 'closed') {
      believed = { ...believed, status: { ...believed.status, value: 'open' } };
    }
  }
  return { ...believed, count: state.count };
}

/** Null where the server will most likely answer that nothing changes. */
function likelyEntry(
  state: ConversationState,
  row: Pending,
  facts: { clockOffsetMs: number; numberOf: NumberOf },
): Unsealed | null {
  const { entry } = row;
  const writtenAtMs = entry.writtenAtMs + facts.clockOffsetMs;
  const acceptedAtMs = Math.max(row.savedAtMs + facts.clockOffsetMs, state.lastAcceptedAtMs + 1);
  const base = {
    id: entry.id,
    by: row.by,
    ...(row.byName !== null && { byName: row.byName }),
    acceptedAtMs,
    writtenAtMs,
    intendedAtMs: Math.min(writtenAtMs, acceptedAtMs),
  };
  switch (entry.kind) {
    case 'message': {
      const { kind, text, draft, channel = 'chat' } = entry;
      return { ...base, kind, text, channel, ...(draft !== undefined && { draft }) };
    }
    case 'comment':
      return { ...base, kind: entry.kind, text: entry.text };
    case 'assigned':
      return { ...base, kind: entry.kind, agent: entry.agent };
    case 'taken':
      return state.agent.value === null ? { ...base, kind: entry.kind } : null;
    case 'closed': {
      // A visitor message the closer had not seen: it will be open again at once (R4).
      const seen = entry.seenUpTo === null ? -1 : (facts.numberOf(entry.seenUpTo) ?? -1);
      const isOvertaken = (state.lastVisitorMessage?.number ?? -1) > seen;
      return isOvertaken ? null : { ...base, kind: entry.kind };
    }
    case 'reopened':
      return { ...base, kind: entry.kind };
    case 'read':
      return { ...base, kind: entry.kind, upTo: entry.upTo };
    case 'delivery':
    case 'missed':
      return null;
  }
}
