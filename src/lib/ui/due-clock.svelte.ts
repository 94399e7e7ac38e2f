/**
 * A clock that templates may read, which ticks when something is due and not before: whoever reads it says until when
 * what it read is true. Of all that was said the earliest counts; after a tick everybody reads and says it anew.
 */
import { createSubscriber } from 'svelte/reactivity';

/** Browsers' timers count in 32 bits. */
const timerMsMax = 2 ** 31 - 1;

export class DueClock {
  readonly #read: () => number;
  readonly #track: () => void;
  #dueAtMs = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tick: () => void = () => undefined;

  constructor(read: () => number) {
    this.#read = read;
    this.#track = createSubscriber((update) => {
      this.#tick = update;
      this.#wait();
      return () => {
        clearTimeout(this.#timer);
        this.#tick = () => undefined;
        this.#dueAtMs = Infinity;
      };
    });
  }

  get ms(): number {
    this.#track();
    return this.#read();
  }

  /** What was read is true until then. */
  expect(atMs: number): void {
    if (atMs >= this.#dueAtMs) return;
    this.#dueAtMs = atMs;
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#dueAtMs === Infinity) return;
    const afterMs = Math.min(Math.max(0, this.#dueAtMs - this.#read()), timerMsMax);
    this.#timer = setTimeout(() => {
      this.#dueAtMs = Infinity;
      this.#tick();
    }, afterMs);
  }
}
