/** Erases a person for good: `{receipt}` says how much of what was removed. Owners and admins only. G2, P18. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesNothing } from '$lib/server/route.ts';

export const POST = takesNothing(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  const done = await services.eraseContact(agent, event.params['id'] ?? '');
  return answerDone(done, event.locals.language);
});
