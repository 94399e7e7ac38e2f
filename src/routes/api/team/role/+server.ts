/** Changes what somebody may do. `{agent, role}` -> `{}`. Their sessions end. S1, T22. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answerDone(await services.changeRole(agent, input), event.locals.language);
});
