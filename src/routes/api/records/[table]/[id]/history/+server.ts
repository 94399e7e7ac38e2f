/** What was changed of a record, newest first, by whom and from what: `{history: [...]}`, for the team. S3, D1. */
import { can } from '#domain/rules/can.ts';
import { answerDone, refuse } from '$lib/server/answers.ts';
import { agentOf, answersRead } from '$lib/server/route.ts';

export const GET = answersRead(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  if (!can(agent.who, 'see-records')) {
    return refuse({ status: 403, error: 'not-allowed' }, event.locals.language);
  }
  const { table = '', id = '' } = event.params;
  const done = await services.recordHistory(agent.who, `${table}/${id}`);
  return answerDone(done, event.locals.language);
});
