/** Everything kept of a person as one archive; comments and notes in a folder of their own. For the team. SPEC G1. */
import { preferredLanguages } from '$lib/server/accept-language.ts';
import { answerDone } from '$lib/server/answers.ts';
import { personArchive } from '$lib/server/person-archive.ts';
import { agentOf, answersRead } from '$lib/server/route.ts';
import { timesIn } from '$lib/words/times.ts';
import { localeFor, wordsIn } from '$lib/words/words.ts';

export const GET = answersRead(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  const { language } = event.locals;
  const done = await services.exportContact(agent, event.params['id'] ?? '');
  if (!done.ok) return answerDone(done, language);
  const words = await wordsIn(language);
  const preferred = preferredLanguages(event.request.headers.get('accept-language'));
  const times = timesIn(words, localeFor(language, preferred));
  const { name, bytes } = personArchive(done.value, { language, words, times });
  return new Response(bytes, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
});
