/**
 * A sum of each page of `parley.db`, kept beside it while the store is closed. SQLite finds a broken structure, not a
 * changed letter: with the sums a file that was damaged while Parley was stopped is refused, never half believed (F5).
 *
 * The sums belong to one closing: a random stamp is in the file and in the database. An older copy put back has
 * another stamp, and after a crash there are no sums; then only the structure is checked. Nothing is paid while serving.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';

/** Larger files are not summed: each second of reading is a second in which nobody is served (P2). Measured: 1 s/GB. */
const summedBytesMax = 1024 * 1024 * 1024;
const pageBytes = 4096;
const pagesAtOnce = 256;

const sumsPath = (path: string) => path.replace(/\.db$/, '.sums');

/** A random word that carries its own sum. */
export function newStamp(): string {
  const random = randomBytes(16).toString('base64url');
  return `${random}.${crc32(random)}`;
}
export function isStamp(stamp: string): boolean {
  const [random, sum] = stamp.split('.');
  return crc32(random!) === Number(sum);
}

/** Sums the file at `path`, which is closed and complete: a log left beside it means that somebody else has it open. */
export function writeSums(path: string, stamp: string): void {
  if (hasLog(path) || statSync(path).size > summedBytesMax) return;
  const sums = sumsOf(path);
  const head = `${stamp} ${crc32(sums)}\n`;
  writeFileSync(`${sumsPath(path)}.next`, Buffer.concat([Buffer.from(head), sums]), {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${sumsPath(path)}.next`, sumsPath(path));
}

/**
 * What the sums say of the file at `path`: `unknown` if there are none for this `stamp`, else which page (from 1) is
 * the first that is not as it was closed.
 */
export function checkSums(
  path: string,
  stamp: string,
): { kind: 'unknown' } | { kind: 'whole' } | { kind: 'broken'; page: number } {
  if (!existsSync(sumsPath(path)) || hasLog(path)) return { kind: 'unknown' };
  const stored = readFileSync(sumsPath(path));
  const headEnd = stored.indexOf('\n') + 1;
  const [of, sum] = stored.toString('latin1', 0, Math.max(0, headEnd - 1)).split(' ');
  const expected = stored.subarray(headEnd);
  if (of !== stamp || Number(sum) !== crc32(expected)) return { kind: 'unknown' };
  const found = sumsOf(path);
  if (found.equals(expected)) return { kind: 'whole' };
  for (let at = 0; at < expected.length; at += 4) {
    const same = at < found.length && found.readUInt32LE(at) === expected.readUInt32LE(at);
    if (!same) return { kind: 'broken', page: at / 4 + 1 };
  }
  return { kind: 'broken', page: expected.length / 4 + 1 };
}

/** Before anything is written: a crash must not leave sums of an earlier state. */
export function removeSums(path: string): void {
  rmSync(sumsPath(path), { force: true });
}

/** True if changes are waiting in the write-ahead log. An open connection makes an empty one. */
function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function sumsOf(path: string): Buffer {
  const sums = Buffer.alloc(Math.ceil(statSync(path).size / pageBytes) * 4);
  const pages = Buffer.allocUnsafe(pagesAtOnce * pageBytes);
  const file = openSync(path, 'r');
  try {
    for (let at = 0; at < sums.length;) {
      const read = readSync(file, pages, 0, pages.length, (at / 4) * pageBytes);
      if (read === 0) break;
      for (let from = 0; from < read && at < sums.length; from += pageBytes, at += 4) {
        sums.writeUInt32LE(crc32(pages.subarray(from, Math.min(from + pageBytes, read))), at);
      }
    }
  } finally {
    closeSync(file);
  }
  return sums;
}
