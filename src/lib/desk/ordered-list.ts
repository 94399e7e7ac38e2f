/**
 * The ids of a list in their order, kept from one look to the next: rows that changed are taken out and put where they
 * belong now (SPEC L7, L22). Another test or another order is another list, and is made whole.
 */
import type { Summary } from '#domain/model.ts';

export interface ListRule {
  /** Another function whenever it would answer otherwise than before. */
  isIn: (summary: Summary) => boolean;
  /** Never 0 but for the same row. */
  compare: (a: Summary, b: Summary) => number;
}

/** Above so many changes sorting the whole is cheaper than moving each. */
const movesMost = 64;

export class OrderedList {
  #rule: ListRule | null = null;
  #rows: ReadonlyMap<string, Summary> = new Map();
  #members: readonly Summary[] = [];
  #ids: readonly string[] = [];

  /** The same array while neither members nor their order have changed. */
  look(rows: ReadonlyMap<string, Summary>, rule: ListRule): readonly string[] {
    const isSameRule = rule.isIn === this.#rule?.isIn && rule.compare === this.#rule.compare;
    const changed = isSameRule ? changedIn(this.#rows, rows, movesMost) : null;
    const members = changed ? this.#moved(rows, rule, changed) : wholeList(rows, rule);
    const before = this.#ids;
    const isSame =
      before.length === members.length && members.every(({ id }, index) => id === before[index]);
    this.#rule = rule;
    this.#rows = rows;
    this.#members = members;
    if (!isSame) this.#ids = members.map(({ id }) => id);
    return this.#ids;
  }

  #moved(
    rows: ReadonlyMap<string, Summary>,
    { isIn, compare }: ListRule,
    changed: readonly string[],
  ): readonly Summary[] {
    if (changed.length === 0) return this.#members;
    const members = [...this.#members];
    // All that changed go out first: what is left is in order, and can be searched in.
    for (const id of changed) {
      const before = this.#rows.get(id);
      const at = before && isIn(before) ? placeIn(members, before, compare) : -1;
      if (before && members[at] === before) members.splice(at, 1);
    }
    for (const id of changed) {
      const now = rows.get(id);
      if (now && isIn(now)) members.splice(placeIn(members, now, compare), 0, now);
    }
    return members;
  }
}

function wholeList(
  rows: ReadonlyMap<string, Summary>,
  { isIn, compare }: ListRule,
): readonly Summary[] {
  return [...rows.values()].filter(isIn).sort(compare);
}

/** Ids of rows that came, went or changed; null for more than `most`. */
function changedIn(
  before: ReadonlyMap<string, Summary>,
  after: ReadonlyMap<string, Summary>,
  most: number,
): readonly string[] | null {
  if (before === after) return [];
  const changed: string[] = [];
  let kept = 0;
  for (const [id, summary] of after) {
    const known = before.get(id);
    if (known) kept += 1;
    if (known === summary) continue;
    changed.push(id);
    if (changed.length > most) return null;
  }
  if (kept < before.size) {
    for (const id of before.keys()) if (!after.has(id)) changed.push(id);
  }
  return changed.length > most ? null : changed;
}

/** Where a row stands, or would: the first place that does not come before it. */
function placeIn(members: readonly Summary[], row: Summary, compare: ListRule['compare']): number {
  let [low, high] = [0, members.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(members[middle]!, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
