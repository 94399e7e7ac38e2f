/**
 * Every shape of the corpus through the real door: to each kind of room, to the multiplexed line, and below it; while an
 * agent talks with a visitor and two agents type. RELIABILITY T1-T3, T9, B19-B48.
 */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commentPadName } from '#domain/wire.ts';
import {
  enterAsVisitor,
  messageIn,
  setUpOwner,
  submitOverHttp,
  teamRooms,
} from '../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { attackLine, attackRoom, type Attack } from './attack.ts';
import { frameShapes, openFrame, roomNames, wireShapes } from './corpus/frames.ts';
import { awarenessShapes, messageShapes, readOnlyShapes, syncMessage } from './corpus/messages.ts';
import type { Outcome, Scene } from './corpus/shape.ts';
import { updateShapes } from './corpus/updates.ts';
import { fingerprint, Talk, Typists } from './witness.ts';

let server: ServerProcess;
let agent: { id: string; ticket: string; cookie: string };
/** Whose conversation is attacked, who talks meanwhile, and who attacks as a visitor. */
let victim: Awaited<ReturnType<typeof enterAsVisitor>>;
let mallory: Awaited<ReturnType<typeof enterAsVisitor>>;
let rooms: { transcript: string; conversation: string; pad: string };
let talk: Talk;
let typists: Typists;
let before: string[];
/** Apart from each other, since some shapes use the clients after theirs. */
let nextClient = 1_000;

/** What must not change: the attacked logs, as the team and as the visitors see them. */
async function fingerprints(): Promise<string[]> {
  return Promise.all([
    fingerprint(server.port, rooms.conversation, agent.ticket),
    fingerprint(server.port, victim.room, victim.ticket),
    fingerprint(server.port, mallory.room, mallory.ticket),
  ]);
}

function scene(): Scene {
  const { typist } = typists;
  return {
    me: (nextClient += 10),
    typist,
    entries: 3,
    foreignRoom: victim.room,
    ticket: mallory.ticket,
  };
}

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: 'error', MISSED_AFTER_MS: '100000000' } });
  const { url, port } = server;
  agent = await setUpOwner(url);
  const [honest, ...others] = [
    await enterAsVisitor(url),
    await enterAsVisitor(url),
    await enterAsVisitor(url),
  ];
  [victim, mallory] = others as [typeof victim, typeof mallory];
  for (const visitor of [honest, victim, mallory]) {
    const { conversation, ticket } = visitor;
    const words = ['one', 'two', 'three'].map((text) => messageIn(conversation, text));
    await submitOverHttp(url, ticket, words);
  }
  const conversation = (await teamRooms(url, agent.cookie)).get(victim.conversation)!;
  const pad = commentPadName(victim.conversation, conversation.split('~')[1]!);
  rooms = { transcript: mallory.room, conversation, pad };
  talk = new Talk(url, agent, honest);
  typists = new Typists(port, pad, agent.ticket);
  await typists.begin();
  before = await fingerprints();
}, 60_000);

afterAll(async () => {
  talk.end();
  typists.end();
  await server.stop();
  removeData(server);
});

/** Sends everything, says what became of the socket, and asks the honest whether they still can work. */
async function attacked(attack: Attack, messages: Uint8Array[], how: 'send' | 'raw' = 'send') {
  await attack.settled();
  attack.forget();
  for (const message of messages) attack[how](message);
  const outcome = await attack.settled();
  const asked = attack.asked();
  attack.cut();
  await Promise.all([talk.goOn(), typists.goOn()]);
  return { outcome, asked };
}

function expectOutcome(
  must: Outcome,
  { outcome, asked }: { outcome: 'open' | number; asked: number },
) {
  switch (must.kind) {
    case 'closed':
      expect(must.codes).toContain(outcome);
      break;
    case 'resync':
      expect({ outcome, asked: asked > 0 }).toEqual({ outcome: 'open', asked: true });
      break;
    case 'ignored':
      expect({ outcome, asked }).toEqual({ outcome: 'open', asked: 0 });
      break;
    case 'harmless':
      // Whatever became of it, by one of our own codes.
      expect(['open', 1009, 4400, 4403, 4404, 4409, 4529]).toContain(outcome);
  }
}

