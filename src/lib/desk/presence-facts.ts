/** Who is there, for the status dots, as this device last heard it (SPEC L13). Pure. */
import type { PresenceFacts } from '#domain/rules/status-dot.ts';
import type { TeamPresence } from '#domain/wire.ts';

export function presenceFacts(
  { agents }: TeamPresence,
  team: readonly string[],
  { me, nowMs, offlineSinceMs }: { me: string; nowMs: number; offlineSinceMs: number | null },
): PresenceFacts {
  // Nothing heard yet is no reason to call everybody away.
  const hasHeard = Object.keys(agents).length > 0;
  const there = team.filter((id) => !hasHeard || id === me || agents[id]?.reachable);
  return {
    nowMs,
    asOfMs: offlineSinceMs,
    reachable: new Map(there.map((id) => [id, { sinceMs: null }])),
    isAnyoneRoutable: there.length > 0,
  };
}
