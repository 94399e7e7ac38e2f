/** The stones beside the database: one hash a line, only ever appended, so that a restored database does not forget them. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export class StoneFile {
  readonly #path: string;
  constructor(dataDir: string) {
    this.#path = join(dataDir, 'stones');
  }

  /** Durable when it returns. */
  add(hashes: readonly string[]): void {
    const known = new Set(this.read());
    const fresh = hashes.filter((hash) => !known.has(hash));
    if (fresh.length === 0) return;
    const file = openSync(this.#path, 'a', 0o600);
    try {
      writeSync(file, fresh.map((hash) => `${hash}\n`).join(''));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  read(): string[] {
    try {
      return readFileSync(this.#path, 'utf8').split('\n').filter(Boolean);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }
}
