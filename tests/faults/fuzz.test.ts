/**
 * 100,000 frames, entries and pad updates, a little wrong each, against the whole server in memory; honest people work beside
 * them and are asked every few hundred. `FUZZ_SEED` plays a run again, `FUZZ_COUNT` makes it longer. RELIABILITY T1-T3, T9.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { frameOp, messageType, padRoot } from '#domain/wire.ts';
import { chanceFrom, type Chance } from '../simulation/chance.ts';
import { frame, MuxClient, own, syncUpdate, type TestRoom } from '../sync-server/clients.ts';
import { message, openScene, type Person, type Scene, type Visitor } from '../sync-server/scene.ts';
import { frameShapes } from './corpus/frames.ts';
import type { Session } from './corpus/honest.ts';
import { messageShapes } from './corpus/messages.ts';
import type { Scene as Aims } from './corpus/shape.ts';
import { updateShapes } from './corpus/updates.ts';
import { mutateBytes, mutateJson } from './mutate.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20261120);
const count = Number(process.env['FUZZ_COUNT'] ?? 100_000);
const share = Math.ceil(count / 3);
/** How often the honest are asked. */
const every = 500;

let scene: Scene;
let chance: Chance;
let ana: Person;
let victim: Visitor;
let mallory: Visitor;
let witness: Witness;
let before: string;

beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  chance = chanceFrom(seed);
  ana = await scene.agent('Ana');
  [victim, mallory] = [await scene.visitor(), await scene.visitor()];
  for (const visitor of [victim, mallory]) {
    const line = await scene.line(visitor);
    await line.submit(message(visitor.conversation, 'Hello'));
    line.socket.hangUp();
  }
  witness = await openWitness();
  before = await victimPrint();
});
afterEach(async () => {
  await scene.end();
});

describe(`fuzz, seed ${seed}`, () => {
  it(
    '[T9] frames on the multiplexed line and messages in rooms',
    { timeout: 300_000 },
    async () => {
      const frames = await honestFrames();
      const inputs = [
        ...frames,
        ...frameShapes.flatMap(({ bytes }) => bytes(aims()).slice(0, 1)),
        ...messageShapes.flatMap(({ bytes }) =>
          bytes(aims()).map((one) => frame(frameOp.data, 1, one)),
        ),
      ].filter(({ length }) => length < 4_096);
      let line: MuxClient | null = null;
      for (let i = 0; i < share; i++) {
        if (!line || line.closed) {
          const who = chance.pick([mallory, ana]);
          line = new MuxClient(scene.socket(), () => scene.settle());
          line.socket.receive(helloFrame(who));
          const room = who === ana ? await scene.padOf(mallory.conversation) : await transcript();
          line.socket.receive(frame(frameOp.open, 1, Buffer.from(room)));
        }
        line.socket.receive(mutateBytes(chance, chance.pick(inputs), inputs));
        if (i % every === every - 1) {
          await askTheHonest(i);
          line.socket.hangUp();
        }
      }
      expect(await victimPrint()).toBe(before);
    },
  );

  it('[T2] entries', { timeout: 300_000 }, async () => {
    const states = { accepted: 0, held: 0, refused: 0, later: 0 };
    let [visitors, agents] = [await scene.line(mallory), await scene.line(ana)];
    for (let i = 0; i < share; i += 20) {
      const asAgent = chance.below(3) === 0;
      const line = asAgent ? agents : visitors;
      // Now and then a right one, so that the log grows under them.
      const entries = Array.from({ length: 20 }, () =>
        chance.below(10) === 0 ? anEntry() : mutateJson(chance, anEntry()),
      );
      line.say(messageType.submit, { entries });
      await scene.settle();
      const answers = line.answers.slice(-20);
      expect(answers).toHaveLength(20);
      for (const { state } of answers) states[state] += 1;
      line.log.length = 0;
      if (i % every < 20) {
        await askTheHonest(i);
        // Nobody is refused the line for a wrong entry.
        expect([visitors.closed, agents.closed]).toEqual([null, null]);
        for (const old of [visitors, agents]) old.socket.hangUp();
        [visitors, agents] = [await scene.line(mallory), await scene.line(ana)];
      }
    }
    expect(await victimPrint()).toBe(before);
    const log = await scene.stock(ana, await scene.roomOf(mallory.conversation));
    const { entries } = log.room;
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    const times = entries.map(({ acceptedAtMs }) => acceptedAtMs as number);
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
    const authors = new Set(entries.map(({ by }) => by));
    const known = new Set([`visitor/${mallory.id}`, `agent/${ana.id}`, 'parley']);
    expect(authors.difference(known)).toEqual(new Set());
    expect(states.later).toBe(0);
    expect(states.refused / share).toBeGreaterThan(0.5);
    expect(states.accepted / share).toBeGreaterThan(0.02);
  });

  it('[T3] pad updates', { timeout: 300_000 }, async () => {
    const inputs = [
      ...recordedUpdates(),
      ...updateShapes.flatMap(({ bytes }) => bytes(aims())),
    ].filter(({ length }) => length > 2 && length < 4_096);
    const room = Buffer.from(await witness.padName());
    let line = await scene.line(ana);
    let refused = 0;
    for (let i = 0; i < share; i++) {
      const update = mutateBytes(chance, chance.pick(inputs), inputs);
      const channel = 1 + (i % every);
      line.socket.receive(frame(frameOp.open, channel, room));
      line.socket.receive(frame(frameOp.data, channel, syncUpdate(update, 1 + chance.below(2))));
      if (i % 20 === 19) await scene.settle();
      if (i % every === every - 1) {
        await askTheHonest(i);
        expect(line.closed).toBeNull();
        refused += line.log.filter(({ what }) => what === 'close').length;
        line.socket.hangUp();
        line = await scene.line(ana);
      }
    }
    expect(await victimPrint()).toBe(before);
    expect(refused / share).toBeGreaterThan(0.2);
    expect(refused / share).toBeLessThan(0.95);
  });
});

