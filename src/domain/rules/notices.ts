/**
 * Whom an accepted entry gives notice: who was handed a conversation, and whose change did not count. Written in the
 * same transaction as the entry, so each is there once. SPEC A1, A3, A5, R3-R6, O7, C2; DESIGN 3.
 *
 * Who collided, and with what, comes out alike in every order of arrival: it follows from what was meant when. Only the
 * place of a notice in the log is that of the entry that arrived last.
 */
import { derivedId } from '../entries/derived-id.ts';
import type { ConversationState, Overruled, Settled } from '../entries/state.ts';
import { isAgent } from '../entries/step.ts';
import type { Notice, Standing, Unsealed } from '../model.ts';

/** A row to write. `value: null`: the collision is none any more. */
export interface NoticeWrite {
  id: string;
  /** Agent id. */
  owner: string;
  value: Notice | null;
}

/** An accepted entry at its place in the team's projection. */
export interface Placed {
  entry: Unsealed;
  number: number;
}

/** `accepted`: one submitted entry and what followed from it at once; `before` and `after`: the state around them. */
export function noticesOf(
  conversation: string,
  before: ConversationState,
  after: ConversationState,
  accepted: readonly Placed[],
): NoticeWrite[] {
  return accepted.flatMap(({ entry, number }) => {
    const it: Told = { conversation, before, after, entry, number };
    return [...handedOver(it), ...handedOn(it), ...overruled(it), ...overtaken(it)];
  });
}

interface Told extends Placed {
  conversation: string;
  before: ConversationState;
  after: ConversationState;
}

/** It is yours, or you take part: told unless you did it yourself (A1, A3). */
function handedOver(it: Told): NoticeWrite[] {
  const { entry, after } = it;
  if (entry.kind !== 'assigned' && entry.kind !== 'joined') return [];
  const { agent } = entry;
  if (agent === null || entry.by === `agent/${agent}`) return [];
  // Who replied first knows that they did.
  if (entry.kind === 'assigned' && entry.because === 'first-reply') return [];
  const stands = entry.kind === 'assigned' ? after.agent.entry : after.participants[agent]?.id;
  if (stands !== entry.id) return [];
  const id = derivedId(`notice/${entry.id}`);
  return [{ id, owner: agent, value: { ...told(it, id, entry), kind: entry.kind } }];
}

/** Given to somebody else since: what the one before was told holds no more. */
function handedOn({ entry, before, after }: Told): NoticeWrite[] {
  if (entry.kind !== 'assigned' && entry.kind !== 'taken') return [];
  const { value: owner, by, entry: id } = before.agent;
  if (owner === null || by === `agent/${owner}` || after.agent.entry === id) return [];
  return [{ id: derivedId(`notice/${id}`), owner, value: null }];
}

/** Everybody whose change of one value does not count, told what stands now (R3, R4, R6, A5). */
function overruled(it: Told): NoticeWrite[] {
  return collisions.flatMap(([what, field]) => {
    const settled: Settled<unknown> = it.after[field];
    // At once, or as soon as `reopened` and `restored` have followed.
    if (settled.over === it.before[field].over || !isLastSaid(it)) return [];
    return (settled.over ?? []).map((lost) => collisionOf(it, { what, settled, lost }));
  });
}

/** Not sleeping: any word of the visitor ends it, so nobody's wish for it is worth a word. */
const collisions = [
  ['agent', 'agent'],
  ['group', 'group'],
  ['status', 'status'],
  ['bin', 'bin'],
  ['blocked', 'blocked'],
] as const;
type Field = (typeof collisions)[number][0];

function isLastSaid({ entry, after, number }: Told): boolean {
  return number === after.count - 1 && entry.kind !== 'read';
}

/** The same row for one person and value, however often others are quicker or later. */
function collisionOf(
  it: Told,
  { what, settled, lost }: { what: Field; settled: Settled<unknown>; lost: Overruled },
): NoticeWrite {
  const owner = lost.by.slice('agent/'.length);
  const id = derivedId(`overruled/${what}/${it.conversation}/${owner}`);
  const isSame = JSON.stringify(lost.value) === JSON.stringify(settled.value);
  if (isSame) return { id, owner, value: null };
  const yours = { entry: lost.entry, intendedAtMs: lost.intendedAtMs };
  if (lost.isOvertaken) {
    const meant = { by: 'parley', byName: null, intendedAtMs: it.entry.acceptedAtMs };
    const value = { ...told(it, id, meant), yours };
    if (what === 'status') return { id, owner, value: { ...value, kind: 'reopened' } };
    const stands: Standing = { what: 'bin', isBinned: false };
    return { id, owner, value: { ...value, kind: 'overruled', stands } };
  }
  const value: Notice = {
    ...told(it, id, authorOf(settled, it.entry)),
    kind: 'overruled',
    stands: standingOf(it.after, what),
    yours,
  };
  return { id, owner, value };
}

/** Removing lost to an adding that its author had not seen (R5). */
function overtaken(it: Told): NoticeWrite[] {
  const { entry, after } = it;
  if (!('overtakenBy' in entry) || entry.overtakenBy === undefined) return [];
  const lost = lostTo(entry, after);
  if (!lost || !isAgent(entry.by)) return [];
  const owner = entry.by.slice('agent/'.length);
  const id = derivedId(`notice/${entry.id}`);
  const { stands, by, atMs } = lost;
  const yours = { entry: entry.id, intendedAtMs: entry.intendedAtMs };
  const meant = { by, byName: null, intendedAtMs: atMs };
  return [{ id, owner, value: { ...told(it, id, meant), kind: 'overruled', stands, yours } }];
}

function lostTo(
  entry: Unsealed,
  after: ConversationState,
): { stands: Standing; by: string; atMs: number } | null {
  switch (entry.kind) {
    case 'left': {
      const { agent } = entry;
      const added = after.participants[agent];
      const stands = { what: 'participant', agent } as const;
      return added ? { stands, by: added.by, atMs: added.acceptedAtMs } : null;
    }
    case 'untagged': {
      const { tag } = entry;
      const added = after.tags[tag];
      return added
        ? { stands: { what: 'tag', tag }, by: added.by, atMs: added.acceptedAtMs }
        : null;
    }
    default:
      return null;
  }
}

/** What every notice says: where, and who did it when. */
function told(
  { conversation, entry, number }: Told,
  id: string,
  { by, byName, intendedAtMs }: { by: string; byName?: string | null; intendedAtMs: number },
): Omit<Notice, 'kind'> {
  const atMs = intendedAtMs;
  return { id, conversation, entry: entry.id, number, by, byName: byName ?? null, atMs };
}

/** Who set what stands. The name is only known of the entry at hand; readers know their colleagues. */
function authorOf(settled: Settled<unknown>, entry: Unsealed) {
  const { by, intendedAtMs } = settled;
  return { by, byName: entry.by === by ? (entry.byName ?? null) : null, intendedAtMs };
}

function standingOf(after: ConversationState, what: Field): Standing {
  switch (what) {
    case 'agent': {
      const { value: agent, by } = after.agent;
      return { what, agent, isTaken: agent !== null && by === `agent/${agent}` };
    }
    case 'group':
      return { what, group: after.group.value };
    case 'status':
      return { what, status: after.status.value };
    case 'bin':
      return { what, isBinned: after.bin.value };
    case 'blocked':
      return { what, isOn: after.blocked.value !== null };
  }
}
