/** Invites a colleague. `{email, role}` -> `{link}`, for owners and admins. T23. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answerDone(await services.invite(agent, input), event.locals.language);
});
