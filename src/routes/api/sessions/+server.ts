/** Where one is signed in oneself: `{sessions}`. S8, T47. */
import { answer } from '$lib/server/answers.ts';
import { agentOf, answersRead } from '$lib/server/route.ts';

export const GET = answersRead(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answer({ sessions: await services.sessions(agent) });
});
