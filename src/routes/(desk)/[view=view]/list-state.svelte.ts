/** What one list shows and where in it the person is: filter, order, the row that Tab reaches, what is selected. */
import { createContext } from 'svelte';
import type { Desk } from '$lib/desk/desk.svelte.ts';
import { keepFilters, keptFilters } from '$lib/desk/kept-filters.ts';
import { SteadyList } from '$lib/desk/steady-list.svelte.ts';
import { OrderedList, type ListRule } from '$lib/desk/ordered-list.ts';
import {
  filterOf,
  isAlike,
  listRule,
  nextWaiting,
  type Filter,
  type View,
} from '$lib/desk/views.ts';
import { Selection } from './selection.svelte.ts';

export class ListState {
  /** The row that had the focus last. */
  focused = $state<string | null>(null);
  /** Shown in the window only to be looked at: it counts as not opened (UX 16, Space). */
  peeked = $state<string | null>(null);
  readonly steady: SteadyList;
  readonly selection = new Selection();
  /** What was chosen in each place, kept for this device. */
  #chosen = $state.raw<Readonly<Partial<Record<View, Filter>>>>(keptFilters());

  readonly #desk: Desk;
  readonly #place: () => { view: View; opened: string | null };

  constructor(desk: Desk, place: () => { view: View; opened: string | null }) {
    this.#desk = desk;
    this.#place = place;
    this.steady = new SteadyList(() => ({
      key: `${this.view} ${JSON.stringify(this.filter)}`,
      fresh: this.fresh,
      exists: (id) => desk.threadRows.has(id),
      opened: this.opened,
    }));
  }

  // Derived, so that going from one conversation to the next is not another place.
  readonly view: View = $derived.by(() => this.#place().view);
  readonly opened: string | null = $derived.by(() => this.#place().opened);

  get ids(): readonly string[] {
    return this.steady.order.ids;
  }

  readonly filter: Filter = $derived.by(() =>
    filterOf(this.view, this.#chosen[this.view], this.#desk.inbox),
  );
  /** Something was chosen that the place does not show by itself. */
  readonly isChosen: boolean = $derived.by(() => !isAlike(this.filter, this.#usual));
  /** By channel, tag or who waits: fewer rows than which ones alone would be. */
  readonly isNarrowed: boolean = $derived.by(
    () =>
      !isAlike({ ...this.filter, which: this.#usual.which, order: this.#usual.order }, this.#usual),
  );
  get #usual(): Filter {
    return filterOf(this.view, undefined, this.#desk.inbox);
  }
  choose(change: Partial<Filter>): void {
    this.#chosen = { ...this.#chosen, [this.view]: { ...this.filter, ...change } };
    keepFilters(this.#chosen);
  }
  /** Back to what the place shows by itself. */
  chooseUsual(): void {
    const { [this.view]: _gone, ...others } = this.#chosen;
    this.#chosen = others;
    keepFilters(others);
  }

  readonly #ordered = new OrderedList();
  readonly #rule: ListRule = $derived.by(() => listRule(this.view, this.filter, this.#desk.inbox));
  /** The rows that belong here now, whoever looks. */
  readonly fresh: readonly string[] = $derived.by(() =>
    this.#ordered.look(this.#desk.threadRows, this.#rule),
  );

  isLeaving(id: string): boolean {
    const row = this.#desk.threadRows.get(id);
    return !row || !this.#rule.isIn(row);
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

  nextWaiting(steps: 1 | -1): string | null {
    const { inbox, threadRows } = this.#desk;
    const from = this.opened ?? this.focused;
    return nextWaiting(threadRows.values(), { view: this.view, facts: inbox, from, steps });
  }

  /** What an action is for: what is selected, else what is in the window, else where the focus is. */
  get targets(): readonly string[] {
    if (this.selection.size > 0) return this.ids.filter((id) => this.selection.has(id));
    const one = this.opened ?? this.focused;
    return one === null ? [] : [one];
  }
}

export const [useListState, setListState] = createContext<ListState>();
