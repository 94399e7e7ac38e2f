/**
 * Looks for words in every conversation, for the team: `?q=` as it was typed, `?before=` the `next` of the page before
 * -> `{hits, next, conversations}`. Whatever is typed is answered with results or none (SPEC L18; B87, T18).
 */
import { answerDone } from '$lib/server/answers.ts';
import { answersRead, whoOf } from '$lib/server/route.ts';

export const GET = answersRead(async (asked) => {
  const who = await whoOf(asked, { orCookie: true });
  if (who instanceof Response) return who;
  const { searchParams } = asked.event.url;
  const q = searchParams.get('q') ?? '';
  const before = searchParams.get('before');
  return answerDone(await asked.services.search(who, { q, before }), asked.event.locals.language);
});
