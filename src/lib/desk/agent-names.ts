/** What colleagues are called: the name of their profile, which visitors see too, or else their account's (SPEC S5). Pure. */
import { publicNameIn } from '#domain/records/profile.ts';
import type { Agent } from '#domain/model.ts';
import type { RecordRow } from '#domain/records/record.ts';

export function namedAgents(
  agents: ReadonlyMap<string, Agent>,
  profiles: ReadonlyMap<string, RecordRow>,
): ReadonlyMap<string, Agent> {
  if (profiles.size === 0) return agents;
  return new Map(
    [...agents].map(([id, agent]) => {
      return [id, { ...agent, name: publicNameIn(profiles.get(id)) ?? agent.name }];
    }),
  );
}
