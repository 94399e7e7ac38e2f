import { describe, expect, it } from 'vitest';
import { emptyRecord, type Field, type RecordRow } from '#domain/records/record.ts';
import { matching } from '../../../src/lib/desk/name-match.ts';
import {
  groupChoicesOf,
  groupName,
  groupNamesOf,
  matesOf,
  standingOf,
} from '../../../src/lib/desk/team.ts';
import { blankSummary } from '../../support/summaries.ts';

const agents = new Map(
  [
    { id: 'ana', name: 'Ana Weber', role: 'owner' as const },
    { id: 'ben', name: 'Ben Okafor', role: 'agent' as const },
    { id: 'zoe', name: 'Zoé Bénard', role: 'agent' as const },
    { id: 'vera', name: 'Vera Roth', role: 'viewer' as const },
  ].map((agent) => [agent.id, agent]),
);
const there = {
  ...{ status: 'online' as const, reachable: true, sinceMs: null },
  ...{ viewing: [], typing: null, name: '' },
};
const facts = {
  me: 'ana',
  agents,
  profiles: new Map([record('zoe', { status: 'invisible', capacity: 2 })].map(byId)),
  presence: { full: true, agents: { ben: there, zoe: there }, visitors: {} },
  isOffline: false,
  summaries: [
    blankSummary('c1', { agent: 'ana', activeAtMs: 1_000 }),
    blankSummary('c2', { agent: 'ben', activeAtMs: 1_000 }),
    blankSummary('c3', { agent: 'ben', activeAtMs: 1_000, status: 'closed' }),
  ],
  workspaceCapacity: 4,
  nowMs: 2_000,
};

describe('whom a conversation may be given to', () => {
  it('[A1] is everybody but viewers: who is there first, then the emptiest hands', () => {
    expect(matesOf(facts)).toEqual([
      { id: 'ana', name: 'Ana Weber', standing: 'online', load: 1, capacity: 4 },
      { id: 'ben', name: 'Ben Okafor', standing: 'online', load: 1, capacity: 4 },
      { id: 'zoe', name: 'Zoé Bénard', standing: 'invisible', load: 0, capacity: 2 },
    ]);
  });

  it('[B2] somebody whose devices are silent is offline, whatever they chose', () => {
    const presence = { ...facts.presence, agents: { ben: { ...there, reachable: false } } };
    expect(standingOf('ben', { ...facts, presence })).toBe('offline');
    expect(standingOf('zoe', { ...facts, presence })).toBe('offline');
  });
  it('[B1] somebody who chose to be offline is, with a device that answers', () => {
    const profiles = new Map([record('ben', { status: 'offline' })].map(byId));
    expect(standingOf('ben', { ...facts, profiles })).toBe('offline');
  });
  it('[L4] without a connection it says nothing of colleagues', () => {
    expect(standingOf('ben', { ...facts, isOffline: true })).toBe('unknown');
    expect(standingOf('ana', { ...facts, isOffline: true })).toBe('online');
  });
});

describe('groups to choose from', () => {
  const orders = record('g1', { name: { en: 'Orders', fr: 'Commandes' }, members: ['ben', 'zoe'] });
  const returns = record('g2', { name: { en: 'Returns' }, members: ['gone'], isPrivate: true });
  const old = record('g3', { name: { en: 'Old' }, removed: true });
  const groups = new Map([returns, orders, old].map(byId));

  it('[S4] carry the reader’s language and say who is there; removed ones are not offered', () => {
    expect(groupChoicesOf(groups, 'fr', facts)).toEqual([
      { id: 'g1', name: 'Commandes', isPrivate: false, online: 1, members: 2 },
      { id: 'g2', name: 'Returns', isPrivate: true, online: 0, members: 0 },
    ]);
  });
  it('[A1] are named beside each of their members', () => {
    expect(groupNamesOf('gone', groups, 'fr')).toEqual(['Returns']);
    expect(groupNamesOf('nobody', groups, 'fr')).toEqual([]);
  });
  it('[L4] say nothing of who is there without a connection', () => {
    expect(groupChoicesOf(groups, 'en', { ...facts, isOffline: true })[0]?.online).toBe(null);
  });
  it('[S4] have any name rather than none', () => {
    expect(groupName(record('g', { name: { tr: 'Siparişler' } }), 'fr')).toBe('Siparişler');
    expect(groupName(record('g', {}), 'fr')).toBe(null);
  });
});

describe('two letters', () => {
  const names = ['Ana Weber', 'Ben Okafor', 'Zoé Bénard', 'Ed Albee'];
  it('find a name by its beginning, then by a word in it, then inside, without accents', () => {
    expect(matching(names, 'be', String)).toEqual([
      'Ben Okafor',
      'Zoé Bénard',
      'Ana Weber',
      'Ed Albee',
    ]);
    expect(matching(names, 'zoe', String)).toEqual(['Zoé Bénard']);
    expect(matching(names, 'x', String)).toEqual([]);
  });
  it('are not needed: everybody is shown', () => {
    expect(matching(names, ' ', String)).toBe(names);
  });
});

function record(id: string, values: Record<string, unknown>): RecordRow {
  const said = { source: 'agent', by: 'agent/ana', atMs: 1, intendedAtMs: 1, entry: 'e' } as const;
  const fields: Record<string, Field> = {};
  for (const [name, value] of Object.entries(values)) fields[name] = { typed: { ...said, value } };
  return { ...emptyRecord(id, 1), fields };
}
function byId<T extends { id: string }>(row: T): [string, T] {
  return [row.id, row];
}
