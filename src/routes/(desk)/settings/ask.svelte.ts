/**
 * A question to the server about accounts, which only works with a connection: what it said, that it cannot be reached,
 * or that it said no. Loaded when the page opens, and again when the connection is back. SPEC S11.
 */
import type { Desk } from '$lib/desk/desk.svelte.ts';

export type Asked<T> =
  | { kind: 'asking' }
  | { kind: 'here'; value: T }
  | { kind: 'unreachable' }
  | { kind: 'refused'; message: string | null };

export class Ask<T> {
  readonly #path: string;
  #asked = $state.raw<Asked<T>>({ kind: 'asking' });

  constructor(desk: Desk, path: string) {
    this.#path = path;
    $effect(() => {
      // Again whenever the connection comes back.
      if (!desk.isOffline) void this.again();
      else if (this.#asked.kind === 'asking') this.#asked = { kind: 'unreachable' };
    });
  }

  get asked(): Asked<T> {
    return this.#asked;
  }
  get value(): T | null {
    return this.#asked.kind === 'here' ? this.#asked.value : null;
  }

  /** What is shown stays until there is something newer. */
  async again(): Promise<void> {
    try {
      const response = await fetch(this.#path, { headers: { accept: 'application/json' } });
      const body = (await response.json()) as T & { message?: string };
      this.#asked = response.ok
        ? { kind: 'here', value: body }
        : { kind: 'refused', message: body.message ?? null };
    } catch {
      if (this.#asked.kind === 'asking') this.#asked = { kind: 'unreachable' };
    }
  }
}
