/**
 * What lies beside the database in the data folder and must not be inside it: secrets, the lock of the one process
 * that owns the folder, and the witness of how far the database had come.
 *
 * The witness catches a `parley.db` that was put back to an older copy while `keys/` stayed: its newest revision is
 * below the witness, so the store takes a new id (DESIGN 2). A whole folder put back is seen by `store-sqlite-place.ts`; the
 * disk of the whole machine by a client that shows a signed cursor above the newest revision.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortError, type Clock } from '../ports.ts';

const secretBytes = 32;
const witnessEveryMs = 1_000;
/** A new process may start while the old one is still stopping. */
const lockWaitMs = 2_000;

/** Throws `busy` if another process has the folder. The lock ends with the process, however it ends. */
export function lockFolder(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'parley.lock'), { timeout: lockWaitMs });
  try {
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw new PortError('busy', `Another Parley is running on the data folder ${dataDir}.`, cause);
  }
  return () => lock.close();
}

/** The secret called `name`, made on first asking. Two who ask at once get the same. */
export function secretIn(dataDir: string, name: string): Uint8Array {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) throw new Error(`"${name}" is no name of a secret.`);
  const path = join(dataDir, 'keys', name);
  const stored = readIfThere(path) ?? createSecret(path);
  if (stored.length !== secretBytes) {
    throw new PortError('damaged', `The secret in keys/${name} is not ${secretBytes} bytes long.`);
  }
  return stored;
}

/** Made whole under another name and then linked: it is never seen half-written, nor made twice. */
function createSecret(path: string): Uint8Array {
  const whole = `${path}.${randomBytes(8).toString('hex')}`;
  writeDurably(whole, randomBytes(secretBytes));
  try {
    linkSync(whole, path);
    syncFolder(dirname(path));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(whole);
  }
  return readFileSync(path);
}

export interface Witnessed {
  store: string;
  revision: number;
}

export class Witness {
  readonly #path: string;
  readonly #clock: Clock;
  #written = '';
  #now: Witnessed | null = null;
  #cancel: (() => void) | null = null;

  constructor(dataDir: string, clock: Clock) {
    this.#path = join(dataDir, 'keys', 'witness');
    this.#clock = clock;
  }

  /** What was seen last; null if nothing is known. */
  read(): Witnessed | null {
    const text = readIfThere(this.#path)?.toString() ?? '';
    const match = /^(\S+) (\d+)\n$/.exec(text);
    return match ? { store: match[1]!, revision: Number(match[2]) } : null;
  }

  /** Cheap; the file is written at most each second. */
  saw(store: string, revision: number): void {
    this.#now = { store, revision };
    this.#cancel ??= this.#clock.timer(witnessEveryMs, () => {
      this.#cancel = null;
      this.write();
    });
  }

  /** Failing is no harm: an older witness only sees less. */
  write(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#now) return;
    const text = `${this.#now.store} ${this.#now.revision}\n`;
    if (text === this.#written) return;
    try {
      const next = openSync(`${this.#path}.next`, 'w', 0o600);
      writeSync(next, text);
      closeSync(next);
      renameSync(`${this.#path}.next`, this.#path);
      this.#written = text;
    } catch {
      this.#written = '';
    }
  }
}

/** Makes the data folder and the folder of keys, for their owner only. */
export function makeFolders(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
