/**
 * Whether `parley.db` is the very file that was closed here, or a copy of it. A data folder that was put back from a backup is
 * made of copies, and then the store takes a new id (DESIGN 2): it may know less than the browsers do.
 *
 * A copy has another inode or birth than the original, and has been changed later than the original was closed: no tool
 * that copies can set `ctime`. A copy that is no older than the original only costs everybody one new sync. What this does
 * not see, the disk of the whole machine put back, a client's signed cursor shows (`feed.ts`).
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Place {
  /** Asked before the file is opened, since that changes it. False if nothing is known. */
  wasCopied(): boolean;
  /** The file is in use: until it is closed, only what never changes of it is held against it. */
  opened(): void;
  /** Nothing will write to the file any more. */
  closed(): void;
}

export function placeOf(dataDir: string): Place {
  const database = join(dataDir, 'parley.db');
  const path = join(dataDir, 'keys', 'place');

  function note(isClosed: boolean): void {
    const file = statSync(database, { bigint: true, throwIfNoEntry: false });
    if (!file) return;
    const changedAt = isClosed ? String(file.ctimeNs) : 'open';
    try {
      const text = `${file.ino} ${file.birthtimeNs} ${changedAt}\n`;
      writeFileSync(`${path}.next`, text, { mode: 0o600 });
      renameSync(`${path}.next`, path);
    } catch {
      // No room: the note is then of an earlier time, and the worst that follows is a new id.
    }
  }

  return {
    wasCopied() {
      const noted = readNote(path);
      const file = statSync(database, { bigint: true, throwIfNoEntry: false });
      if (!noted || !file) return false;
      const isSame = noted.ino === String(file.ino) && noted.birth === String(file.birthtimeNs);
      return !isSame || (noted.changedAt !== 'open' && noted.changedAt !== String(file.ctimeNs));
    },
    opened: () => note(false),
    closed: () => note(true),
  };
}

function readNote(path: string): { ino: string; birth: string; changedAt: string } | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const match = /^(\d+) (\d+) (\d+|open)\n$/.exec(text);
  return match ? { ino: match[1]!, birth: match[2]!, changedAt: match[3]! } : null;
}
