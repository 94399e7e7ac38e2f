/** What an integration would submit for an agent, by that agent's own cookie: where a journey is about what follows. */
import { expect } from '@playwright/test';
import { messageId } from '../support/ids.ts';
import { agentBehind, submitOverHttp } from '../support/people.ts';
import type { Agent } from './agent.ts';

/** `me` in the subject is the agent's own id, which is returned. */
export async function submitAs(
  agent: Agent,
  subject: string,
  what: Record<string, unknown>,
): Promise<string> {
  const { origin } = new URL(agent.page.url());
  const cookies = await agent.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { ticket, id } = await agentBehind(origin, cookie);
  const times = { writtenAtMs: Date.now(), seenUpTo: null };
  const entry = { id: messageId(), subject: subject.replace('me', id), ...times, ...what };
  const [answer] = await submitOverHttp(origin, ticket, [entry]);
  expect(answer).toMatchObject({ state: 'accepted' });
  return id;
}

/** As the account menu does it. */
export function chooseStatus(
  agent: Agent,
  status: 'online' | 'invisible' | 'offline',
): Promise<string> {
  return submitAs(agent, 'profile/me', { kind: 'changed', set: { status } });
}

/** A group with these members; owners and admins make them. */
export async function makeGroup(
  owner: Agent,
  name: string,
  members: readonly string[],
  spread = 'manual',
): Promise<string> {
  const id = messageId();
  const set = { name: { en: name }, members, spread };
  await submitAs(owner, `group/${id}`, { kind: 'changed', set });
  return id;
}
