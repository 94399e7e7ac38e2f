/**
 * Read marks: an agent's own mark moves with every reading; the log hears of it only when a side has read something
 * the other side wrote and had not been told of. So a log has at most one `read` per side and turn. DESIGN 2.
 */
import { publicEntryOf } from '../entries/projection.ts';
import type { ConversationState, Place } from '../entries/state.ts';
import { isAgent, isVisitor } from '../entries/step.ts';
import { step } from '../entries/team-step.ts';
import type { Unsealed, Who } from '../model.ts';
import type { KnownPlace, Outcome } from './accept.ts';

type Read = Extract<Unsealed, { kind: 'read' }>;

/** `upTo`: where the entry that was read stands; null if nothing is known of it here. */
export function readOutcome(
  state: ConversationState,
  read: Read,
  who: Who,
  upTo: KnownPlace | null,
): Outcome {
  // For a visitor what is not in the transcript does not exist.
  const isThere = upTo !== null && (who.kind !== 'visitor' || upTo.publicNumber !== null);
  if (!isThere) return { kind: 'refused', reason: 'no-such-entry', field: 'upTo' };
  const { number: upToNumber } = upTo;
  const { intendedAtMs } = read;
  const mark =
    who.kind === 'agent'
      ? { mark: { kind: 'read', number: upToNumber, intendedAtMs } as const }
      : {};
  const covered = coveredBy(state, read, who, upTo);
  if (!covered) {
    const { acceptedAtMs } = upTo;
    return { kind: 'accepted', entries: [], state, number: upTo.number, acceptedAtMs, ...mark };
  }
  const { count: number } = state;
  // The visitor may not even learn the id of a comment.
  const publicEntry = publicEntryOf({ ...read, upTo: covered }, { changesStatus: false });
  return {
    kind: 'accepted',
    entries: [{ entry: read, publicEntry }],
    state: step(state, read, number, () => upTo.number),
    number,
    acceptedAtMs: read.acceptedAtMs,
    ...mark,
  };
}

/** Id of the public entry up to which it is new, or null if the other side already knows. */
function coveredBy(
  state: ConversationState,
  read: Read,
  who: Who,
  upTo: KnownPlace,
): string | null {
  if (who.kind === 'visitor') {
    const isNew = isCovered(state.unreadByVisitor, state.readByVisitor, isAgent(upTo.by), upTo);
    return isNew ? read.upTo : null;
  }
  if (!isCovered(state.unreadByTeam, state.readByTeam, isVisitor(upTo.by), upTo)) return null;
  if (upTo.publicNumber !== null) return read.upTo;
  const { lastVisitorMessage: last, unreadByTeam: first } = state;
  return last && last.number <= upTo.number ? last.id : (first?.id ?? null);
}

function isCovered(
  unread: Place | null,
  read: Place | null,
  isOtherSides: boolean,
  upTo: KnownPlace,
): boolean {
  if (!unread || upTo.number <= (read?.number ?? -1)) return false;
  return unread.number <= upTo.number || isOtherSides;
}
