/** A ticket for the socket, for the agent who is signed in: `{ticket, principal, store}`. DESIGN 5. */
import { answer } from '$lib/server/answers.ts';
import { agentOf, takesNothing } from '$lib/server/route.ts';

export const POST = takesNothing(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answer(await services.issueTicket(agent));
});
