/**
 * Empties this device of one account, because its person is no longer in the team (SPEC S2, RELIABILITY T33). What had
 * not left yet is gone with it: the server would not take it, and is only told how much it was.
 *
 * Cut off at any point it is done at the next start, because the server goes on saying so until it has heard the end.
 */
import type { Agents, Person } from './agents-here.ts';
import type { Environment } from './environment.ts';
import { deleteLocalStore, openLocalStore } from './local-store.ts';
import { padDatabasesIn } from './pads.ts';

/** Nothing may have the person's database open any more. */
export async function clearDevice(
  environment: Environment,
  agents: Agents,
  { principal, database }: Pick<Person, 'principal' | 'database'>,
): Promise<void> {
  const store = await openLocalStore(environment, database);
  const pending = await store.all('pending').catch(() => []);
  const pads = await padDatabasesIn(store, database);
  store.close();
  for (const each of [...pads, database]) await deleteLocalStore(environment, each);
  // Last, because what the server still has to be told is known by this person being here.
  await agents.agentLeaves(principal, []);
  const unsent = pending.filter(({ entry }) => entry.kind !== 'read').length;
  await environment.post('/api/cleared', { unsent }).catch(() => undefined);
}
