/**
 * Spreading: who gets which waiting conversation when nobody took it by hand. Per group by hand, in turn, or to the
 * emptiest hands; never over an agent's capacity; the one who waits longest first. SPEC A7-A9, C2.
 *
 * Pure: the server says who waits, who is routable and how full their hands are, and submits what comes out; each is
 * accepted only if the conversation is still nobody's.
 */
import { type Channel, type Summary } from '../model.ts';
import { isAside } from './missed-chat.ts';

export const spreads = ['manual', 'round-robin', 'least-busy'] as const;
export type Spread = (typeof spreads)[number];

/** A conversation that nobody holds and somebody waits in. */
export interface Queued {
  conversation: string;
  group: string;
  channel: Channel;
  /** Server clock, ms: since when its visitor waits. */
  sinceMs: number;
  /** The agent who answered it last: comes back to them, one over their capacity if need be (A8). */
  answeredBy: string | null;
}

/** An agent who is routable now. */
export interface Hands {
  load: number;
  capacity: number;
}

export interface SpreadingGroup {
  spread: Spread;
  members: readonly string[];
}

export interface SpreadFacts {
  /** Routable agents by id. */
  hands: ReadonlyMap<string, Hands>;
  groups: ReadonlyMap<string, SpreadingGroup>;
  /** By group: to whom it gave last. Part of the log, so a restart goes on where it was. */
  lastGiven: ReadonlyMap<string, string>;
}

export interface Giving {
  conversation: string;
  group: string;
  agent: string;
}

/** What is to be given to whom now, longest wait first. What is not in it waits on. */
export function spreadOut(queue: readonly Queued[], facts: SpreadFacts): Giving[] {
  const loads = new Map([...facts.hands].map(([id, { load }]) => [id, load]));
  const lastGiven = new Map(facts.lastGiven);
  const givings: Giving[] = [];
  const waiting = queue.toSorted(
    (a, b) => a.sinceMs - b.sinceMs || (a.conversation < b.conversation ? -1 : 1),
  );
  for (const queued of waiting) {
    const agent = agentFor(queued, facts, loads, lastGiven);
    if (agent === null) continue;
    const { conversation, group } = queued;
    givings.push({ conversation, group, agent });
    lastGiven.set(group, agent);
    if (queued.channel === 'chat') loads.set(agent, (loads.get(agent) ?? 0) + 1);
  }
  return givings;
}

function agentFor(
  { group: id, channel, answeredBy }: Queued,
  { groups, hands }: SpreadFacts,
  loads: ReadonlyMap<string, number>,
  lastGiven: ReadonlyMap<string, string>,
): string | null {
  const group = groups.get(id);
  if (!group || group.spread === 'manual') return null;
  // Letters are no hurry, and no load (A8).
  const hasRoom = (agent: string, over = 0): boolean =>
    channel === 'email' || (loads.get(agent) ?? 0) < (hands.get(agent)?.capacity ?? 0) + over;
  const members = group.members.filter((agent) => hands.has(agent));
  if (answeredBy !== null && members.includes(answeredBy) && hasRoom(answeredBy, 1)) {
    return answeredBy;
  }
  const able = inTurn(members, lastGiven.get(id)).filter((agent) => hasRoom(agent));
  if (group.spread === 'round-robin') return able[0] ?? null;
  // Of equally empty hands those whose turn it is.
  const least = Math.min(...able.map((agent) => loads.get(agent) ?? 0));
  return able.find((agent) => (loads.get(agent) ?? 0) === least) ?? null;
}

/** Members in the order of their ids, beginning after the one who was given to last. */
function inTurn(members: readonly string[], last: string | undefined): readonly string[] {
  const sorted = [...new Set(members)].sort();
  const next = last === undefined ? 0 : sorted.findIndex((agent) => agent > last);
  return next <= 0 ? sorted : [...sorted.slice(next), ...sorted.slice(0, next)];
}

/** This conversation's place in the queue, or null: held, answered, of no group, or put aside. */
export function queuedOf(summary: Summary, nowMs: number): Queued | null {
  const { id: conversation, agent, group, waiting, channel, status, answeredBy } = summary;
  if (agent !== null || group === null || waiting === null || status !== 'open') return null;
  if (summary.mergedInto !== null || isAside(summary, nowMs)) return null;
  const { sinceMs } = waiting;
  return { conversation, group, channel, sinceMs, answeredBy: answeredBy ?? null };
}
