/**
 * Accepting: from what was submitted to what enters the log, or why it does not. DESIGN 3 "Accepting"; SPEC R1-R4,
 * A4, A5, O6, W13, W14; RELIABILITY B40-B44.
 *
 * Pure: the caller looked everything up (`Known`), says the time, and writes what comes out. What the log keeps for
 * each audience is fixed here, but for the seal; so is the state after it.
 */
import { derivedId } from '../entries/derived-id.ts';
import { publicEntryOf } from '../entries/projection.ts';
import type { ConversationState } from '../entries/state.ts';
import { isVisitor, step } from '../entries/step.ts';
import {
  type HoldReason,
  type Principal,
  principalOf,
  type Refusal,
  type Submitted,
  type Unsealed,
  type Who,
} from '../model.ts';
import { type Times, timesOf } from './intention.ts';
import { readOutcome } from './reading.ts';
import { afterOutcome, refusalOf } from './refuse.ts';
import { heldBecause } from './send-guard.ts';

/** An entry to be accepted: a person's, checked, or one of Parley's own from `decide`. */
export type Acceptable =
  | Exclude<Submitted, { kind: 'assigned' }>
  | (Extract<Submitted, { kind: 'assigned' }> & { because?: 'first-reply' });

/** Where an entry of this conversation's log stands: what the store knows of an id. */
export interface KnownPlace {
  number: number;
  /** Place in the visitor's projection, null if it is not there. */
  publicNumber: number | null;
  acceptedAtMs: number;
  by: Principal;
}

/** What the caller looked up. Entries of other conversations are unknown: null. */
export interface Known {
  /** The entry named in `seenUpTo`; null if it names nothing known here (B44). */
  seen: Pick<KnownPlace, 'number' | 'acceptedAtMs'> | null;
  /** The entry named in `upTo` or `of`. */
  referred?: KnownPlace | null;
  /** What became of the entry named in `after`. `pending`: it is on its way in this or an earlier group. */
  after?: 'accepted' | 'held' | 'refused' | 'pending' | 'unknown';
  /** Server's clock minus the device's, ms; 0 if the device did not say. */
  clockOffsetMs: number;
  /** Is this the id of an active account that may hold conversations? */
  isAgent(id: string): boolean;
}

/** An entry for the log: the team's text and the visitor's, each still without its seal. */
export interface AcceptedDraft {
  entry: Unsealed;
  /** Null: not for the visitor (R8). */
  publicEntry: Unsealed | null;
}

export type Outcome =
  | {
      kind: 'accepted';
      /** The submitted entry first, then what follows from it at once. None for a read mark that moves no side's. */
      entries: AcceptedDraft[];
      /** The state after them. */
      state: ConversationState;
      /**
       * Place in the team's projection and time, for the answer. A visitor must never be told this number: it counts
       * comments. Theirs is the place in the transcript.
       */
      number: number;
      acceptedAtMs: number;
      /** For an agent's `read`: the number to which their own mark moves, if that is forward. */
      readMark?: number;
    }
  | { kind: 'held'; reason: HoldReason; because: string[] }
  | { kind: 'refused'; reason: Refusal; field?: string; by?: Principal; atMs?: number }
  | { kind: 'later'; reason: 'after-pending'; retryAfterMs: number };

/** `state`: the conversation's, not changed. `nowMs`: server clock. */
export function accept(
  state: ConversationState,
  entry: Acceptable,
  who: Who,
  nowMs: number,
  known: Known,
): Outcome {
  const waits = afterOutcome(entry, known);
  if (waits) return waits;
  const refused = refusalOf(state, entry, who, known);
  if (refused) return refused;

  const times = timesOf(state, entry, nowMs, known);
  if (entry.kind === 'message' && who.kind === 'agent') {
    const held = heldBecause(state, {
      message: entry,
      by: principalOf(who),
      agent: who.id,
      seenNumber: known.seen?.number ?? -1,
      ageMs: times.isBelievable ? nowMs - times.correctedAtMs : null,
    });
    if (held) return { kind: 'held', ...held };
  }
  const base = baseOf(entry, who, times);
  if (entry.kind === 'read') {
    const read = { ...base, kind: entry.kind, upTo: entry.upTo };
    return readOutcome(state, read, who, known.referred ?? null);
  }
  return appended(state, withWords(entry, base, overtaking(state, known)));
}

