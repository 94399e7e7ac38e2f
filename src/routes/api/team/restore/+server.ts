/** Lets somebody in again who was removed. `{agent}` -> `{}`. They sign in anew. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answerDone(await services.letInAgain(agent, input), event.locals.language);
});
