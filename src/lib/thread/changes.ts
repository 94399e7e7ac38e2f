/**
 * Which entries a thread tells as one grey line: assignments, closings and the like (SPEC C5). Reading, delivery and
 * remarks on messages are marks on others and no lines of their own. Pure.
 */
import type { ConversationState } from '#domain/entries/state.ts';
import type { Entry, Principal } from '#domain/model.ts';
import type { Submitted } from '#domain/submitted.ts';
import type { Write } from '#sync/contract.ts';

const kinds = [
  'assigned',
  'taken',
  'grouped',
  'joined',
  'left',
  'tagged',
  'untagged',
  'closed',
  'reopened',
  'waived',
  'snoozed',
  'woken',
  'binned',
  'restored',
  'blocked',
  'unblocked',
  'merged',
  'unmerged',
  'missed',
] as const;
type Kind = (typeof kinds)[number];

type Common = 'id' | 'by' | 'byName' | 'acceptedAtMs' | 'writtenAtMs' | 'intendedAtMs' | 'seal';
/** What was done, as the entry says it. */
export type ChangeKind =
  | { [K in Kind]: Omit<Extract<Entry, { kind: K }>, Common> }[Kind]
  /** The visitor went to another page of the site: told by their visit, not by an entry. */
  | { kind: 'page'; title: string };

/** `waiting`: this device says so, the team does not know yet. */
export interface Change {
  id: string;
  by: Principal;
  byName: string | null;
  atMs: number;
  waiting: boolean;
  what: ChangeKind;
}

const known: ReadonlySet<string> = new Set(kinds);

/** Null for what is no change. */
export function changeOf(entry: Entry | Submitted): ChangeKind | null {
  return known.has(entry.kind) ? (entry as unknown as ChangeKind) : null;
}

/**
 * What takes this change back, while it is still what counts; null where something else was done since, or where it
 * cannot be taken back by one more entry.
 */
export function takingBack({ id, what }: Change, state: ConversationState): Write | null {
  switch (what.kind) {
    case 'closed':
      return counts(state.status, id) ? { kind: 'reopened' } : null;
    case 'grouped':
      return counts(state.group, id) && what.group !== null
        ? { kind: 'grouped', group: null }
        : null;
    case 'assigned':
      return counts(state.agent, id) && what.agent !== null
        ? { kind: 'assigned', agent: null }
        : null;
    case 'joined':
      return state.participants[what.agent]?.id === id ? { kind: 'left', agent: what.agent } : null;
    case 'tagged':
      return state.tags[what.tag]?.id === id ? { kind: 'untagged', tag: what.tag } : null;
    case 'snoozed':
      return counts(state.snoozed, id) ? { kind: 'woken' } : null;
    case 'binned':
      return counts(state.bin, id) ? { kind: 'restored' } : null;
    case 'blocked':
      return counts(state.blocked, id) ? { kind: 'unblocked' } : null;
    default:
      return null;
  }
}

function counts(settled: { entry: string }, id: string): boolean {
  return settled.entry === id;
}
