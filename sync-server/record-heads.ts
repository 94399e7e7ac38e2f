/**
 * Records in use, as `acceptRecord` works on them: a cache of the store's heads that the circuit alone moves on, after
 * its commits. Records are small and few are busy at once; idle ones are forgotten.
 */
import { recordSubject, type RecordName } from '#domain/records/name.ts';
import { emptyRecord, type RecordRow } from '#domain/records/record.ts';
import type { RecordState } from '#domain/rules/accept-record.ts';
import type { RecordHead, Store } from './ports.ts';

export interface KeptRecord {
  readonly subject: string;
  state: RecordState;
  /** Null: the store has no such record. */
  storedCount: number | null;
  /** Monotonic. */
  usedAtMs: number;
}

const keptMax = 5_000;
const idleMs = 60_000;

export class RecordHeads {
  readonly #store: Store;
  readonly #monotonic: () => number;
  readonly #bySubject = new Map<string, KeptRecord>();

  constructor(store: Store, monotonic: () => number) {
    this.#store = store;
    this.#monotonic = monotonic;
  }

  /** Of what was loaded in this group. */
  peek(name: RecordName): KeptRecord | undefined {
    const kept = this.#bySubject.get(recordSubject(name));
    if (kept) kept.usedAtMs = this.#monotonic();
    return kept;
  }

  /** Brings these into memory. What does not exist is asked for each time: it may begin with a conversation. */
  async load(names: readonly RecordName[]): Promise<void> {
    for (const name of names) {
      const subject = recordSubject(name);
      const known = this.#bySubject.get(subject);
      if (known && known.storedCount !== null) continue;
      const head = await this.#store.record(name.table, name.id);
      this.#bySubject.set(subject, this.#keptOf(name, head));
    }
  }

  drop(subject: string): void {
    this.#bySubject.delete(subject);
  }
  dropAll(): void {
    this.#bySubject.clear();
  }

  /** Between commits only. */
  sweep(): void {
    const before = this.#monotonic() - idleMs;
    let tooMany = this.#bySubject.size - keptMax;
    for (const [subject, kept] of this.#bySubject) {
      if (kept.usedAtMs < before || tooMany-- > 0) this.#bySubject.delete(subject);
    }
  }

  #keptOf(name: RecordName, head: RecordHead | null): KeptRecord {
    return {
      subject: recordSubject(name),
      state: head ? stateOf(head) : newState(name),
      storedCount: head?.count ?? null,
      usedAtMs: this.#monotonic(),
    };
  }
}

export function rowOf({ id, count, createdAtMs, fields }: RecordHead): RecordRow {
  return { id, count, createdAtMs, fields: JSON.parse(fields) as RecordRow['fields'] };
}

function stateOf(head: RecordHead): RecordState {
  const { table, createdBy, lastAcceptedAtMs } = head;
  return { table, row: rowOf(head), createdBy, lastAcceptedAtMs };
}

function newState({ table, id }: RecordName): RecordState {
  return { table, row: emptyRecord(id, 0), createdBy: null, lastAcceptedAtMs: 0 };
}
