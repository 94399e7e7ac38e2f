/** Signs an agent in. `{email, password}` -> `{principal}` and the session's cookie. T20-T22. */
import { answer, answerDone } from '$lib/server/answers.ts';
import { deviceOf, enter } from '$lib/server/cookies.ts';
import { takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const done = await services.logIn(input, event.getClientAddress(), deviceOf(event.cookies));
  if (!done.ok) return answerDone(done, event.locals.language);
  await enter(event, done.value);
  return answer({ principal: done.value.principal });
});
