/**
 * Stones: hashes of what was erased, so that nothing of it comes back by a device that was away, a restored backup or a
 * repeat (P18). In the store, and in an append-only file beside it, which no restore of the database puts back.
 */
import { createHash } from 'node:crypto';
import type { Store } from './ports.ts';

export class Stones {
  readonly #hashes: Set<string>;

  constructor(hashes: Iterable<string>) {
    this.#hashes = new Set(hashes);
  }

  /** `subject`: `conversation/<id>` or `contact/<id>`. */
  has(subject: string): boolean {
    return this.#hashes.size > 0 && this.#hashes.has(stoneOf(subject));
  }

  add(hashes: readonly string[]): void {
    for (const hash of hashes) this.#hashes.add(hash);
  }
}

export function stoneOf(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url');
}

export async function openStones(store: Store): Promise<Stones> {
  return new Stones(await store.stones());
}
