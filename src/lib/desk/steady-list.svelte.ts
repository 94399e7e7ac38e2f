/** A list that holds still while somebody looks at it. What is held, and what is on its way out, is kept here. */
import { Leaving, leavingForMs } from './leaving.ts';
import { steadyOrder, type SteadyOrder } from './steady.ts';

export interface ListAsked {
  /** Another view or filter is another list: it starts fresh. */
  key: string;
  fresh: readonly string[];
  /** Still a conversation at all. */
  exists(id: string): boolean;
  /** In the window: it stays in the list until another one is opened. */
  opened: string | null;
}

export class SteadyList {
  isHovered = $state(false);
  isFocused = $state(false);
  isScrolled = $state(false);
  #beat = $state(0);

  #key = '';
  #shown: readonly string[] | null = null;
  #leaving = new Leaving();
  readonly #ask: () => ListAsked;

  constructor(ask: () => ListAsked) {
    this.#ask = ask;
  }

  /** Follows from the last order as well as from the rows: that memory is the point of it. */
  readonly order: SteadyOrder = $derived.by(() => {
    void this.#beat;
    const { key, fresh, exists, opened } = this.#ask();
    if (key !== this.#key) {
      this.#key = key;
      this.#shown = null;
      this.#leaving = new Leaving();
    }
    if (this.#leaving.note(this.#shown ?? [], fresh, Date.now()) > 0) {
      setTimeout(() => (this.#beat += 1), leavingForMs);
    }
    const order = steadyOrder(this.#shown, fresh, {
      isHeld: this.isHovered || this.isFocused || this.isScrolled,
      stays: (id) => exists(id) && (id === opened || this.#leaving.has(id, Date.now())),
    });
    this.#shown = order.ids;
    return order;
  });

  /** Lets what waits above take its place. */
  settle(): void {
    this.#shown = null;
    this.#beat += 1;
  }
}
