/**
 * Keeps one connection usable: every call goes through here, failures become `PortError`, and after a failed write the
 * connection is closed and a new one opened, so that nothing is built on what may not be on the disk (F4).
 *
 * Small writes that are asked for in the same turn of the event loop share one transaction and one fsync; a thousand
 * visitors who come back at once would otherwise wait for thousands.
 */
import { PortError } from '../ports.ts';
import { CommitFailed, portErrorOf, type Database } from './store-sqlite-database.ts';

interface Waiting<P> {
  work: (parts: P) => unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

export class Connection<P extends { database: Database }> {
  readonly #open: () => P;
  #parts: P | null;
  #waiting: Waiting<P>[] = [];
  #closed = false;

  /** `open` makes another connection to the same file. */
  constructor(first: P, open: () => P) {
    this.#parts = first;
    this.#open = open;
  }

  async read<T>(work: (parts: P) => T): Promise<T> {
    try {
      return work(this.#usable());
    } catch (error) {
      throw portErrorOf(error);
    }
  }

  /** Runs `work` now. It makes its own transaction. */
  async write<T>(work: (parts: P) => T): Promise<T> {
    try {
      return work(this.#usable());
    } catch (error) {
      throw this.#afterFailure(error);
    }
  }

  /** Runs `work` in the next shared transaction; resolves when that is durable. */
  writeSoon<T>(work: (parts: P) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#writeWaiting());
    });
  }

  /** Writes what waits, does `last`, and ends. */
  close(last?: (parts: P) => void): void {
    this.#writeWaiting();
    try {
      last?.(this.#usable());
    } finally {
      this.#closed = true;
      this.#parts?.database.close();
      this.#parts = null;
    }
  }

  #usable(): P {
    if (this.#closed) throw new PortError('closed', 'The store is closed.');
    return (this.#parts ??= this.#open());
  }

  #writeWaiting(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    const answers: (() => void)[] = [];
    try {
      const parts = this.#usable();
      parts.database.transaction(() => {
        for (const { work, resolve, reject } of group) {
          try {
            const result = parts.database.transaction(() => work(parts));
            answers.push(() => resolve(result));
          } catch (error) {
            // When SQLite gave the whole transaction up, so do those that were written before.
            if (!parts.database.raw.isTransaction) throw error;
            answers.push(() => reject(portErrorOf(error)));
          }
        }
      });
    } catch (error) {
      const known = this.#afterFailure(error);
      for (const { reject } of group) reject(known);
      return;
    }
    for (const answer of answers) answer();
  }

  #afterFailure(error: unknown): unknown {
    const known = portErrorOf(error);
    const world = known instanceof PortError && known.code !== 'busy' && known.code !== 'closed';
    if (error instanceof CommitFailed || world) {
      this.#parts?.database.close();
      this.#parts = null;
    }
    return known;
  }
}
