/** Which rows are selected for doing something with all of them at once (SPEC L10). */
import { SvelteSet } from 'svelte/reactivity';
import { missingFrom } from './bulk.ts';

export class Selection {
  readonly #ids = new SvelteSet<string>();
  /** Where shift-click and Shift J start from. */
  #anchor: string | null = null;

  get size(): number {
    return this.#ids.size;
  }
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#anchor = id;
  }

  /** From where it was begun to here, in the order of the list. */
  extendTo(id: string, order: readonly string[]): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(id);
    if (to === -1) return;
    if (from === -1) this.#anchor = id;
    const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    for (const each of order.slice(first, last + 1)) this.#ids.add(each);
  }

  all(order: readonly string[]): void {
    for (const id of order) this.#ids.add(id);
  }

  clear(): void {
    this.#ids.clear();
    this.#anchor = null;
  }

  /** Keeps only what is still drawn. */
  keep(order: readonly string[]): void {
    if (this.#ids.size === 0) return;
    for (const id of missingFrom(order, [...this.#ids])) this.#ids.delete(id);
  }
}
