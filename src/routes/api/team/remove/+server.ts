/** Removes somebody from the team. `{agent}` -> `{}`. Sessions and lines end, devices are cleared. S2, T33. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answerDone(await services.removeMember(agent, input), event.locals.language);
});
