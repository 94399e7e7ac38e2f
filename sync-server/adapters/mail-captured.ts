/**
 * Mail that stays here: each letter is a file in `<data folder>/mailbox`, to be looked at, never sent. The mail of a
 * fresh installation, of demos and of tests. A key is captured once, however often it is sent (R7).
 */
import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Letter, Mail } from '../ports.ts';

interface CapturedLetter extends Letter {
  capturedAtMs: number;
}
export interface CapturedMail extends Mail {
  /** Oldest first. */
  letters(): Promise<CapturedLetter[]>;
}

export function capturedMail(dataDir: string, clock: Clock): CapturedMail {
  const folder = join(dataDir, 'mailbox');

  return {
    async send(letter) {
      // The key is somebody else's text and must not name a path.
      const name = createHash('sha256').update(letter.key).digest('hex');
      const captured: CapturedLetter = { ...letter, capturedAtMs: clock.now() };
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const whole = join(folder, `.${name}.${randomBytes(8).toString('hex')}`);
      await writeFile(whole, JSON.stringify(captured), { mode: 0o600, flush: true });
      try {
        await link(whole, join(folder, `${name}.json`));
      } catch (error) {
        // Captured before: the same letter, the same answer.
        if (!isCode(error, 'EEXIST')) throw error;
      } finally {
        await rm(whole);
      }
      return { kind: 'sent', providerId: `captured-${name}` };
    },

    async letters() {
      const names = await namesIn(folder);
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      return texts
        .map((text) => JSON.parse(text) as CapturedLetter)
        .sort((a, b) => a.capturedAtMs - b.capturedAtMs || (a.key < b.key ? -1 : 1));
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
