/** Mail that is kept in the data folder. */
import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { capturedMail } from '../../sync-server/adapters/mail-captured.ts';
import { manualClock } from '../support/manual-clock.ts';
import { newFolder } from './folder.ts';
import { letterOf, mailContract } from './mail-contract.ts';

mailContract('captured mail', async () => {
  const folder = await newFolder();
  const mail = capturedMail(folder, manualClock());
  return { mail, arrived: () => mail.letters(), remove: () => rm(folder, { recursive: true }) };
});

describe('captured mail', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true }))));

  it('[DESIGN 6] keeps letters over a restart, oldest first, with the time they were captured', async () => {
    const folder = await newFolder();
    folders.push(folder);
    const clock = manualClock(1_000);
    expect(await capturedMail(folder, clock).letters()).toEqual([]);
    for (const key of ['b', 'a', 'c']) {
      await capturedMail(folder, clock).send(letterOf(key));
      clock.advance(10);
    }
    const letters = await capturedMail(folder, clock).letters();
    expect(letters.map((letter) => [letter.key, letter.capturedAtMs])).toEqual([
      ['b', 1_000],
      ['a', 1_010],
      ['c', 1_020],
    ]);
  });

  it('[T22] letters are for the owner of the folder only, and nothing half-written stays beside them', async () => {
    const folder = await newFolder();
    folders.push(folder);
    const mail = capturedMail(folder, manualClock());
    await Promise.all([mail.send(letterOf('k')), mail.send(letterOf('k'))]);
    const names = readdirSync(join(folder, 'mailbox'));
    expect(names).toHaveLength(1);
    const modes = [join(folder, 'mailbox'), join(folder, 'mailbox', names[0]!)].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600]);
  });
});
