/** A clock that templates may read: what depends on it is drawn again at each tick, and only while it is on screen. */
import { createSubscriber } from 'svelte/reactivity';

export class Ticking {
  readonly #read: () => number;
  readonly #track: () => void;

  constructor(read: () => number, everyMs: number) {
    this.#read = read;
    this.#track = createSubscriber((update) => {
      const interval = setInterval(update, everyMs);
      return () => clearInterval(interval);
    });
  }

  get ms(): number {
    this.#track();
    return this.#read();
  }
}
