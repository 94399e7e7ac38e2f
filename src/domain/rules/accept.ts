/**
 * Accepting: from what was submitted to what enters the log, or why it does not. DESIGN 3 "Accepting"; SPEC R1-R4,
 * A4, A5, O6, W13, W14; RELIABILITY B40-B44.
 *
 * Pure: the caller looked everything up (`Known`), says the time, and writes what comes out. What the log keeps for
 * each audience is fixed here, but for the seal; so is the state after it.
 */
import { derivedId } from '../entries/derived-id.ts';
import { publicEntryOf } from '../entries/projection.ts';
import type { ConversationState, Settled } from '../entries/state.ts';
import { isVisitor } from '../entries/step.ts';
import { step } from '../entries/team-step.ts';
import {
  type AssignedBecause,
  type HoldReason,
  type Principal,
  principalOf,
  type Refusal,
  type Unsealed,
  type Who,
} from '../model.ts';
import type { Submitted } from '../submitted.ts';
import { type Times, timesOf } from './intention.ts';
import type { MarkMove } from './read-mark.ts';
import { readOutcome } from './reading.ts';
import { afterOutcome, refusalOf } from './refuse.ts';
import { overruledId, overtakenBy } from './overtaking.ts';
import { heldBecause } from './send-guard.ts';

/** An entry to be accepted: a person's, checked, or one of Parley's own from `decide`. */
export type Acceptable =
  | Exclude<Submitted, { kind: 'assigned' | 'woken' }>
  | (Extract<Submitted, { kind: 'assigned' }> & { because?: AssignedBecause })
  | (Extract<Submitted, { kind: 'woken' }> & { because?: 'due' });

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
  /** The entry named in `upTo`, `since`, `of` or `quote`. */
  referred?: KnownPlace | null;
  /** What became of the entry named in `after`. `pending`: it is on its way in this or an earlier group. */
  after?: 'accepted' | 'held' | 'refused' | 'pending' | 'unknown';
  /** Server's clock minus the device's, ms; 0 if the device did not say. */
  clockOffsetMs: number;
  /** Is this the id of an active account that may hold conversations? */
  isAgent(id: string): boolean;
  /** Is this the id of a group that was not removed? */
  isGroup(id: string): boolean;
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
      /** For an agent's `read` and `unread`: what becomes of their own mark (`read-mark.ts`). */
      mark?: MarkMove;
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
  const refused = refusalOf(state, entry, who, nowMs, known);
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
  if (entry.kind === 'unread') return unreadOutcome(state, base, known.referred ?? null);
  const ofPublic = typeof known.referred?.publicNumber === 'number';
  const overtook = overtakenBy(state, entry, base.by, known);
  const meant = { id: entry.id, kind: entry.kind, intendedAtMs: base.intendedAtMs };
  const overrules =
    overtook === null ? overruledId(state, meant, base.by, known.seen?.number ?? -1) : null;
  const marked = overrules === null ? base : { ...base, overrules };
  return appended(state, withWords(entry, marked, overtook), ofPublic);
}

/** Moves nothing but its author's own mark (SPEC L15). */
function unreadOutcome(state: ConversationState, base: Base, from: KnownPlace | null): Outcome {
  if (!from) return { kind: 'refused', reason: 'no-such-entry', field: 'since' };
  const { number, acceptedAtMs } = from;
  const mark = { kind: 'unread', from: number, intendedAtMs: base.intendedAtMs } as const;
  return { kind: 'accepted', entries: [], state, number, acceptedAtMs, mark };
}

type Base = Pick<
  Unsealed,
  'id' | 'by' | 'byName' | 'acceptedAtMs' | 'writtenAtMs' | 'intendedAtMs' | 'overrules'
>;

function baseOf(entry: Acceptable, who: Who, times: Times): Base {
  const { acceptedAtMs, writtenAtMs, intendedAtMs } = times;
  const by = principalOf(who);
  const base = { id: entry.id, by, acceptedAtMs, writtenAtMs, intendedAtMs };
  return who.kind === 'agent' ? { ...base, byName: who.name } : base;
}

