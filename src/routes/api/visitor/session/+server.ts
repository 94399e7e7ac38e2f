/** A visitor's way in: `{site, token?, timeZone?}` -> `{token, principal, conversation, room, ticket, store}`. DESIGN 9. */
import { preferredLanguages } from '$lib/server/accept-language.ts';
import { answerDone, refuse } from '$lib/server/answers.ts';
import { takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const { language } = event.locals;
  if (!(await services.isSetUp())) return refuse({ status: 503, error: 'not-set-up' }, language);
  const { headers } = event.request;
  const browser = {
    userAgent: headers.get('user-agent') ?? '',
    languages: preferredLanguages(headers.get('accept-language')),
  };
  const address = event.getClientAddress();
  return answerDone(await services.visitorSession(input, address, browser), language);
});
