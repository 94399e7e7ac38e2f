/**
 * What is written when conversations are handed to somebody, and what takes it back: one pair for each conversation in
 * which it changes anything. SPEC A1-A3. Pure.
 */
import type { Summary } from '#domain/model.ts';
import type { Write } from '#sync/contract.ts';

export interface Step {
  conversation: string;
  write: Write;
  undo: Write;
}

/** Gives them to an agent, or to nobody. What is free is taken by oneself: the first who does so has it. */
export function assigning(
  summaries: readonly Summary[],
  agent: string | null,
  me: string,
): readonly Step[] {
  return summaries
    .filter((summary) => summary.agent !== agent)
    .map(({ id, agent: before }) => ({
      conversation: id,
      write: before === null && agent === me ? { kind: 'taken' } : { kind: 'assigned', agent },
      undo: { kind: 'assigned', agent: before },
    }));
}

/** Gives them to a group, or to none; who holds them stays (A2). */
export function grouping(summaries: readonly Summary[], group: string | null): readonly Step[] {
  return summaries
    .filter((summary) => summary.group !== group)
    .map(({ id, group: before }) => ({
      conversation: id,
      write: { kind: 'grouped', group },
      undo: { kind: 'grouped', group: before },
    }));
}

/** Lets an agent take part beside the one who holds them (A3). Who holds one takes part in it anyway. */
export function joining(summaries: readonly Summary[], agent: string): readonly Step[] {
  return summaries
    .filter((summary) => summary.agent !== agent && !summary.participants.includes(agent))
    .map(({ id }) => ({
      conversation: id,
      write: { kind: 'joined', agent },
      undo: { kind: 'left', agent },
    }));
}

export function leaving(summaries: readonly Summary[], agent: string): readonly Step[] {
  return summaries
    .filter((summary) => summary.participants.includes(agent))
    .map(({ id }) => ({
      conversation: id,
      write: { kind: 'left', agent },
      undo: { kind: 'joined', agent },
    }));
}
