/**
 * What stands beside each place of the navigation: counted by the same tests that make its list (SPEC L2), and kept from
 * one look to the next, because of ten thousand rows one or two have changed (L22).
 */
import type { Summary } from '#domain/model.ts';
import { isInWhich, type PlaceTest, type View } from './views.ts';

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

/** A place, and whether a row is in it as it shows itself when nothing else is chosen. */
export interface Counted {
  view: View;
  isIn: PlaceTest;
}

type Dot = 'red' | 'violet' | 'none';

interface Known {
  summary: Summary;
  dot: Dot;
  /** Where it counts, by the place's index. */
  places: readonly number[];
}

const nowhere: readonly number[] = [];

export class TallyBook {
  #counted: readonly Counted[] = [];
  #knownById = new Map<string, Known>();
  #tallies: Tally[] = [];

  /** `counted`: another array whenever one of its tests would answer otherwise than before. */
  look(
    rows: ReadonlyMap<string, Summary>,
    counted: readonly Counted[],
    dotOf: (id: string) => Dot,
  ): ReadonlyMap<View, Tally> {
    if (counted !== this.#counted) {
      this.#counted = counted;
      this.#knownById = new Map();
      this.#tallies = counted.map(() => ({ ...noTally }));
    }
    const known = this.#knownById;
    for (const [id, summary] of rows) {
      const before = known.get(id);
      const dot = dotOf(id);
      if (before?.summary === summary && before.dot === dot) continue;
      if (before) this.#count(before, -1);
      const now = { summary, dot, places: this.#placesOf(summary) };
      this.#count(now, 1);
      known.set(id, now);
    }
    if (known.size > rows.size) {
      for (const [id, gone] of known) {
        if (rows.has(id)) continue;
        this.#count(gone, -1);
        known.delete(id);
      }
    }
    return new Map(counted.map(({ view }, index) => [view, { ...this.#tallies[index]! }]));
  }

  #placesOf(summary: Summary): readonly number[] {
    // Most rows are closed and count nowhere: they share one empty answer.
    const places = this.#counted.flatMap(({ isIn }, index) => (isIn(summary) ? [index] : []));
    return places.length === 0 ? nowhere : places;
  }

  #count({ summary, dot, places }: Known, by: 1 | -1): void {
    const isOpen = isInWhich(summary, 'open');
    for (const place of places) {
      const tally = this.#tallies[place]!;
      tally.rows += by;
      if (summary.waiting && isOpen) tally.waiting += by;
      if (isOpen && dot === 'red') tally.missed += by;
      if (isOpen && dot === 'violet') tally.fresh += by;
    }
  }
}
