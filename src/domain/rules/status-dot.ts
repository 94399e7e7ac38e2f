/**
 * The dot in front of a conversation: one at a time, red beats violet. Computed from the summary and who is there,
 * by browser and server alike, never stored. SPEC L12-L14, R9, the rulings; UX 5.
 */
import type { Timers } from '../limits.ts';
import type { Summary } from '../model.ts';
import { isBlocked } from './blocked.ts';

/** Who is there, as the asker last heard it. */
export interface PresenceFacts {
  /** Server clock, ms since epoch. */
  nowMs: number;
  /** Null while the line is live; otherwise when these facts were last true: the dot is drawn hollow. */
  asOfMs: number | null;
  /** Agents by id; one that is absent is not reachable. `sinceMs`: when it came back, null if not known. */
  reachable: ReadonlyMap<string, { sinceMs: number | null }>;
  /** Some agent of the workspace is routable: reachable, Online and within its hours. */
  isAnyoneRoutable: boolean;
}

/** Whose screen it is. `readNumber`: that agent's own read mark, -1 for nothing read. */
export interface Viewer {
  agent: string;
  readNumber: number;
}

export type StatusDot =
  | {
      dot: 'red';
      reason: 'agent-away' | 'waited' | 'nobody-there';
      /** Since when the visitor waits. */
      sinceMs: number;
      asOfMs: number | null;
    }
  | {
      dot: 'violet';
      reason: 'unassigned' | 'unread';
      /** When it turns red if nobody does anything; null: not by waiting. */
      redAtMs: number | null;
    }
  | {
      dot: 'none';
      reason: 'closed' | 'blocked' | 'answered' | 'read' | 'with-colleague' | 'nothing-written';
      redAtMs: number | null;
    };

export function statusDotOf(
  summary: Summary,
  viewer: Viewer,
  presence: PresenceFacts,
  timers: Pick<Timers, 'MISSED_AFTER_MS'>,
): StatusDot {
  if (summary.status === 'closed') return { dot: 'none', reason: 'closed', redAtMs: null };
  // Whoever is blocked rouses nobody, however long they wait (C4).
  if (isBlocked(summary, presence.nowMs)) {
    return { dot: 'none', reason: 'blocked', redAtMs: null };
  }
  if (!summary.lastVisitor) return { dot: 'none', reason: 'nothing-written', redAtMs: null };
  const redness = rednessOf(summary, presence, timers);
  if (redness.kind === 'red') {
    const { asOfMs } = presence;
    return { dot: 'red', reason: redness.reason, sinceMs: redness.sinceMs, asOfMs };
  }
  const { redAtMs } = redness;
  if (summary.agent === null) {
    // Violet for everyone, whoever opened it, until it is assigned, answered or closed (L12).
    return summary.waiting
      ? { dot: 'violet', reason: 'unassigned', redAtMs }
      : { dot: 'none', reason: 'answered', redAtMs };
  }
  if (summary.agent !== viewer.agent) return { dot: 'none', reason: 'with-colleague', redAtMs };
  return summary.lastVisitor.number > viewer.readNumber
    ? { dot: 'violet', reason: 'unread', redAtMs }
    : { dot: 'none', reason: 'read', redAtMs };
}

type Redness =
  | { kind: 'red'; reason: 'agent-away' | 'waited' | 'nobody-there'; sinceMs: number }
  | { kind: 'not-red'; redAtMs: number | null };

/** L13: red for everybody at once, or not red, and until when. */
function rednessOf(
  { waiting, channel, agent, missed }: Summary,
  presence: PresenceFacts,
  timers: Pick<Timers, 'MISSED_AFTER_MS'>,
): Redness {
  // An email shows a waiting chip instead of red.
  if (!waiting || channel === 'email') return { kind: 'not-red', redAtMs: null };
  const { sinceMs } = waiting;
  if (agent === null) {
    return presence.isAnyoneRoutable
      ? { kind: 'not-red', redAtMs: null }
      : { kind: 'red', reason: 'nobody-there', sinceMs };
  }
  const holder = presence.reachable.get(agent);
  if (!holder) return { kind: 'red', reason: 'agent-away', sinceMs };
  // The holder who comes back has a fresh wait before it turns red again.
  const cameBack = holder.sinceMs !== null && holder.sinceMs > sinceMs;
  const fromMs = cameBack && holder.sinceMs !== null ? holder.sinceMs : sinceMs;
  const redAtMs = fromMs + timers.MISSED_AFTER_MS;
  // The server's `missed` counts for more than this device's clock.
  const isPast = presence.nowMs >= redAtMs || (missed && !cameBack);
  return isPast ? { kind: 'red', reason: 'waited', sinceMs } : { kind: 'not-red', redAtMs };
}
