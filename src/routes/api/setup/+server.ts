/** Makes the owner, once. `{name, email, password, workspace}` -> `{principal}` and the session's cookie. DESIGN 9. */
import { answer, answerDone } from '$lib/server/answers.ts';
import { enter } from '$lib/server/cookies.ts';
import { takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) => {
  const done = await services.setUp(input, event.getClientAddress());
  if (!done.ok) return answerDone(done, event.locals.language);
  await enter(event, done.value);
  return answer({ principal: done.value.principal });
});
