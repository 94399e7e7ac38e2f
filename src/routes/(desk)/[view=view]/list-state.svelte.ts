/** What one list shows and where in it the person is: filter, order, the row that Tab reaches, next and previous. */
import { createContext } from 'svelte';
import type { Desk } from '$lib/desk/desk.svelte.ts';
import { SteadyList } from '$lib/desk/steady-list.svelte.ts';
import {
  isInView,
  isInWhich,
  listed,
  longestWaiting,
  type View,
  type Which,
} from '$lib/desk/views.ts';

export class ListState {
  which = $state<Which>('open');
  /** The row that had the focus last. */
  focused = $state<string | null>(null);
  readonly steady: SteadyList;

  readonly #desk: Desk;
  readonly #place: () => { view: View; opened: string | null };

  constructor(desk: Desk, place: () => { view: View; opened: string | null }) {
    this.#desk = desk;
    this.#place = place;
    this.steady = new SteadyList(() => ({
      key: `${this.view} ${this.which}`,
      fresh: this.#fresh,
      exists: (id) => desk.summaries.has(id),
      opened: this.opened,
    }));
  }

  get view(): View {
    return this.#place().view;
  }
  get opened(): string | null {
    return this.#place().opened;
  }
  get ids(): readonly string[] {
    return this.steady.order.ids;
  }

  readonly #fresh: readonly string[] = $derived.by(() =>
    listed(this.#desk.summaries.values(), {
      view: this.view,
      which: this.which,
      me: this.#desk.me,
    }),
  );

  isLeaving(id: string): boolean {
    const summary = this.#desk.summaries.get(id);
    return (
      !summary || !isInView(summary, this.view, this.#desk.me) || !isInWhich(summary, this.which)
    );
  }

  /** One tab stop for the whole list: where the focus was, else the open one, else the first. */
  readonly tabStop: string | null = $derived.by(() => {
    const { ids } = this;
    for (const id of [this.focused, this.opened]) if (id !== null && ids.includes(id)) return id;
    return ids[0] ?? null;
  });

  /** The neighbour of a row, `steps` further down; stops at the ends. */
  neighbour(of: string | null, steps: number): string | null {
    const { ids } = this;
    const at = of === null ? -1 : ids.indexOf(of);
    if (at === -1) return ids[0] ?? null;
    return ids[Math.min(Math.max(at + steps, 0), ids.length - 1)] ?? null;
  }

  longestWaiting(): string | null {
    const { me, summaries } = this.#desk;
    return longestWaiting(summaries.values(), { view: this.view, me, except: this.opened });
  }
}

export const [useListState, setListState] = createContext<ListState>();