function withWords(
  entry: Exclude<Acceptable, { kind: 'read' | 'unread' }>,
  base: Base,
  overtook: string | null,
): Unsealed {
  const overtakenBy = overtook ?? undefined;
  switch (entry.kind) {
    case 'message': {
      const { kind, text, channel = 'chat', draft, quote } = entry;
      return {
        ...{ ...base, kind, text, channel },
        ...(draft !== undefined && { draft }),
        ...(quote !== undefined && { quote }),
      };
    }
    case 'comment': {
      const { kind, text, quote } = entry;
      return { ...base, kind, text, ...(quote !== undefined && { quote }) };
    }
    case 'assigned': {
      const { kind, agent, because } = entry;
      return { ...base, kind, agent, ...(because !== undefined && { because }) };
    }
    case 'grouped':
      return { ...base, kind: entry.kind, group: entry.group };
    case 'joined':
      return { ...base, kind: entry.kind, agent: entry.agent };
    case 'left':
      return { ...base, kind: entry.kind, agent: entry.agent, ...(overtakenBy && { overtakenBy }) };
    case 'tagged':
      return { ...base, kind: entry.kind, tag: entry.tag };
    case 'untagged':
      return { ...base, kind: entry.kind, tag: entry.tag, ...(overtakenBy && { overtakenBy }) };
    case 'closed':
    case 'binned':
      return { ...base, kind: entry.kind, ...(overtakenBy && { overtakenBy }) };
    case 'snoozed': {
      const { kind, untilMs, evenIfReply } = entry;
      return {
        ...{ ...base, kind, untilMs },
        ...(evenIfReply && { evenIfReply }),
        ...(overtakenBy && { overtakenBy }),
      };
    }
    case 'woken': {
      const because = 'because' in entry ? entry.because : undefined;
      return { ...base, kind: entry.kind, ...(because !== undefined && { because }) };
    }
    case 'blocked': {
      const { kind, mode, untilMs, why } = entry;
      return { ...base, kind, mode, untilMs, ...(why && { why }) };
    }
    case 'merged':
      return { ...base, kind: entry.kind, with: entry.with, side: entry.side };
    case 'unmerged':
      return { ...base, kind: entry.kind, with: entry.with };
    case 'edited':
      return { ...base, kind: entry.kind, of: entry.of, text: entry.text };
    case 'unsent':
      return { ...base, kind: entry.kind, of: entry.of };
    case 'reacted':
      return { ...base, kind: entry.kind, of: entry.of, emoji: entry.emoji, on: entry.on };
    case 'delivery': {
      const { kind, of, state, reason } = entry;
      return { ...base, kind, of, state, ...(reason !== undefined && { reason }) };
    }
    case 'missed':
      return { ...base, kind: entry.kind, turn: entry.turn };
    case 'taken':
    case 'reopened':
    case 'waived':
    case 'restored':
    case 'unblocked':
      return { ...base, kind: entry.kind };
  }
}

/** The entry, and what it brings with it at once: reopening (R4, C2), coming back from the bin (R6). */
function appended(state: ConversationState, entry: Unsealed, ofPublic: boolean): Outcome {
  const entries: AcceptedDraft[] = [];
  const append = (before: ConversationState, next: Unsealed): ConversationState => {
    const after = step(before, next, before.count, noReading);
    const changesStatus = before.status.value !== after.status.value;
    entries.push({ entry: next, publicEntry: publicEntryOf(next, { changesStatus, ofPublic }) });
    return after;
  };
  let after = append(state, entry);
  const because = whyReopen(after, entry);
  if (because) after = append(after, followingEntry(entry, 'reopened', because, after.status));
  const restored = whyRestore(after, entry);
  if (restored) after = append(after, followingEntry(entry, 'restored', restored, after.bin));
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

type Restoring = 'message' | 'unseen-message';

/** Nothing that somebody says to somebody is lost in the bin (R6). */
function whyRestore(after: ConversationState, entry: Unsealed): Restoring | null {
  const isBinned = after.bin.value;
  if (entry.kind === 'message' && isBinned) return 'message';
  const isOvertaken = entry.kind === 'binned' && entry.overtakenBy !== undefined;
  return isOvertaken && !isBinned ? 'unseen-message' : null;
}

/**
 * The intention is that of the message: whoever closes or bins after seeing it intends it later. Whoever did so before
 * it came, though it was written earlier, had not seen it, and is told (R4, R6). `undone`: what it undoes.
 */
function followingEntry(
  cause: Unsealed,
  kind: 'reopened' | 'restored',
  because: Reopening | Restoring,
  undone: Pick<Settled<unknown>, 'entry' | 'acceptedAtMs'>,
): Unsealed {
  // Two may follow one message; each is later than what is before it.
  const acceptedAtMs = cause.acceptedAtMs + (kind === 'reopened' ? 1 : 2);
  const isUnseen = cause.kind === 'message' && cause.writtenAtMs <= undone.acceptedAtMs;
  return {
    id: derivedId(`${kind}/${cause.id}`),
    kind,
    by: 'parley',
    acceptedAtMs,
    writtenAtMs: acceptedAtMs,
    intendedAtMs: cause.acceptedAtMs,
    ...(isUnseen && { overrules: undone.entry }),
    because,
  } as Unsealed;
}

function noReading(): undefined {
  return undefined;
}
