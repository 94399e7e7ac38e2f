/** What stands beside each place of the navigation: counted from the same rows that its list would show (SPEC L2). Pure. */
import type { Summary } from '#domain/model.ts';
import { isInFilter, isInView, isInWhich, type View, type ViewFacts } from './views.ts';

export interface Tally {
  /** Conversations that wait for a reply. */
  waiting: number;
  missed: number;
  /** Something new for me. */
  fresh: number;
  /** All that the place shows when nothing else is chosen. */
  rows: number;
}

export const noTally: Tally = { waiting: 0, missed: 0, fresh: 0, rows: 0 };

/** `dotOf`: asked only for rows that are open. */
export function talliesOf(
  summaries: Iterable<Summary>,
  views: readonly View[],
  facts: ViewFacts,
  dotOf: (summary: Summary) => 'red' | 'violet' | 'none',
): ReadonlyMap<View, Tally> {
  const tallies = new Map<View, Tally>(views.map((view) => [view, { ...noTally }]));
  const savedFilters = new Map(
    views.map((view) => [
      view,
      view.startsWith('view-') ? facts.saved(view.slice(5))?.filter : null,
    ]),
  );
  for (const summary of summaries) {
    const isOpen = isInWhich(summary, 'open');
    const dot = isOpen ? dotOf(summary) : 'none';
    for (const [view, tally] of tallies) {
      const saved = savedFilters.get(view);
      const isShown = saved ? isInFilter(summary, saved) : isOpen || view === 'attention';
      if (!isShown || !isInView(summary, view, facts)) continue;
      tally.rows += 1;
      if (summary.waiting && isOpen) tally.waiting += 1;
      if (dot === 'red') tally.missed += 1;
      if (dot === 'violet') tally.fresh += 1;
    }
  }
  return tallies;
}
