/** The team: `{members, invitations}`. Open invitations and those who were removed only for owners and admins. S2. */
import { answer } from '$lib/server/answers.ts';
import { agentOf, answersRead } from '$lib/server/route.ts';

export const GET = answersRead(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answer(await services.team(agent));
});