type Base = Pick<
  Unsealed,
  'id' | 'by' | 'byName' | 'acceptedAtMs' | 'writtenAtMs' | 'intendedAtMs'
>;

function baseOf(entry: Acceptable, who: Who, times: Times): Base {
  const { acceptedAtMs, writtenAtMs, intendedAtMs } = times;
  const by = principalOf(who);
  const base = { id: entry.id, by, acceptedAtMs, writtenAtMs, intendedAtMs };
  return who.kind === 'agent' ? { ...base, byName: who.name } : base;
}

/** A visitor message that the author had not seen, or null: what a close loses to (R4). */
function overtaking(state: ConversationState, known: Known): string | null {
  const last = state.lastVisitorMessage;
  return last && last.number > (known.seen?.number ?? -1) ? last.id : null;
}

function withWords(
  entry: Exclude<Acceptable, { kind: 'read' }>,
  base: Base,
  overtakenBy: string | null,
): Unsealed {
  switch (entry.kind) {
    case 'message': {
      const { kind, text, channel = 'chat', draft } = entry;
      return { ...base, kind, text, channel, ...(draft !== undefined && { draft }) };
    }
    case 'comment':
      return { ...base, kind: entry.kind, text: entry.text };
    case 'assigned': {
      const { kind, agent, because } = entry;
      return { ...base, kind, agent, ...(because !== undefined && { because }) };
    }
    case 'closed':
      return { ...base, kind: entry.kind, ...(overtakenBy !== null && { overtakenBy }) };
    case 'delivery': {
      const { kind, of, state, reason } = entry;
      return { ...base, kind, of, state, ...(reason !== undefined && { reason }) };
    }
    case 'missed':
      return { ...base, kind: entry.kind, turn: entry.turn };
    case 'taken':
    case 'reopened':
      return { ...base, kind: entry.kind };
  }
}

/** The entry, and the reopening that a visitor's message brings with it (R4, C2). */
function appended(state: ConversationState, entry: Unsealed): Outcome {
  const entries: AcceptedDraft[] = [];
  const append = (before: ConversationState, next: Unsealed): ConversationState => {
    const after = step(before, next, before.count, noReading);
    const changesStatus = before.status.value !== after.status.value;
    entries.push({ entry: next, publicEntry: publicEntryOf(next, { changesStatus }) });
    return after;
  };
  let after = append(state, entry);
  const because = whyReopen(after, entry);
  if (because) after = append(after, reopenedEntry(entry, because));
  const { acceptedAtMs } = entry;
  return { kind: 'accepted', entries, state: after, number: state.count, acceptedAtMs };
}

type Reopening = 'visitor-wrote' | 'unseen-message';

function whyReopen(after: ConversationState, entry: Unsealed): Reopening | null {
  const isClosed = after.status.value === 'closed';
  if (entry.kind === 'message' && isVisitor(entry.by) && isClosed) return 'visitor-wrote';
  // Says in the log why it is open all the same; the overtaken close itself changed nothing.
  const isOvertaken = entry.kind === 'closed' && entry.overtakenBy !== undefined;
  return isOvertaken && !isClosed ? 'unseen-message' : null;
}

/** The intention is the visitor's: whoever closes after seeing that message intends it later. */
function reopenedEntry(cause: Unsealed, because: Reopening): Unsealed {
  const acceptedAtMs = cause.acceptedAtMs + 1;
  return {
    id: derivedId(`reopened/${cause.id}`),
    kind: 'reopened',
    by: 'parley',
    acceptedAtMs,
    writtenAtMs: acceptedAtMs,
    intendedAtMs: cause.acceptedAtMs,
    because,
  };
}

function noReading(): undefined {
  return undefined;
}
