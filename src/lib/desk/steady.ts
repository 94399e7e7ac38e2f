/**
 * The order in which a list is drawn, so that nothing moves under the pointer (UX rule 6, SPEC L6, L8): while
 * somebody points at the list or reads further down, what is shown stays where it is and arrivals wait above; and a
 * row that no longer belongs stays greyed for a while instead of vanishing. Pure.
 */

export interface SteadyOrder {
  ids: readonly string[];
  /** Conversations that would stand above or between: told by the pill, shown when it is pressed. */
  waitingAbove: number;
}

export interface Steadiness {
  /** The list is hovered, focused or scrolled. */
  isHeld: boolean;
  /** A row that left the list but is still drawn, greyed. */
  stays(id: string): boolean;
}

/** `shown`: what was drawn last, or null at the start. `fresh`: how the list would be with nobody looking. */
export function steadyOrder(
  shown: readonly string[] | null,
  fresh: readonly string[],
  { isHeld, stays }: Steadiness,
): SteadyOrder {
  if (shown === null || shown.length === 0 || shown === fresh) {
    return { ids: fresh, waitingAbove: 0 };
  }
  const belongs = new Set(fresh);
  if (!isHeld) return { ids: withLeaving(shown, fresh, belongs, stays), waitingAbove: 0 };

  const kept = shown.filter((id) => belongs.has(id) || stays(id));
  const isShown = new Set(kept);
  const lastShown = fresh.findLastIndex((id) => isShown.has(id));
  // Below everything shown there is nothing to push away.
  const below = fresh.slice(lastShown + 1);
  const above = fresh.slice(0, lastShown + 1).filter((id) => !isShown.has(id));
  return { ids: [...kept, ...below], waitingAbove: above.length };
}

/** The fresh order, with rows that are on their way out each after the row it stood under. */
function withLeaving(
  shown: readonly string[],
  fresh: readonly string[],
  belongs: ReadonlySet<string>,
  stays: (id: string) => boolean,
): readonly string[] {
  const leaving = shown.filter((id) => !belongs.has(id) && stays(id));
  if (leaving.length === 0) return fresh;
  const ids = [...fresh];
  for (const id of leaving) {
    const above = shown.slice(0, shown.indexOf(id)).findLast((other) => ids.includes(other));
    ids.splice(above === undefined ? 0 : ids.indexOf(above) + 1, 0, id);
  }
  return ids;
}
