/** The number beside a place, with its meaning for the ear, and the dot: the same in every place that shows them (L2). */
import type { Inbox } from '$lib/desk/inbox.svelte.ts';
import type { View } from '$lib/desk/views.ts';
import type { Words } from '$lib/words/words.ts';

export interface PlaceCount {
  count: number;
  spoken: string;
  dot: 'missed' | 'new' | null;
}

const nothing: PlaceCount = { count: 0, spoken: '', dot: null };

export function placeCount(
  place: View | 'visitors' | 'statistics' | 'settings',
  inbox: Pick<
    Inbox,
    'tally' | 'newMentions' | 'draftCount' | 'attentionCount' | 'missedCount' | 'visitorsOnline'
  >,
  { nav }: Words,
): PlaceCount {
  // All messages is a record, not a duty: nothing is counted there.
  if (place === 'all' || place === 'statistics' || place === 'settings') return nothing;
  if (place === 'visitors') {
    return { ...nothing, count: inbox.visitorsOnline, spoken: nav.online(inbox.visitorsOnline) };
  }
  const own = ownCountOf(place, inbox);
  if (own !== null) {
    const spoken = place === 'mentions' ? nav.unread(own) : nav.inIt(own);
    return { ...nothing, count: own, spoken };
  }
  const { rows, waiting, missed, fresh } = inbox.tally(place);
  const dot = missed > 0 ? 'missed' : fresh > 0 ? 'new' : null;
  if (place.startsWith('view-')) return { count: rows, spoken: nav.inIt(rows), dot };
  return { count: waiting, spoken: nav.waiting(waiting), dot };
}

/** Of the places that are made of a few named conversations. */
function ownCountOf(
  place: View,
  inbox: Pick<Inbox, 'newMentions' | 'draftCount' | 'attentionCount' | 'missedCount'>,
): number | null {
  switch (place) {
    case 'mentions':
      return inbox.newMentions;
    case 'drafts':
      return inbox.draftCount;
    case 'missed':
      return inbox.missedCount;
    case 'attention':
      return inbox.attentionCount;
    default:
      return null;
  }
}
