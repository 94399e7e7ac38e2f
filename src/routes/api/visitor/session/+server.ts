/** A visitor's way in: `{site, token?}` -> `{token, principal, conversation, room, ticket, store}`. DESIGN 9. */
import { answerDone, refuse } from '$lib/server/answers.ts';
import { takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const { language } = event.locals;
  if (!(await services.isSetUp())) return refuse({ status: 503, error: 'not-set-up' }, language);
  return answerDone(await services.visitorSession(input, event.getClientAddress()), language);
});
