/** Ends an invitation that was not used yet. `{email}` -> `{}`. B85. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answerDone(await services.revokeInvitation(agent, input), event.locals.language);
});
