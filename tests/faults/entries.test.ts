/**
 * Every hostile entry of the corpus, by the socket and over HTTP, with limits off so that each is really looked at. Whatever
 * the answer, what enters the log says who it was by, and nobody else's log changes. RELIABILITY T2, B40-B44.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '#domain/model.ts';
import { messageId } from '../support/ids.ts';
import {
  enterAsVisitor,
  messageIn,
  setUpOwner,
  submitOverHttp,
  teamRooms,
} from '../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { entryShapes, wrongAnswer, type EntryScene } from './corpus/entries.ts';
import { entriesIn, fingerprint, stockClient, synced } from './witness.ts';

let server: ServerProcess;
let agent: Awaited<ReturnType<typeof setUpOwner>>;
let mallory: Awaited<ReturnType<typeof enterAsVisitor>>;
let victim: Awaited<ReturnType<typeof enterAsVisitor>>;
let scene: EntryScene;

const submit = (as: 'agent' | 'visitor', entries: unknown[]) =>
  submitOverHttp(server.url, as === 'agent' ? agent.ticket : mallory.ticket, entries) as Promise<
    Answer[]
  >;

beforeAll(async () => {
  const env = { RATE_LIMITS: 'off', LOG_LEVEL: 'error', MISSED_AFTER_MS: '100000000' };
  server = await startServer({ env });
  agent = await setUpOwner(server.url);
  [victim, mallory] = [await enterAsVisitor(server.url), await enterAsVisitor(server.url)];
  const [foreign, known] = [victim, mallory].map(({ conversation }) =>
    messageIn(conversation, 'Hello'),
  );
  await submitOverHttp(server.url, victim.ticket, [foreign]);
  await submit('visitor', [known]);
  scene = {
    subject: `conversation/${mallory.conversation}`,
    foreignSubject: `conversation/${victim.conversation}`,
    unknownSubject: `conversation/${messageId()}`,
    newId: messageId,
    known: known!.id,
    foreign: foreign!.id,
    nowMs: Date.now(),
  };
}, 60_000);

afterAll(async () => {
  await server.stop();
  removeData(server);
});

it.each(entryShapes)('[$id] an entry $name', async ({ entry, must, as = 'visitor' }) => {
  const made = entry(scene);
  const [answer] = await submit(as, [made]);
  expect(wrongAnswer(must, answer)).toBeNull();
  // The same again is the same answer, whatever it was.
  const [again] = await submit(as, [made]);
  expect(again).toEqual(answer);
});

describe('one bad entry', () => {
  it.each(entryShapes.filter(({ must }) => must.state === 'refused'))(
    '[$id] $name: those beside it are taken',
    async ({ entry, as = 'visitor' }) => {
      const beside = () =>
        messageIn(mallory.conversation, 'beside', { kind: as === 'agent' ? 'comment' : 'message' });
      const answers = await submit(as, [beside(), entry(scene), beside()]);
      expect(answers.map(({ state }) => state)).toEqual(['accepted', 'refused', 'accepted']);
    },
  );
});

describe('[B41] an id', () => {
  it('with another body is refused, and the first one stays', async () => {
    const first = messageIn(mallory.conversation, 'first');
    const answers = await submit('visitor', [first, { ...first, text: 'second' }]);
    expect(answers).toMatchObject([{ state: 'accepted' }, { state: 'refused', reason: 'id-used' }]);
    const texts = (await transcript()).map(({ text }) => text);
    expect(texts.filter((text) => text === 'first' || text === 'second')).toEqual(['first']);
  });

  it('of a visitor is refused to an agent elsewhere, without saying whose', async () => {
    const first = messageIn(mallory.conversation, 'mine');
    await submit('visitor', [first]);
    const subject = `conversation/${victim.conversation}`;
    const [answer] = await submit('agent', [{ ...first, subject, kind: 'comment' }]);
    expect(answer).toEqual({ id: first.id, state: 'refused', reason: 'id-used', field: 'id' });
  });
});

it('[T2] 2,000 guessed ids refuse nobody and tell nothing', async () => {
  for (let i = 0; i < 100; i++) {
    const guesses = Array.from({ length: 20 }, () => messageIn(mallory.conversation, 'guess'));
    const answers = await submit('visitor', guesses);
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['accepted']));
  }
});

it.each([51, 1000])(
  '[B43] %i at once: the first 20 are answered, the rest come later',
  async (n) => {
    const entries = Array.from({ length: n }, (_, i) => messageIn(mallory.conversation, `${i}`));
    const answers = await submit('visitor', entries);
    expect(answers.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
    expect(answers.slice(0, 20).every(({ state }) => state === 'accepted')).toBe(true);
    expect(answers.slice(20).every(({ state }) => state === 'later')).toBe(true);
  },
);

describe('after all of it', () => {
  it('[T2] everything in the log is by the one whose connection it was', async () => {
    const entries = (await transcript()) as { by?: string; kind: string }[];
    expect(entries.length).toBeGreaterThan(2_000);
    const authors = new Set(entries.filter(({ kind }) => kind === 'message').map(({ by }) => by));
    expect(authors).toEqual(new Set([`visitor/${mallory.id}`]));
  });

  it("[T2] the other visitor's log holds what it held", async () => {
    const provider = stockClient(server.port, victim.room, victim.ticket);
    await synced(provider);
    expect(entriesIn(provider).map(({ text }) => text)).toEqual(['Hello']);
    provider.destroy();
  });

  it('[B40] two newcomers get the same bytes, and they hold no prototypes', async () => {
    const room = (await teamRooms(server.url, agent.cookie)).get(mallory.conversation)!;
    const prints = [await fingerprint(server.port, room, agent.ticket)];
    prints.push(await fingerprint(server.port, room, agent.ticket));
    expect(new Set(prints).size).toBe(1);
    expect(({} as { isAgent?: boolean }).isAgent).toBeUndefined();
    expect(server.log()).not.toMatch(/"level":(50|60)/);
  });
});

async function transcript() {
  const provider = stockClient(server.port, mallory.room, mallory.ticket);
  await synced(provider);
  const entries = entriesIn(provider);
  provider.destroy();
  return entries;
}
