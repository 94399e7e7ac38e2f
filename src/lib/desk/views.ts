/**
 * Which conversations a list shows and in what order (SPEC L2, L6, L7). Pure; the same functions make the rows
 * and the counts beside the navigation, so the two can never disagree.
 */
import type { Summary } from '#domain/model.ts';

export const views = ['mine', 'unassigned', 'all'] as const;
export type View = (typeof views)[number];

export function isView(value: unknown): value is View {
  return (views as readonly unknown[]).includes(value);
}

export const whiches = ['open', 'closed', 'everything'] as const;
/** The choice of the "Open" filter. */
export type Which = (typeof whiches)[number];

/** `me`: the id of the agent who looks. */
export function isInView(summary: Summary, view: View, me: string): boolean {
  switch (view) {
    case 'mine':
      return summary.agent === me;
    case 'unassigned':
      return summary.agent === null;
    case 'all':
      return true;
  }
}

export function isInWhich(summary: Summary, which: Which): boolean {
  return which === 'everything' || summary.status === which;
}

/** Newest public activity first, ties by id so that nothing swaps places by chance (L7). */
function newestFirst(a: Summary, b: Summary): number {
  return b.activeAtMs - a.activeAtMs || (a.id < b.id ? -1 : 1);
}

/** Ids of a list, in order. */
export function listed(
  summaries: Iterable<Summary>,
  { view, which, me }: { view: View; which: Which; me: string },
): string[] {
  return [...summaries]
    .filter((summary) => isInView(summary, view, me) && isInWhich(summary, which))
    .sort(newestFirst)
    .map((summary) => summary.id);
}

/** The one that has waited longest, of those in this view, or null (key N). */
export function longestWaiting(
  summaries: Iterable<Summary>,
  { view, me, except }: { view: View; me: string; except: string | null },
): string | null {
  let longest: Summary | null = null;
  for (const summary of summaries) {
    const isWaiting = summary.waiting !== null && summary.status === 'open';
    if (!isWaiting || summary.id === except || !isInView(summary, view, me)) continue;
    if (!longest || summary.waiting!.sinceMs < longest.waiting!.sinceMs) longest = summary;
  }
  return longest?.id ?? null;
}