describe('an update in a pad, by an agent', () => {
  const both = updateShapes.flatMap((shape) => [
    { ...shape, kind: 2 as const, as: 'an update' },
    { ...shape, kind: 1 as const, as: 'step 2' },
  ]);
  it.each(both)('[$id] $name, as $as', async ({ bytes, kind, must }) => {
    const attack = await attackRoom(server.port, rooms.pad, agent.ticket);
    const messages = [bytes(scene())].flat().map((update) => syncMessage(kind, update));
    expectOutcome(must, await attacked(attack, messages));
  });

  it('[T3] leaves both typists and a newcomer with the same words, all of them', async () => {
    expect(await typists.disagreement(server.port, rooms.pad, agent.ticket)).toBeNull();
  });
});

describe.each(['transcript', 'conversation'] as const)(
  'a %s, which its reader may not write',
  (kind) => {
    const open = () =>
      attackRoom(server.port, rooms[kind], (kind === 'transcript' ? mallory : agent).ticket);

    it.each(updateShapes)('[T1] $name', async ({ bytes, saysNothing }) => {
      const messages = [bytes(scene())].flat().map((update) => syncMessage(2, update));
      const must: Outcome = saysNothing
        ? { kind: 'ignored' }
        : { kind: 'closed', codes: [4400, 4403, 1009] };
      expectOutcome(must, await attacked(await open(), messages));
    });

    it.each(readOnlyShapes)('[$id] $name', async ({ bytes, must }) => {
      expectOutcome(must, await attacked(await open(), bytes(scene())));
    });
  },
);

describe.each(['transcript', 'conversation', 'pad'] as const)('a message in a %s', (kind) => {
  it.each(messageShapes)('[$id] $name', async ({ bytes, must }) => {
    const { ticket } = kind === 'transcript' ? mallory : agent;
    const attack = await attackRoom(server.port, rooms[kind], ticket);
    expectOutcome(must, await attacked(attack, bytes(scene())));
  });
});

it.each(awarenessShapes)('[$id] awareness in a pad: $name', async ({ bytes, must }) => {
  const attack = await attackRoom(server.port, rooms.pad, agent.ticket);
  expectOutcome(must, await attacked(attack, bytes(scene())));
});

it('[B45] nobody is called what a device says they are called', () => {
  const names = [...typists.second.awareness.getStates().values()].map(
    (state) => (state as { user?: { name?: string } }).user?.name,
  );
  expect(names.filter((name) => name !== undefined && name !== 'Ana')).toEqual([]);
});

describe.each(['visitor', 'agent'] as const)("a frame on a %s's line", (who) => {
  it.each(frameShapes)('[$id] $name', async ({ bytes, must }) => {
    const { ticket } = who === 'visitor' ? mallory : agent;
    expectOutcome(must, await attacked(await attackLine(server.port, ticket), bytes(scene())));
  });
});

describe.each(['visitor', 'agent'] as const)('a room name, by a %s', (who) => {
  const ticketOf = () => (who === 'visitor' ? mallory : agent).ticket;
  // What is somebody else's to a visitor is an agent's own.
  const names = roomNames.filter(([name]) => who === 'visitor' || name !== 'of somebody else');

  it.each(names)('[B27] %s: 4404 on a line', async (_name, room) => {
    const line = await attackLine(server.port, ticketOf());
    line.send(openFrame(1, room(scene())));
    expect({ line: await line.settled(), room: line.channelCodes() }).toEqual({
      line: 'open',
      room: [4404],
    });
    line.cut();
  });

  // An empty one is the address of the line, and 10 KB are no address.
  const addressable = names.filter(([name]) => name !== 'empty' && name !== '10 KB');
  it.each(addressable)('[B27] %s: 4404 on a socket of its own', async (_name, room) => {
    const attack = await attackRoom(server.port, room(scene()), ticketOf());
    expect(await attack.settled()).toBe(4404);
  });
});

it.each(wireShapes)('[$id] on the wire: $name', async ({ bytes, must }) => {
  const attack = await attackRoom(server.port, rooms.transcript, mallory.ticket);
  expectOutcome(must, await attacked(attack, bytes(scene()), 'raw'));
});

describe('after all of it', () => {
  it('[T1] [T3] the attacked logs are what they were, byte for byte', async () => {
    expect(await fingerprints()).toEqual(before);
  });

  it('[T9] the visitor has heard every honest line, once and in order', () => {
    expect(talk.heard).toEqual(talk.said);
  });

  it('[T9] the process is the one that was started, and found no mistake of its own', () => {
    expect(existsSync(`/proc/${server.pid}`)).toBe(true);
    expect(server.log()).not.toMatch(/"level":(50|60)|fault/);
  });
});
