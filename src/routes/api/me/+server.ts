/** Who is signed in here, and to what: `{principal, name, email, role, workspace, store}`. */
import { principalOf } from '#domain/model.ts';
import { answer } from '$lib/server/answers.ts';
import { agentOf, answersRead } from '$lib/server/route.ts';

export const GET = answersRead(async ({ event, services }) => {
  const agent = agentOf(event);
  if (agent instanceof Response) return agent;
  return answer({
    principal: principalOf(agent.who),
    name: agent.who.name,
    email: agent.email,
    role: agent.who.role,
    workspace: await services.workspaceName(),
    store: services.storeId(),
  });
});
