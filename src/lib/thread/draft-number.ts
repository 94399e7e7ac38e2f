/** Which numbered draft is open for writing (DESIGN 2, SPEC W13). Pure. */
import type { Conversation, ThreadItem } from '#domain/entries/fold.ts';
import type { Channel, Summary } from '#domain/model.ts';

/**
 * The number after the last one sent, by the log, by the row, or by something of mine that is held or refused: its
 * number may still be used when its author decides, so the next text gets another.
 */
export function openDraftNumber(
  conversation: Conversation,
  summary: Summary | null,
  channel: Channel,
): number {
  const mine = conversation.items.flatMap((item) =>
    'pending' in item && item.pending.entry.kind === 'message'
      ? [item.pending.entry.draft ?? 0]
      : [],
  );
  return Math.max(
    1,
    summary?.drafts[channel] ?? 1,
    (conversation.state.draftsSent[channel]?.number ?? 0) + 1,
    ...mine.map((number) => number + 1),
  );
}

/** What was sent of a numbered draft, or null if it is not in the log. */
export function sentTextOf(
  items: readonly ThreadItem[],
  channel: Channel,
  number: number,
): string | null {
  for (const item of items.toReversed()) {
    const entry = item.state === 'accepted' ? item.entry : waitingEntry(item);
    if (entry?.kind !== 'message' || entry.draft !== number) continue;
    if ((entry.channel ?? 'chat') === channel) return entry.text;
  }
  return null;
}

/** What waits will most likely be sent; what was held or refused was not. */
function waitingEntry(item: ThreadItem) {
  return item.state === 'waiting' ? item.pending.entry : null;
}
