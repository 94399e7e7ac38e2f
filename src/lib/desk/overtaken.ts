/**
 * A reply whose numbered draft a colleague sent first. The server says no to the draft, because a draft is sent once
 * (W13); to its author it is what any reply is that others overtook: kept back, and theirs to decide (O6).
 */
import type { Pending } from '#domain/entries/fold.ts';

export function isOvertaken({ answer, by }: Pending): boolean {
  return answer?.state === 'refused' && answer.reason === 'already-sent' && answer.by !== by;
}