/* ------------------------------------------------------------------ the honest */

interface Witness {
  padName(): Promise<string>;
  goOn(): Promise<string[]>;
}

/** Two who type in one pad, and a visitor whom an agent answers. Each round says what went wrong. */
async function openWitness(): Promise<Witness> {
  const honest = await scene.visitor();
  const padName = () => scene.padOf(honest.conversation);
  const [speaker, listener] = [await scene.line(honest), await scene.line(ana)];
  await speaker.submit(message(honest.conversation, 'first'));
  const log = await listener.open(await scene.roomOf(honest.conversation));
  const [first, second] = [
    await scene.stock(ana, await padName()),
    await scene.stock(ana, await padName()),
  ];
  let round = 0;
  return {
    padName,
    async goOn() {
      const words = `round ${++round}`;
      const [answer] = await speaker.submit(message(honest.conversation, words));
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(words)]);
      first.room.doc.getXmlFragment(padRoot).push([paragraph]);
      await scene.settle();
      const newcomer = await scene.stock(ana, await padName());
      const rooms = [first.room, second.room, newcomer.room];
      newcomer.socket.hangUp();
      for (const one of [speaker, listener, first, second]) one.socket.sent.length = 0;
      for (const one of [speaker, listener]) one.log.length = 0;
      for (const room of rooms) room.messages.length = 0;
      return [
        answer?.state === 'accepted' ? '' : `not accepted: ${JSON.stringify(answer)}`,
        log.texts.includes(words) ? '' : 'not heard',
        rooms.every((room) => xmlOf(room).includes(words)) ? '' : 'not seen in the pad',
        new Set(rooms.map(xmlOf)).size === 1 ? '' : 'the pads differ',
        rooms.some(({ doc }) => doc.store.pendingStructs ?? doc.store.pendingDs) ? 'a gap' : '',
        [speaker, listener, first, second].some(({ closed }) => closed) ? 'closed' : '',
      ].filter((wrong) => wrong !== '');
    },
  };
}

function xmlOf({ doc }: TestRoom): string {
  return doc.getXmlFragment(padRoot).toJSON();
}

async function askTheHonest(i: number): Promise<void> {
  await scene.settle();
  const wrong = [...(await witness.goOn()), ...scene.faults.map(String)];
  if (wrong.length === 0) return;
  throw new Error(`seed ${seed}, between ${i - every} and ${i}: ${wrong.join('; ')}`);
}

async function victimPrint(): Promise<string> {
  const hash = createHash('sha256');
  const { conversation } = victim;
  for (const [who, room] of [
    [ana, await scene.roomOf(conversation)],
    [victim, await scene.transcriptOf(conversation)],
  ] as const) {
    const client = await scene.stock(who, room);
    hash.update(Y.encodeStateAsUpdate(client.room.doc));
    client.socket.hangUp();
  }
  return hash.digest('hex');
}

/* ------------------------------------------------------------------ what is changed */

const transcript = () => scene.transcriptOf(mallory.conversation);

function aims(): Aims {
  const foreignRoom = `transcript/${victim.conversation}~aaaaaaaaaaaaaaaaaaaaaa`;
  return {
    me: 1_000,
    typist: { client: 7, clock: 3 },
    entries: 1,
    foreignRoom,
    ticket: mallory.ticket,
  };
}

function helloFrame({ ticket }: { ticket: string }): Uint8Array {
  return frame(frameOp.hello, 0, Buffer.from(JSON.stringify({ ticket })));
}

async function honestFrames(): Promise<Uint8Array[]> {
  const data = (body: Uint8Array) => frame(frameOp.data, 0, body);
  return [
    helloFrame(mallory),
    frame(frameOp.open, 2, Buffer.from(await transcript())),
    frame(frameOp.open, 3, Buffer.from(await scene.roomOf(mallory.conversation))),
    frame(frameOp.close, 2, new Uint8Array()),
    data(own(messageType.submit, { deviceNowMs: 1, entries: [anEntry()] })),
    data(own(messageType.feed, { cursor: null })),
    data(own(messageType.presence, { viewing: mallory.conversation, typing: null })),
    data(
      own(messageType.presence, { typing: true, page: { url: 'https://a.example', title: 'A' } }),
    ),
    data(own(messageType.probe, { n: 1 })),
  ];
}

function anEntry(): Record<string, unknown> {
  const { conversation } = mallory;
  const kind = chance.pick([
    'message',
    'comment',
    'taken',
    'assigned',
    'closed',
    'reopened',
    'read',
  ]);
  const entry = message(conversation, `words ${chance.below(1000)}`);
  if (kind === 'message' || kind === 'comment') return { ...entry, kind };
  const { text: _text, ...rest } = entry;
  if (kind === 'assigned') return { ...rest, kind, agent: chance.pick([null, ana.id]) };
  return kind === 'read' ? { ...rest, kind, upTo: entry.id } : { ...rest, kind };
}

/** Every update of the recorded honest sessions. */
function recordedUpdates(): Uint8Array[] {
  const file = new URL('./corpus/honest.json', import.meta.url);
  const sessions = JSON.parse(readFileSync(file, 'utf8')) as Session[];
  return sessions.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      const [what, , base64] = step.split(' ');
      if (what !== 'send') return [];
      const decoder = decoding.createDecoder(Buffer.from(base64!, 'base64'));
      if (decoding.readVarUint(decoder) !== messageType.sync) return [];
      return decoding.readVarUint(decoder) === 0
        ? []
        : [decoding.readVarUint8Array(decoder).slice()];
    }),
  );
}
