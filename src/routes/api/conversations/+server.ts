/** The feed's summaries as JSON: `{conversations: [{id, room, ...}]}`, for the team, by cookie or bearer ticket. */
import { can } from '#domain/rules/can.ts';
import { answer, refuse } from '$lib/server/answers.ts';
import { answersRead, whoOf } from '$lib/server/route.ts';

export const GET = answersRead(async (asked) => {
  const who = await whoOf(asked, { orCookie: true });
  if (who instanceof Response) return who;
  if (!can(who, 'see-conversations')) {
    return refuse({ status: 403, error: 'not-allowed' }, asked.event.locals.language);
  }
  return answer({ conversations: await asked.services.summaries(who) });
});
