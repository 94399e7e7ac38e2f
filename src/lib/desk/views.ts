/**
 * Which conversations a place shows, through which filter and in what order (SPEC L2, L5-L7, L16, L19). Pure; the same
 * functions make the rows and the counts beside the navigation, so the two can never disagree.
 */
import { channels, type Channel, type Summary } from '#domain/model.ts';
import type { ListRule } from './ordered-list.ts';

/** The places that everybody has. */
export const fixedViews = [
  'mine',
  'unassigned',
  'all',
  'mentions',
  'drafts',
  'missed',
  'attention',
] as const;
export type FixedView = (typeof fixedViews)[number];
/** With a group's place and that of a saved view: what stands in the address. */
export type View = FixedView | `group-${string}` | `view-${string}`;

export function isView(value: unknown): value is View {
  if (typeof value !== 'string') return false;
  return (fixedViews as readonly string[]).includes(value) || /^(group|view)-[\w-]+$/.test(value);
}

/** The group or saved view that a place is of; null for the fixed ones. */
export function recordOf(view: View): { table: 'group' | 'view'; id: string } | null {
  const found = /^(group|view)-(.+)$/.exec(view);
  return found ? { table: found[1] as 'group' | 'view', id: found[2]! } : null;
}

export const whiches = ['open', 'snoozed', 'closed', 'everything', 'blocked', 'bin'] as const;
/** The choice of the "Open" filter. */
export type Which = (typeof whiches)[number];

export const orders = ['newest', 'oldest', 'waiting'] as const;
export type Order = (typeof orders)[number];

export interface Filter {
  which: Which;
  /** Null: all of them. */
  channel: Channel | null;
  /** Only those in which somebody waits for a reply (L16). */
  needsReply: boolean;
  /** Only those with this tag. */
  tag: string | null;
  order: Order;
}

export const usualFilter: Filter = {
  which: 'open',
  channel: null,
  needsReply: false,
  tag: null,
  order: 'newest',
};

/** What a list must know beside the rows. A set is another object whenever something in it has changed. */
export interface ViewFacts {
  /** Id of the agent who looks. */
  me: string;
  /** Conversations that mention me. */
  mentioned: Ids;
  drafted: Ids;
  /** With replies of mine that were held or refused. */
  attention: Ids;
  /** Red now, or answered late today (M1). */
  missed: Ids;
  /** Null for a saved view that is not there. */
  saved(id: string): SavedView | null;
}

export interface Ids extends Iterable<unknown> {
  has(id: string): boolean;
}

/** A filter that was kept under a name: a place, and what it shows there. */
export interface SavedView {
  base: FixedView | `group-${string}`;
  filter: Filter;
}

/** Whether a row is in a place, whatever the filter. */
export type PlaceTest = (summary: Summary) => boolean;

/** The test of a place, for many rows: what it depends on beside the row is read once. */
export function placeTest(view: View, facts: ViewFacts): PlaceTest {
  const isThere = testOf(view, facts);
  // Words of a merged one are shown in another one's thread.
  return (summary) => summary.mergedInto === null && isThere(summary);
}

function testOf(view: View, facts: ViewFacts): PlaceTest {
  const among =
    (ids: Ids): PlaceTest =>
    ({ id }) =>
      ids.has(id);
  switch (view) {
    case 'mine': {
      const { me } = facts;
      return ({ agent, participants }) => agent === me || participants.includes(me);
    }
    case 'unassigned':
      return ({ agent }) => agent === null;
    case 'all':
      return () => true;
    case 'mentions':
      return among(facts.mentioned);
    case 'drafts':
      return among(facts.drafted);
    case 'missed':
      return among(facts.missed);
    case 'attention':
      return among(facts.attention);
  }
  const { table, id } = recordOf(view)!;
  if (table === 'group') return ({ group }) => group === id;
  const saved = facts.saved(id);
  return saved === null ? () => false : testOf(saved.base, facts);
}

export function isInWhich(summary: Summary, which: Which): boolean {
  const isBinned = summary.binnedAtMs !== null;
  const isBlocked = summary.blocked !== null;
  switch (which) {
    case 'bin':
      return isBinned;
    case 'blocked':
      return isBlocked && !isBinned;
    case 'everything':
      return !isBinned;
    case 'closed':
      return summary.status === 'closed' && !isBinned;
    case 'snoozed':
      return summary.status === 'open' && summary.snoozed !== null && !isBinned && !isBlocked;
    case 'open':
      return summary.status === 'open' && summary.snoozed === null && !isBinned && !isBlocked;
  }
}

