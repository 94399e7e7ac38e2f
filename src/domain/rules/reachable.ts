/**
 * Who is there: what an agent chose (`status`) and whether a device of theirs answers are two facts, and what follows
 * from both is said here once for server and browser. SPEC "Reachable", "Routable"; B1, B2. Whether they have room is in `load.ts`.
 */
import type { Role } from '../model.ts';
import { type RecordRow, valueOf } from '../records/record.ts';

/** What an agent chose. Kept while they are away, and true again when they return (B2). */
export const declaredStatuses = ['online', 'invisible', 'offline'] as const;
export type DeclaredStatus = (typeof declaredStatuses)[number];

/** The choice in an agent's profile; who never chose is online. */
export function declaredStatusOf(profile: RecordRow | undefined): DeclaredStatus {
  const chosen = valueOf(profile, 'status');
  return declaredStatuses.find((status) => status === chosen) ?? 'online';
}

export interface AgentThere {
  status: DeclaredStatus;
  /** A device of theirs gave a sign of life in the last 75 s. Any one device is enough. */
  isConnected: boolean;
}

/** Online or Invisible, and a device answers: keeps their own chats. */
export function isReachable({ status, isConnected }: AgentThere): boolean {
  return isConnected && status !== 'offline';
}

/** Reachable, Online, and one who may answer: gets new chats, and visitors are told of them. */
export function isRoutable(agent: AgentThere & { role: Role }): boolean {
  return isReachable(agent) && agent.status === 'online' && agent.role !== 'viewer';
}
