/**
 * Finds contacts that are one person, and has them shown as one (SPEC D7). Told of every durable row, it keeps in memory
 * only what tells somebody for certain. The merge is a change of Parley's own, so its undoing is one as well.
 */
import type { RecordRow } from '#domain/records/record.ts';
import { valueOf } from '#domain/records/record.ts';
import { certainKeys, mergeOwed } from '#domain/rules/identify.ts';
import type { ChangeOwn } from './own-changes.ts';
import type { FeedRecord, Store } from './ports.ts';
import { rowOf } from './record-heads.ts';
import type { Watch } from './watch.ts';

/** What a site knows of whoever has signed in there. */
export interface Identified {
  externalId?: string;
  /** An address that the site has seen to be theirs. */
  verifiedEmail?: string;
  name?: string;
}

/** Writes down what the site says; `Identity` draws the conclusions. */
export async function identify(
  changeOwn: ChangeOwn,
  contact: string,
  { externalId, verifiedEmail, name }: Identified,
): Promise<void> {
  const set = {
    ...(externalId !== undefined && { externalId }),
    ...(verifiedEmail !== undefined && { email: verifiedEmail, verified: true }),
    ...(name !== undefined && { name }),
  };
  await changeOwn({ table: 'contact', id: contact }, () => set, 'site');
}

export interface IdentityParts {
  store: Pick<Store, 'record'>;
  watch: Watch;
  changeOwn: ChangeOwn;
}

export class Identity {
  readonly #parts: IdentityParts;
  readonly #keysOf = new Map<string, readonly string[]>();
  readonly #byKey = new Map<string, Set<string>>();

  constructor(parts: IdentityParts) {
    this.#parts = parts;
  }

  /** Takes durable rows, in the order of their revisions. */
  take(records: readonly FeedRecord[]): void {
    for (const { table, id, value } of records) {
      if (table !== 'contact') continue;
      this.#keep(id, certainKeys((value as RecordRow | null) ?? undefined));
      const others = this.#othersLike(id);
      if (others.length === 0) continue;
      this.#unite(id, others).catch((error: unknown) => this.#parts.watch.fault('identity', error));
    }
  }

  #keep(id: string, keys: readonly string[]): void {
    for (const key of this.#keysOf.get(id) ?? []) this.#byKey.get(key)?.delete(id);
    if (keys.length > 0) this.#keysOf.set(id, keys);
    else this.#keysOf.delete(id);
    for (const key of keys) {
      const same = this.#byKey.get(key) ?? new Set();
      this.#byKey.set(key, same.add(id));
    }
  }

  #othersLike(id: string): string[] {
    const keys = this.#keysOf.get(id) ?? [];
    const ids = new Set(keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])]));
    ids.delete(id);
    return [...ids];
  }

  async #unite(id: string, others: readonly string[]): Promise<void> {
    const contacts = await this.#known([id, ...others]);
    for (const other of others) {
      const owed = mergeOwed(contacts, id, other);
      if (!owed) continue;
      const isFree = (row: RecordRow) => valueOf(row, 'mergedInto') === null;
      const set = (row: RecordRow) => (isFree(row) ? { mergedInto: owed.into } : null);
      await this.#parts.changeOwn({ table: 'contact', id: owed.from }, set, 'site');
      // The merged one's row comes back by `take`, which then looks at the next.
      return;
    }
  }

  /** These, and whom they are shown as. */
  async #known(ids: readonly string[]): Promise<ReadonlyMap<string, RecordRow>> {
    const known = new Map<string, RecordRow>();
    for (const first of ids) {
      for (let id: unknown = first; typeof id === 'string' && !known.has(id);) {
        const head = await this.#parts.store.record('contact', id);
        if (!head) break;
        const row = rowOf(head);
        known.set(id, row);
        id = valueOf(row, 'mergedInto');
      }
    }
    return known;
  }
}
