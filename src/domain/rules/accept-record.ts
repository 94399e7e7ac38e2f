/**
 * Accepting a change of a record: the same circuit as for conversations, over a log of its own. A change that came too
 * late to count enters the log all the same, so that every order of arrival ends alike. SPEC R1, R3, D1, S11; B86.
 *
 * Pure: the caller looked everything up, says the time, and writes what comes out.
 */
import { limits } from '../limits.ts';
import { principalOf, type Principal, type Refusal, type Who } from '../model.ts';
import type { SubmittedChange } from '../records/change.ts';
import { recordOf } from '../records/name.ts';
import {
  changeRecord,
  overruledBy,
  valueOf,
  type Change,
  type FieldSource,
  type RecordRow,
  type RecordTable,
} from '../records/record.ts';
import type { Known, Outcome } from './accept.ts';
import { isTooLateToUndo } from './identify.ts';
import { clampTimes } from './intention.ts';
import { afterOutcome } from './refuse.ts';

/** A record as the server knows it. `createdBy: null`: nobody has said anything of it yet. */
export interface RecordState {
  table: RecordTable;
  row: RecordRow;
  createdBy: Principal | null;
  /** When its last change was accepted; 0 before the first. */
  lastAcceptedAtMs: number;
}

/** What the caller looked up. */
export interface KnownOfRecord extends Pick<Known, 'after' | 'clockOffsetMs' | 'isAgent'> {
  /** The change named in `seenUpTo`; null if it is none of this record (B44). */
  seen: { acceptedAtMs: number } | null;
  /** Does what the record is about exist? Contacts come with their visitor, profiles with their account. */
  isThere: boolean;
}

export type RecordOutcome =
  | {
      kind: 'accepted';
      change: Change;
      state: RecordState;
      /** Place in the record's log, and time. */
      number: number;
      acceptedAtMs: number;
      /** Fields in which something meant later, or by an agent, stands. */
      overruled: string[];
    }
  | Extract<Outcome, { kind: 'refused' | 'later' }>;

/** `source`: where the values come from; what people submit themselves is `agent`. `state` is not changed. */
export function acceptRecord(
  state: RecordState,
  entry: SubmittedChange,
  who: Who,
  nowMs: number,
  known: KnownOfRecord,
  source: FieldSource = 'agent',
): RecordOutcome {
  const waits = afterOutcome(entry, known);
  if (waits) return waits;
  const { lastAcceptedAtMs } = state;
  const times = clampTimes({ lastAcceptedAtMs, floorMs: 0 }, entry.writtenAtMs, nowMs, known);
  const refused = refusalOf(state, entry, who, known, times.intendedAtMs);
  if (refused) return refused;

  const { acceptedAtMs, writtenAtMs, intendedAtMs } = times;
  const change: Change = {
    id: entry.id,
    kind: 'changed',
    by: principalOf(who),
    ...(who.kind === 'agent' && { byName: who.name }),
    source,
    acceptedAtMs,
    writtenAtMs,
    intendedAtMs,
    set: entry.set,
  };
  const before = state.createdBy === null ? { ...state.row, createdAtMs: acceptedAtMs } : state.row;
  return {
    kind: 'accepted',
    change,
    state: {
      table: state.table,
      row: changeRecord(before, change),
      createdBy: state.createdBy ?? change.by,
      lastAcceptedAtMs: acceptedAtMs,
    },
    number: before.count,
    acceptedAtMs,
    overruled: overruledBy(before, change),
  };
}

/** Is this a saved view that only its maker has? (SPEC L19) */
export function isMine({ table, row }: Pick<RecordState, 'table' | 'row'>): boolean {
  return table === 'view' && (valueOf(row, 'audience') ?? 'mine') === 'mine';
}

function refusalOf(
  state: RecordState,
  entry: SubmittedChange,
  who: Who,
  known: KnownOfRecord,
  intendedAtMs: number,
): Extract<Outcome, { kind: 'refused' }> | null {
  // One answer for what does not exist and what is somebody else's.
  if (!known.isThere) return refused('not-yours');
  const isOthers = state.createdBy !== null && state.createdBy !== principalOf(who);
  if (isOthers && isMine(state)) return refused('not-yours');

  const { set } = entry;
  if (set['mergedInto'] === recordOf(entry.subject)?.id) return refused('malformed', 'mergedInto');
  // Meant in time, it counts whenever it comes: a device may have been away (R3).
  if (isTooLateToUndo(state.row, set, intendedAtMs)) return refused('too-late', 'mergedInto');
  const stranger = strangerIn(state, set, known);
  if (stranger) return refused('no-such-agent', 'members');
  return isTooFull(state.row, set) ? refused('too-many', 'set') : null;
}

/** Somebody new among the members who is no agent. Those who were there may have left since. */
function strangerIn(
  { table, row }: RecordState,
  set: Readonly<Record<string, unknown>>,
  { isAgent }: KnownOfRecord,
): string | undefined {
  if (table !== 'group' || !Array.isArray(set['members'])) return undefined;
  const before = (valueOf(row, 'members') as string[] | null) ?? [];
  return (set['members'] as string[]).find((id) => !before.includes(id) && !isAgent(id));
}

function isTooFull(row: RecordRow, set: Readonly<Record<string, unknown>>): boolean {
  const names = new Set([...Object.keys(row.fields), ...Object.keys(set)]);
  if (names.size > limits.fieldNamesPerRecord) return true;
  const valueAfter = (name: string) => (Object.hasOwn(set, name) ? set[name] : valueOf(row, name));
  const attributes = [...names].filter(
    (name) => name.startsWith('attribute.') && valueAfter(name) !== null,
  );
  return attributes.length > limits.attributesPerContact;
}

function refused(reason: Refusal, field?: string): Extract<Outcome, { kind: 'refused' }> {
  return { kind: 'refused', reason, ...(field !== undefined && { field }) };
}
