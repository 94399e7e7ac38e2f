/** Ends one of one’s own sessions, or all but this. `{session: id | 'others'}` -> `{}`. T22. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answerDone(await services.endSession(agent, input), event.locals.language);
});
