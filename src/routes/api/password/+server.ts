/** Changes one’s own password. `{current, password}` -> `{}`. All other sessions end. T22. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answerDone(
    await services.changePassword(agent, input, event.getClientAddress()),
    event.locals.language,
  );
});
