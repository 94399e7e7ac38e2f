/**
 * What a closing, binning or removal loses to: something others did that its author had not seen. The entry enters the
 * log all the same and says what overtook it, so that every order of arrival ends alike. SPEC R4, R5, R6.
 */
import type { ConversationState, Place } from '../entries/state.ts';
import type { Principal } from '../model.ts';
import type { Acceptable, Known } from './accept.ts';

/** Id of what overtook this entry, or null if nothing did, or nothing can. */
export function overtakenBy(
  state: ConversationState,
  entry: Acceptable,
  by: Principal,
  known: Pick<Known, 'seen'>,
): string | null {
  const seenNumber = known.seen?.number ?? -1;
  const unseen = (place: (Place & { by?: Principal }) | null | undefined): string | null =>
    place && place.by !== by && place.number > seenNumber ? place.id : null;
  switch (entry.kind) {
    case 'closed':
      return unseen(state.lastVisitorMessage);
    case 'binned': {
      const { lastReply, lastReplyByOther } = state;
      const colleagues = lastReply?.by === by ? lastReplyByOther : lastReply;
      return unseen(state.lastVisitorMessage) ?? unseen(colleagues);
    }
    case 'left':
      return unseen(state.participants[entry.agent]);
    case 'untagged':
      return unseen(state.tags[entry.tag]);
    default:
      return null;
  }
}
