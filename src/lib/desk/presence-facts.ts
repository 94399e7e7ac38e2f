/** Who is there, for the status dots, as this device last heard it (SPEC L13). Pure. */
import type { Agent } from '#domain/model.ts';
import { type RecordRow, valueOf } from '#domain/records/record.ts';
import { declaredStatusOf, isRoutable } from '#domain/rules/reachable.ts';
import type { PresenceFacts } from '#domain/rules/status-dot.ts';
import type { TeamPresence } from '#domain/wire.ts';

interface Around {
  me: string;
  nowMs: number;
  offlineSinceMs: number | null;
  profiles: ReadonlyMap<string, RecordRow>;
  groups: ReadonlyMap<string, RecordRow>;
}

/** All that dots follow from of who is there: the same text until some of it changes. */
export function thereText({ agents }: TeamPresence): string {
  return JSON.stringify(
    Object.entries(agents).map(([id, heard]) =>
      heard ? [id, heard.reachable, heard.sinceMs, heard.status] : [id],
    ),
  );
}

export function presenceFacts(
  { agents }: TeamPresence,
  team: ReadonlyMap<string, Agent>,
  { me, nowMs, offlineSinceMs, profiles, groups }: Around,
): PresenceFacts {
  // Nothing heard yet is no reason to call everybody away.
  const hasHeard = Object.keys(agents).length > 0;
  const reachable = new Map<string, { sinceMs: number | null }>();
  const routable = new Set<string>();
  for (const { id, role } of team.values()) {
    const heard = agents[id];
    const declared = declaredStatusOf(profiles.get(id));
    // Whoever sits here is connected, whatever is known of it elsewhere.
    const isHere = !hasHeard || (id === me && heard === undefined && declared !== 'offline');
    if (!isHere && !heard?.reachable) continue;
    reachable.set(id, { sinceMs: heard?.sinceMs ?? null });
    const status = heard?.status ?? declared;
    if (isRoutable({ status, isConnected: true, role })) routable.add(id);
  }
  return {
    nowMs,
    asOfMs: offlineSinceMs,
    reachable,
    routable,
    membersOf(group) {
      const row = groups.get(group);
      if (!row || valueOf(row, 'removed') === true) return null;
      const members = valueOf(row, 'members');
      return Array.isArray(members) ? (members as string[]) : [];
    },
  };
}
