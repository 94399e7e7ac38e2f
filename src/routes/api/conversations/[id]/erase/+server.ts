/** Deletes one conversation for good, out of the bin. Owners and admins only. SPEC C3. */
import { answerDone } from '$lib/server/answers.ts';
import { agentOf, takesNothing } from '$lib/server/route.ts';

export const POST = takesNothing(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  const done = await services.eraseConversation(agent, event.params['id'] ?? '');
  return answerDone(done, event.locals.language);
});
