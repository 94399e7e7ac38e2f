/**
 * Uses an invitation: `{token, name, password}` makes the account and signs in. The token is in the body, so that it stands
 * in no log of addresses.
 */
import { answer, answerDone, refuse } from '$lib/server/answers.ts';
import { enter } from '$lib/server/cookies.ts';
import { takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const { token, ...rest } = Object(input) as { token?: unknown };
  if (typeof token !== 'string') {
    return refuse({ status: 400, error: 'malformed', field: 'token' }, event.locals.language);
  }
  const done = await services.acceptInvitation(token, rest, event.getClientAddress());
  if (!done.ok) return answerDone(done, event.locals.language);
  await enter(event, done.value);
  return answer({ principal: done.value.principal });
});
