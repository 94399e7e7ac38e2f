/** Words taken back are gone from everything that a visitor can fetch, and stay with the team. SPEC C14, R8. */
import { randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeCodes } from '#domain/wire.ts';
import { message, openScene, type Person, type Scene, type Visitor } from './scene.ts';
import type { MuxClient } from './clients.ts';

const canary = 'quixotic-marmalade';
let scene: Scene;
let ana: Person;
let anna: Visitor;
let desk: MuxClient;
let widget: MuxClient;

beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  ana = await scene.agent('Ana');
  anna = await scene.visitor();
  desk = await scene.line(ana);
  widget = await scene.line(anna);
  await widget.submit(said('Hello'));
});
afterEach(() => scene.end());

const said = (text: string, over = {}) =>
  message(anna.conversation, text, { writtenAtMs: scene.clock.now(), ...over });
const about = (kind: string, of: string, over = {}) => {
  const { text: _text, ...entry } = said('-', { kind, of, ...over });
  return { ...entry, ...over };
};

describe('unsending', () => {
  it('[C14] [R8] leaves no word in the transcript, its new room, or the public half of the store', async () => {
    const words = said(`The ${canary} code`);
    const [sent] = await desk.submit(words);
    expect(sent).toMatchObject({ state: 'accepted' });
    await desk.submit(about('edited', words.id, { text: `The second ${canary}` }));
    const before = await scene.transcriptOf(anna.conversation);
    const reading = await widget.open(before);
    expect(JSON.stringify(reading.entries)).toContain(canary);

    const [answer] = await desk.submit(about('unsent', words.id));
    expect(answer).toMatchObject({ state: 'accepted' });
    expect(reading.closed?.code).toBe(closeCodes.epochChanged.code);
    const after = await scene.transcriptOf(anna.conversation);
    expect(after).not.toBe(before);
    expect((await widget.open(before)).closed?.code).toBe(closeCodes.epochChanged.code);

    const room = await widget.open(after);
    expect(room.entries.map(({ kind }) => kind)).toEqual([
      'message',
      'message',
      'edited',
      'unsent',
    ]);
    for (const bytes of room.messages) expect(Buffer.from(bytes).includes(canary)).toBe(false);
    const texts = await scene.store.entryTexts(anna.conversation, 'public', 0, 100);
    expect(texts.join()).not.toContain(canary);
    expect(scene.faults).toEqual([]);
  });

  it('[C14] keeps the old words for the team', async () => {
    const words = said(`The ${canary} code`);
    await desk.submit(words);
    await desk.submit(about('unsent', words.id));
    const room = await desk.open(await scene.roomOf(anna.conversation));
    expect(room.texts).toEqual(['Hello', words.text, 'assigned', 'unsent']);
  });

  it('[C14] reaches words that were repeated for fast reading, and those of the same group', async () => {
    const early = said(`early ${canary}`);
    await desk.submit(early);
    for (let n = 0; n < 70; n++) await desk.submit(said(`line ${n}`));
    const late = said(`late ${canary}`);
    await scene.pass(5_000);
    await desk.submit(about('unsent', early.id), late, about('unsent', late.id));
    // Finished stretches are packed a while later, and are thrown away with what they repeat.
    await scene.pass(5_000);
    for (const { bytes } of await scene.store.packs(anna.conversation, 'public', 0, 1_000)) {
      expect(inflateRawSync(bytes).includes(canary)).toBe(false);
    }
    const texts = await scene.store.entryTexts(anna.conversation, 'public', 0, 1_000);
    expect(texts).toHaveLength(75);
    expect(texts.join()).not.toContain(canary);
    await scene.restart();
    const again = await scene.store.entryTexts(anna.conversation, 'public', 0, 1_000);
    expect(again).toEqual(texts);
  });

  it('[C14] of a comment changes nothing for the visitor', async () => {
    const words = said(canary, { kind: 'comment' });
    await desk.submit(words);
    const before = await scene.transcriptOf(anna.conversation);
    await desk.submit(about('unsent', words.id));
    expect(await scene.transcriptOf(anna.conversation)).toBe(before);
  });

  it('[C14] is for one’s own words, and for five minutes', async () => {
    const words = said('Mine');
    await desk.submit(words);
    const ben = await scene.line(await scene.agent('Ben'));
    expect(await ben.submit(about('unsent', words.id))).toMatchObject([
      { reason: 'no-such-entry' },
    ]);
    expect(await desk.submit(about('unsent', randomUUID()))).toMatchObject([
      { reason: 'no-such-entry' },
    ]);
    await scene.pass(5 * 60_000 + 1_000);
    expect(await desk.submit(about('unsent', words.id))).toMatchObject([{ reason: 'too-late' }]);
  });
});
