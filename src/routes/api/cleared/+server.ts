/**
 * A device of somebody who was removed says that nothing is left on it: `{unsent}`, how many changes of theirs were never
 * sent and are gone. The one thing that a removed session may still do, once. T33.
 */
import { answerDone } from '$lib/server/answers.ts';
import { sessionOf } from '$lib/server/cookies.ts';
import { takesJson } from '$lib/server/route.ts';

export const POST = takesJson(async ({ event, services, input }) =>
  answerDone(await services.deviceCleared(sessionOf(event.request), input), event.locals.language),
);
