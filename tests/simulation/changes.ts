/**
 * Changes of records that agents make, by chance: what belongs to everybody, to one person, and to those who lead. Who may
 * not is refused, and the refusal is kept like any other.
 */
import type { RecordTable } from '#domain/records/record.ts';
import type { Chance } from './chance.ts';
import { groups, tags } from './fixed.ts';

export interface RecordChange {
  table: RecordTable;
  id: string;
  set: Record<string, unknown>;
}

const views = [
  '00000000-0000-4000-8000-0000000000d1',
  '00000000-0000-4000-8000-0000000000d2',
] as const;

/** `contacts`: ids that are on the agent's screen. */
export function changeBy(
  chance: Chance,
  me: string,
  agents: readonly string[],
  contacts: readonly string[],
): RecordChange {
  const table = chance.weighted({ contact: 5, tag: 1, view: 2, profile: 2, group: 3, setting: 1 });
  const name = `Name ${chance.below(1_000)}`;
  switch (table) {
    case 'contact': {
      const id = contacts.length > 0 ? chance.pick(contacts) : me;
      const sets = [
        { name },
        { email: `${chance.below(100)}@town.example` },
        { name: null, company: name },
        { 'attribute.size': name, tags: [chance.pick(tags)] },
      ];
      return { table, id, set: chance.pick(sets) };
    }
    case 'tag':
      return {
        table,
        id: chance.pick(tags),
        set: chance.pick([{ name }, { removed: true }, { removed: null }]),
      };
    case 'view': {
      const audience = chance.pick(['mine', 'mine', 'everyone', chance.pick(groups)]);
      const sets = [
        { name, audience },
        { name },
        { audience },
        { removed: true },
        { removed: null },
      ];
      return { table, id: chance.pick(views), set: chance.pick(sets) };
    }
    case 'profile': {
      const status = chance.pick(['online', 'online', 'invisible', 'offline'] as const);
      const sets = [
        { status },
        { capacity: chance.below(4) },
        { 'preference.sound': chance.below(2) === 1 },
      ];
      return { table, id: chance.next() < 0.8 ? me : chance.pick(agents), set: chance.pick(sets) };
    }
    case 'group': {
      const sets = [
        { members: agents.filter(() => chance.next() < 0.6) },
        { isPrivate: chance.next() < 0.5 },
        { spread: chance.pick(['manual', 'round-robin', 'least-busy'] as const) },
        { removed: chance.next() < 0.5 ? true : null },
      ];
      return { table, id: chance.pick(groups), set: chance.pick(sets) };
    }
    case 'setting':
      return { table, id: chance.pick(['capacity', 'greeting']), set: { value: chance.below(9) } };
  }
}