/** `filter.order` says nothing here. */
export function isInFilter(summary: Summary, filter: Filter): boolean {
  return (
    isInWhich(summary, filter.which) &&
    (filter.channel === null || summary.channel === filter.channel) &&
    (!filter.needsReply || summary.waiting !== null) &&
    (filter.tag === null || summary.tags.includes(filter.tag))
  );
}

/** The filter of a place: what is chosen there, or what was saved with it. */
export function filterOf(
  view: View,
  chosen: Filter | undefined,
  facts: Pick<ViewFacts, 'saved'>,
): Filter {
  if (chosen) return chosen;
  const record = recordOf(view);
  if (record?.table === 'view') return facts.saved(record.id)?.filter ?? usualFilter;
  return showsEverything(view) ? { ...usualFilter, which: 'everything' } : usualFilter;
}

/** Words of mine, or about me, are mine to look at whatever became of their conversation; what was missed was missed. */
export function showsEverything(view: View): boolean {
  return ['mentions', 'drafts', 'missed', 'attention'].includes(view);
}

/** What a place shows by itself, with nothing chosen: for its count. */
export function usualTest(view: View, facts: ViewFacts): PlaceTest {
  const isThere = placeTest(view, facts);
  const filter = filterOf(view, undefined, facts);
  return (summary) => isInFilter(summary, filter) && isThere(summary);
}

/** What makes a list: which rows are in it, and their order. */
export function listRule(view: View, filter: Filter, facts: ViewFacts): ListRule {
  const isThere = placeTest(view, facts);
  return {
    isIn: (summary) => isInFilter(summary, filter) && isThere(summary),
    compare: comparing[filter.order],
  };
}

/** Ties by id, so that nothing swaps places by chance (L7). Only public messages count as activity. */
const comparing: Record<Order, (a: Summary, b: Summary) => number> = {
  newest: (a, b) => b.activeAtMs - a.activeAtMs || byId(a, b),
  oldest: (a, b) => a.activeAtMs - b.activeAtMs || byId(a, b),
  // Whoever waits, longest first; then the others, newest first.
  waiting: (a, b) =>
    (a.waiting?.sinceMs ?? Infinity) - (b.waiting?.sinceMs ?? Infinity) || newestFirst(a, b),
};

function newestFirst(a: Summary, b: Summary): number {
  return b.activeAtMs - a.activeAtMs || byId(a, b);
}

function byId(a: Summary, b: Summary): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * The next who waits after the one that is open, longest first, round and round; `steps: -1` goes back (keys N and
 * Shift N). Null where nobody waits.
 */
export function nextWaiting(
  summaries: Iterable<Summary>,
  {
    view,
    facts,
    from,
    steps,
  }: { view: View; facts: ViewFacts; from: string | null; steps: 1 | -1 },
): string | null {
  const { isIn, compare } = listRule(
    view,
    { ...usualFilter, needsReply: true, order: 'waiting' },
    facts,
  );
  const ids = [...summaries]
    .filter(isIn)
    .sort(compare)
    .map(({ id }) => id);
  const at = from === null ? -1 : ids.indexOf(from);
  if (at === -1) return ids.at(steps === 1 ? 0 : -1) ?? null;
  const next = ids[(at + steps + ids.length) % ids.length];
  return next === from ? null : (next ?? null);
}

/* ------------------------------------------------------------------ kept and saved */

/** As it is kept on this device and in a saved view's record: one flat object. Unknown values are the usual ones. */
export function filterFrom(kept: unknown): Filter {
  const { which, channel, needsReply, tag, order } = (
    typeof kept === 'object' && kept !== null ? kept : {}
  ) as Record<string, unknown>;
  return {
    which: whiches.find((each) => each === which) ?? usualFilter.which,
    channel: channels.find((each) => each === channel) ?? null,
    needsReply: needsReply === true,
    tag: typeof tag === 'string' ? tag : null,
    order: orders.find((each) => each === order) ?? usualFilter.order,
  };
}

export function isAlike(a: Filter, b: Filter): boolean {
  return (Object.keys(usualFilter) as (keyof Filter)[]).every((key) => a[key] === b[key]);
}
