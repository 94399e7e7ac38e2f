/** Colleagues as somebody sees them who wants to hand over a conversation: there or not, and how full their hands are (SPEC A1). Pure. */
import type { Agent, Summary } from '#domain/model.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';
import { capacityOf, loadsOf } from '#domain/rules/load.ts';
import type { TeamPresence } from '#domain/wire.ts';

/** What one may choose (SPEC B1). */
export const statuses = ['online', 'invisible', 'offline'] as const;

/** What they chose, if a device of theirs answers (SPEC B1, B2); `unknown` while this device has no connection. */
export type Standing = (typeof statuses)[number] | 'unknown';

export interface Mate {
  id: string;
  name: string;
  standing: Standing;
  /** Live chats in hand, and how many they may have. */
  load: number;
  capacity: number;
}

export interface TeamFacts {
  me: string;
  agents: ReadonlyMap<string, Agent>;
  profiles: ReadonlyMap<string, RecordRow>;
  presence: TeamPresence;
  isOffline: boolean;
  summaries: Iterable<Summary>;
  /** Value of the setting `capacity`. */
  workspaceCapacity: unknown;
  /** Server clock, ms. */
  nowMs: number;
}

/** Everybody who may hold a conversation: who is there first, then the emptiest hands, then by name. */
export function matesOf(facts: TeamFacts): readonly Mate[] {
  const loads = loadsOf(facts.summaries, facts.nowMs);
  return [...facts.agents.values()]
    .filter(({ role }) => role !== 'viewer')
    .map(({ id, name }) => ({
      id,
      name,
      standing: standingOf(id, facts),
      load: loads.get(id) ?? 0,
      capacity: capacityOf(facts.profiles.get(id), { workspace: facts.workspaceCapacity }),
    }))
    .sort(
      (a, b) =>
        order[a.standing] - order[b.standing] || a.load - b.load || a.name.localeCompare(b.name),
    );
}

const order: Record<Standing, number> = { online: 0, unknown: 1, invisible: 2, offline: 3 };

type StandingFacts = Pick<TeamFacts, 'me' | 'profiles' | 'presence' | 'isOffline'>;

export function standingOf(id: string, facts: StandingFacts): Standing {
  const chosen = valueOf(facts.profiles.get(id), 'status');
  const declared = chosen === 'invisible' || chosen === 'offline' ? chosen : 'online';
  if (id === facts.me) return declared;
  if (facts.isOffline || Object.keys(facts.presence.agents).length === 0) return 'unknown';
  return facts.presence.agents[id]?.reachable ? declared : 'offline';
}

export interface GroupChoice {
  id: string;
  name: string;
  isPrivate: boolean;
  /** Members who are there, and all of them; `online` is null while this device cannot know. */
  online: number | null;
  members: number;
}

/** Groups by name in the reader's language, without those that were removed. */
export function groupChoicesOf(
  groups: ReadonlyMap<string, RecordRow>,
  language: string,
  facts: StandingFacts & Pick<TeamFacts, 'agents'>,
): readonly GroupChoice[] {
  return [...groups.values()]
    .filter((group) => valueOf(group, 'removed') === null)
    .map((group) => {
      const members = membersOf(group).filter((id) => facts.agents.has(id));
      const standings = members.map((id) => standingOf(id, facts));
      return {
        id: group.id,
        name: groupName(group, language) ?? '',
        isPrivate: valueOf(group, 'isPrivate') === true,
        online: standings.includes('unknown')
          ? null
          : standings.filter((standing) => standing === 'online').length,
        members: members.length,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Names of an agent's groups, for whoever chooses among agents (A1). */
export function groupNamesOf(
  agent: string,
  groups: ReadonlyMap<string, RecordRow>,
  language: string,
): readonly string[] {
  return [...groups.values()]
    .filter((group) => valueOf(group, 'removed') === null && membersOf(group).includes(agent))
    .flatMap((group) => groupName(group, language) ?? [])
    .sort((a, b) => a.localeCompare(b));
}

export function membersOf(group: RecordRow | undefined): readonly string[] {
  const members = valueOf(group, 'members');
  return Array.isArray(members) ? members.filter((id) => typeof id === 'string') : [];
}

/** A group's name in the reader's language, else in the first one that it has. */
export function groupName(group: RecordRow | undefined, language: string): string | null {
  const names = valueOf(group, 'name') as Record<string, string> | null;
  if (names === null || typeof names !== 'object') return null;
  return names[language] ?? names['en'] ?? Object.values(names)[0] ?? null;
}
