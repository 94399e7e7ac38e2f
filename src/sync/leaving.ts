/**
 * Signing out takes every database of an account from this device. What is to go is written down first, so that a page
 * which dies meanwhile leaves nothing behind: the next start, or the sign-in page, goes on with it (RELIABILITY T32).
 */
import { browserEnvironment, type Environment } from './environment.ts';
import { deleteLocalStore } from './local-store.ts';
import { openAgents, type Agents } from './agents-here.ts';

/**
 * Nothing may have these databases open any more. From here on nobody is let in from this device. `also`: what else is to go;
 * the databases are last, so that whoever finds them gone finds nothing else either.
 */
export async function takeAway(
  environment: Environment,
  agents: Agents,
  principal: string,
  databases: readonly string[],
  also: () => Promise<void> = nothing,
): Promise<void> {
  await agents.agentLeaves(principal, databases);
  await finishLeaving(environment, agents, also);
}

/** Removes what an earlier sign-out had to leave. Nothing is lost by doing it twice. */
export async function finishLeaving(
  environment: Environment,
  agents: Agents,
  also: () => Promise<void> = nothing,
): Promise<void> {
  const databases = await agents.leaving();
  if (databases.length > 0) await also().catch(nothing);
  for (const database of databases) {
    if (await deleteLocalStore(environment, database)) await agents.isGone(database);
  }
}

/** For the page where people sign in. */
export async function finishLeavingHere(also: () => Promise<void>): Promise<void> {
  const environment = browserEnvironment();
  const agents = await openAgents(environment);
  await finishLeaving(environment, agents, also);
  agents.close();
}

async function nothing(): Promise<void> {}
