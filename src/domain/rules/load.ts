/**
 * How much an agent has in hand, and how much they may: what capacity, spread and the picker count. SPEC A1, A8.
 *
 * Only chats count: a chat wants its answer now, an email waits. Pure, for server and browser alike.
 */
import { limits } from '../limits.ts';
import type { Summary } from '../model.ts';
import { valueOf, type RecordRow } from '../records/record.ts';

type Held = Pick<
  Summary,
  | 'agent'
  | 'channel'
  | 'status'
  | 'waiting'
  | 'activeAtMs'
  | 'binnedAtMs'
  | 'snoozed'
  | 'mergedInto'
>;

/** A chat counts while it waits for us, or while something was said in it in the last 10 minutes. */
export function isLive(chat: Held, nowMs: number): boolean {
  if (chat.channel !== 'chat' || chat.status !== 'open') return false;
  // Put off, thrown away, or shown in another one's thread: nobody's hands are full of it.
  if (chat.snoozed || chat.binnedAtMs !== null || chat.mergedInto !== null) return false;
  return chat.waiting !== null || nowMs - chat.activeAtMs < limits.liveChatMs;
}

/** Live chats that one agent holds; taking part in one costs nothing (A3). `nowMs`: server clock. */
export function loadOf(agent: string, chats: Iterable<Held>, nowMs: number): number {
  return loadsOf(chats, nowMs).get(agent) ?? 0;
}

/** The same for everybody at once, by agent id; who holds none is absent. */
export function loadsOf(chats: Iterable<Held>, nowMs: number): ReadonlyMap<string, number> {
  const loads = new Map<string, number>();
  for (const chat of chats) {
    if (chat.agent === null || !isLive(chat, nowMs)) continue;
    loads.set(chat.agent, (loads.get(chat.agent) ?? 0) + 1);
  }
  return loads;
}

/**
 * How many live chats an agent may hold: their own number, else that of the group that asks, else the workspace's.
 * `workspace` is the value of the setting `capacity`, whatever is in it.
 */
export function capacityOf(
  profile: RecordRow | undefined,
  { group, workspace }: { group?: RecordRow | undefined; workspace?: unknown } = {},
): number {
  const said = [valueOf(profile, 'capacity'), valueOf(group, 'capacity'), workspace];
  return said.find((value) => typeof value === 'number') ?? limits.capacityChats;
}
