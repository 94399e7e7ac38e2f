/** What was done about accounts, newest first: `{acts}`; `?before=<no>` for older ones. Owners and admins. S8, T17. */
import { answerDone, refuse } from '$lib/server/answers.ts';
import { agentOf, answersRead } from '$lib/server/route.ts';

export const GET = answersRead(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  const asked = event.url.searchParams.get('before');
  if (asked !== null && !/^\d{1,15}$/.test(asked)) {
    const malformed = { status: 400, error: 'malformed', field: 'before' } as const;
    return refuse(malformed, event.locals.language);
  }
  const before = asked === null ? null : Number(asked);
  return answerDone(await services.audit(agent, before), event.locals.language);
});
