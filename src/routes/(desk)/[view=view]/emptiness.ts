/**
 * What an empty list says, and where somebody is waiting instead (UX 14, 19.27): the truth about why it is empty, never
 * a cheer. Pure.
 */
import { recordOf, type Filter, type View } from '$lib/desk/views.ts';
import type { Words } from '$lib/words/words.ts';

export interface EmptinessFacts {
  view: View;
  filter: Filter;
  /** Somebody narrowed it further than the place itself does. */
  isNarrowed: boolean;
  /** No conversation at all is on this device. */
  isBare: boolean;
  isOffline: boolean;
  /** The place is of a group or a saved view that is not there. */
  isGone: boolean;
  /** How many wait in Unassigned, and how many of this place sleep. */
  unassigned: number;
  asleep: number;
}

export interface Emptiness {
  title: string;
  how: string | null;
  offer: 'usual' | 'demo' | 'unassigned' | 'asleep' | null;
}

export function emptinessOf(facts: EmptinessFacts, { list }: Words): Emptiness {
  const { view, filter, unassigned, asleep } = facts;
  const words = list.empty;
  const says = (
    title: string,
    how: string | null = null,
    offer: Emptiness['offer'] = null,
  ): Emptiness => ({ title, how, offer });

  if (facts.isGone) return says(words.gone, words.goneHow);
  if (facts.isBare && facts.isOffline) return says(words.offline, words.offlineHow);
  if (facts.isNarrowed) return says(words.filtered, null, 'usual');
  const { which } = filter;
  if (which !== 'open' && which !== 'everything') return says(words[which]);
  if (view === 'mentions') return says(words.mentions, words.mentionsHow);
  if (view === 'drafts') return says(words.drafts, words.draftsHow);
  if (view === 'missed') return says(words.missed, words.missedHow);
  if (view === 'attention') return says(words.attention);
  if (facts.isBare) return says(words.all, words.allHow, 'demo');
  if (which === 'everything') return says(words.nothing);
  if (view === 'mine' && unassigned > 0) {
    return says(words.mine, words.wait(unassigned), 'unassigned');
  }
  const sleeping = asleep > 0 ? words.asleep(asleep) : null;
  const offer = asleep > 0 ? 'asleep' : null;
  if (view === 'mine') return says(words.mine, sleeping, offer);
  if (view === 'unassigned') return says(words.unassigned, sleeping, offer);
  if (recordOf(view)?.table === 'group') return says(words.group, sleeping, offer);
  return says(words.allOpen, sleeping, offer);
}
