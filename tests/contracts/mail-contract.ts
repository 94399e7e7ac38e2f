/** What every mail adapter promises: a letter whole, once a key. `arrived` looks into the mailbox it went to. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Letter, Mail } from '../../sync-server/ports.ts';

export interface MailPlace {
  mail: Mail;
  /** Letters in the order they came. */
  arrived(): Promise<Letter[]>;
  remove(): Promise<void>;
}

export function letterOf(key: string, parts: Partial<Letter> = {}): Letter {
  return {
    key,
    to: 'ana@example.com',
    subject: 'Grüße – 你好 "quoted"',
    text: 'Line one\r\nline two',
    html: '<p>Line one<br>line two</p>',
    ...parts,
  };
}

export function mailContract(name: string, newPlace: () => Promise<MailPlace>): void {
  describe(`the mail contract on ${name}`, () => {
    const endings: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of endings.splice(0)) await end();
    });
    async function aPlace(): Promise<MailPlace> {
      const place = await newPlace();
      endings.push(() => place.remove());
      return place;
    }

    it('[P8] a letter arrives as it was written, and has an id', async () => {
      const { mail, arrived } = await aPlace();
      const outcome = await mail.send(letterOf('k'));
      expect(outcome).toMatchObject({ kind: 'sent', providerId: expect.any(String) as string });
      expect(await arrived()).toMatchObject([letterOf('k')]);
    });

    it('[R7] the same key again is the same letter: it arrives once, with the same id', async () => {
      const { mail, arrived } = await aPlace();
      const tries = Array.from({ length: 5 }, (_, n) =>
        mail.send(letterOf('k', { subject: `try ${n}` })),
      );
      const outcomes = await Promise.all(tries);
      const ids = outcomes.map((outcome) => (outcome.kind === 'sent' ? outcome.providerId : null));
      expect(new Set(ids).size).toBe(1);
      expect(await arrived()).toHaveLength(1);
      await mail.send(letterOf('k2'));
      expect(await arrived()).toHaveLength(2);
    });

    it('[T28] a key is only a key, whatever is written in it', async () => {
      const { mail, arrived } = await aPlace();
      const keys = ['../../etc/x', '/x', 'a\r\nBcc: b@example.com', '\0', 'é'.repeat(5_000), ''];
      for (const key of keys)
        expect(await mail.send(letterOf(key))).toMatchObject({ kind: 'sent' });
      expect((await arrived()).map((letter) => letter.key).sort()).toEqual([...keys].sort());
    });
  });
}
