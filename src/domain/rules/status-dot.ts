/**
 * The dot in front of a conversation: one at a time, red beats violet. Computed from the summary and who is there,
 * by browser and server alike, never stored. SPEC L12-L14, M1, R9, the rulings; UX 5.
 */
import type { Summary } from '../model.ts';
import { isBlocked } from './blocked.ts';
import { isAside, type MissedRules, patienceMs } from './missed-chat.ts';

/** Who is there, as the asker last heard it. */
export interface PresenceFacts {
  /** Server clock, ms since epoch. */
  nowMs: number;
  /** Null while the line is live; otherwise when these facts were last true: the dot is drawn hollow. */
  asOfMs: number | null;
  /** Agents by id; one that is absent is not reachable. `sinceMs`: when it came back, null if it was there all along. */
  reachable: ReadonlyMap<string, { sinceMs: number | null }>;
  /** Agents who are routable: reachable, Online and within their hours. */
  routable: ReadonlySet<string>;
  /** Ids of a group's agents; null for a group that is not known, which counts as the whole workspace. */
  membersOf(group: string): readonly string[] | null;
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
      reason:
        | 'closed'
        | 'answered'
        | 'read'
        | 'with-colleague'
        | 'nothing-written'
        /** Whoever is blocked rouses nobody, however long they wait (C4). */
        | 'blocked'
        /** In the bin, or asleep even if they reply. */
        | 'aside'
        /** Shown in another conversation's thread, which carries the dot. */
        | 'merged';
      redAtMs: number | null;
    };

/** `rules`: the timers, and what the workspace set. */
export function statusDotOf(
  summary: Summary,
  viewer: Viewer,
  presence: PresenceFacts,
  rules: MissedRules,
): StatusDot {
  const { lastVisitor } = summary;
  if (summary.mergedInto !== null) return none('merged');
  if (summary.status === 'closed') return none('closed');
  if (isBlocked(summary, presence.nowMs)) return none('blocked');
  if (isAside(summary, presence.nowMs)) return none('aside');
  if (!lastVisitor) return none('nothing-written');
  const redness = rednessOf(summary, presence, rules);
  if (redness.kind === 'red') {
    const { asOfMs } = presence;
    return { dot: 'red', reason: redness.reason, sinceMs: redness.sinceMs, asOfMs };
  }
  const { redAtMs } = redness;
  if (summary.agent === null) {
    // Violet for everyone, whoever opened it, until it is assigned, answered or closed (L12).
    return summary.waiting
      ? { dot: 'violet', reason: 'unassigned', redAtMs }
      : none('answered', redAtMs);
  }
  if (!agentsOf(summary).includes(viewer.agent)) return none('with-colleague', redAtMs);
  return lastVisitor.number > viewer.readNumber
    ? { dot: 'violet', reason: 'unread', redAtMs }
    : none('read', redAtMs);
}

/** The one dot of several conversations that are one thread (C15): red beats violet, and violet none. */
export function heaviestDot(dots: readonly [StatusDot, ...StatusDot[]]): StatusDot {
  const weight = { red: 2, violet: 1, none: 0 };
  return dots.reduce((a, b) => (weight[b.dot] > weight[a.dot] ? b : a));
}

/** Its agents: who holds it and who takes part (A3). None while nobody holds it. */
export function agentsOf({ agent, participants }: Pick<Summary, 'agent' | 'participants'>) {
  return agent === null ? [] : [agent, ...participants];
}

/** Who could take it now: routable agents of its group, or of the workspace (L13 b, B5). */
export function routableFor(
  group: string | null,
  { routable, membersOf }: Pick<PresenceFacts, 'routable' | 'membersOf'>,
): readonly string[] {
  const members = group === null ? null : membersOf(group);
  return members === null ? [...routable] : members.filter((agent) => routable.has(agent));
}

type None = Extract<StatusDot, { dot: 'none' }>;

function none(reason: None['reason'], redAtMs: number | null = null): None {
  return { dot: 'none', reason, redAtMs };
}

type Redness =
  | { kind: 'red'; reason: 'agent-away' | 'waited' | 'nobody-there'; sinceMs: number }
  | { kind: 'not-red'; redAtMs: number | null };

/** L13: red for everybody at once, or not red, and until when. */
function rednessOf(summary: Summary, presence: PresenceFacts, rules: MissedRules): Redness {
  const { waiting, channel, agent, group } = summary;
  const patience = patienceMs(channel, rules);
  if (!waiting || patience === null) return { kind: 'not-red', redAtMs: null };
  const { sinceMs } = waiting;
  const after = (fromMs: number, isMarked: boolean): Redness => {
    const redAtMs = fromMs + patience;
    // The server's `missed` counts for more than this device's clock.
    return presence.nowMs >= redAtMs || isMarked
      ? { kind: 'red', reason: 'waited', sinceMs }
      : { kind: 'not-red', redAtMs };
  };
  // A letter may lie for hours, whoever is there.
  if (channel === 'email') return after(sinceMs, summary.missed);
  if (agent === null) {
    const isSomebodyThere = routableFor(group, presence).length > 0;
    if (!isSomebodyThere) return { kind: 'red', reason: 'nobody-there', sinceMs };
    return rules.unassignedToo
      ? after(sinceMs, summary.missed)
      : { kind: 'not-red', redAtMs: null };
  }
  const there = agentsOf(summary).flatMap((id) => presence.reachable.get(id) ?? []);
  if (there.length === 0) return { kind: 'red', reason: 'agent-away', sinceMs };
  // One of its agents who comes back has a fresh wait before it turns red again (rulings).
  const backAtMs = Math.max(...there.map(({ sinceMs: at }) => at ?? 0));
  const cameBack = backAtMs > sinceMs;
  return after(cameBack ? backAtMs : sinceMs, summary.missed && !cameBack);
}
