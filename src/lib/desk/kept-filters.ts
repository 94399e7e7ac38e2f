/** The filter that was chosen in each place, kept for this device: a reload shows the same list (SPEC L1, UX 19.24). */
import {
  filterFrom,
  isAlike,
  isView,
  showsEverything,
  usualFilter,
  type Filter,
  type View,
} from './views.ts';

const storageKey = 'parley-filters';

export type KeptFilters = Readonly<Partial<Record<View, Filter>>>;

export function keptFilters(): KeptFilters {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept)
        .filter(([view]) => isView(view))
        .map(([view, filter]) => [view, filterFrom(filter)]),
    );
  } catch {
    return {};
  }
}

export function keepFilters(filters: KeptFilters): void {
  const worth = Object.entries(filters).filter(
    // The usual filter of a saved view, or of a place that shows all it has, is not the usual one of the others.
    ([view, filter]) =>
      (filter && !isAlike(filter, usualFilter)) ||
      view.startsWith('view-') ||
      showsEverything(view as View),
  );
  try {
    localStorage.setItem(storageKey, JSON.stringify(Object.fromEntries(worth)));
  } catch {
    // It holds until the page is left.
  }
}
