/**
 * One log, one document: whoever builds it, in whatever batches it came and was read, gets the same bytes, and a client may
 * change servers in the middle. Compared with a document of Yjs' own, too. DESIGN 2; P4.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { logRoot, messageType } from '#domain/wire.ts';
import { timerDefaults } from '#domain/limits.ts';
import { createServer, type Server } from '../../sync-server/server.ts';
import type { Watch } from '../../sync-server/watch.ts';
import { StockClient, TestSocket, type MuxClient, type TestRoom } from '../sync-server/clients.ts';
import { message, openScene, type Person, type Scene, type Visitor } from '../sync-server/scene.ts';

let scene: Scene;
let ana: Person;
let visitor: Visitor;

beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  ana = await scene.agent('Ana');
  visitor = await scene.visitor();
});
afterEach(async () => {
  await scene.end();
});

/** One thing somebody does; `text` has what JSON, UTF-8 and Yjs write in several ways. */
const step = fc.record({
  kind: fc.constantFrom('message', 'reply', 'comment', 'taken', 'closed', 'reopened', 'read'),
  text: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom('\ud83d\ude00', 'e\u0301', '\ud800', '-0', '{"id":1}', 'x'.repeat(130)),
  ),
});
const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 8,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a group of steps is to the server: entries by the visitor and by Ana, in one commit. */
async function take(steps: Step[], lines: { ana: MuxClient; visitor: MuxClient }): Promise<void> {
  for (const { kind, text } of steps) {
    const entry = message(visitor.conversation, `.${text}`);
    const { text: _text, ...bare } = entry;
    if (kind === 'message') lines.visitor.say(messageType.submit, { entries: [entry] });
    else if (kind === 'reply')
      lines.ana.say(messageType.submit, { entries: [{ ...entry, live: true }] });
    else if (kind === 'comment')
      lines.ana.say(messageType.submit, { entries: [{ ...entry, kind }] });
    else if (kind === 'read')
      lines.ana.say(messageType.submit, { entries: [{ ...bare, kind, upTo: await lastId() }] });
    else lines.ana.say(messageType.submit, { entries: [{ ...bare, kind }] });
  }
  await scene.settle();
}

async function lastId(): Promise<string> {
  const { count } = (await scene.store.conversation(visitor.conversation))!;
  const texts = await scene.store.entryTexts(
    visitor.conversation,
    'team',
    Math.max(0, count - 1),
    count,
  );
  const none = '00000000-0000-4000-8000-000000000000';
  return texts[0] ? (JSON.parse(texts[0]) as { id: string }).id : none;
}

const rooms = {
  conversation: { who: () => ana, name: (of: Scene) => of.roomOf(visitor.conversation) },
  transcript: { who: () => visitor, name: (of: Scene) => of.transcriptOf(visitor.conversation) },
};
type Kind = keyof typeof rooms;
const kinds = Object.keys(rooms) as Kind[];

/** What a newcomer to this server's room is sent, and what it makes of it. */
async function newcomer(of: Scene, kind: Kind): Promise<{ sent: string; made: string }> {
  const client = await of.stock(rooms[kind].who(), await rooms[kind].name(of));
  const synced = client.room.messages.find((bytes) => bytes[0] === 0 && bytes[1] === 1)!;
  client.socket.hangUp();
  return { sent: hex(synced), made: hex(Y.encodeStateAsUpdate(client.room.doc)) };
}

/** The document that Yjs itself makes of these rows. */
async function byYjs(of: Scene, kind: Kind): Promise<string> {
  const row = (await of.store.conversation(visitor.conversation))!;
  const [audience, count] =
    kind === 'conversation'
      ? (['team', row.count] as const)
      : (['public', row.publicCount] as const);
  const texts = await of.store.entryTexts(visitor.conversation, audience, 0, count);
  const doc = new Y.Doc();
  doc.clientID = 1;
  if (texts.length > 0) doc.getArray(logRoot).push(texts.map((text) => JSON.parse(text) as object));
  return hex(Y.encodeStateAsUpdate(doc));
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('[DESIGN 2] random batches', () => {
  it(
    'a room that was open all along, two fresh servers and Yjs have the same bytes',
    { timeout: 120_000 },
    async () => {
      let entries = 0;
      await fc.assert(
        fc.asyncProperty(batches, fc.nat(3), async (all, restartAfter) => {
          visitor = await scene.visitor();
          let lines = await bothLines();
          let live = await openBoth(lines);
          for (const [i, steps] of all.entries()) {
            await take(steps, lines);
            if (i !== restartAfter) continue;
            // The client keeps its documents and goes on with the next server.
            const docs = kinds.map((kind) => live[kind].doc);
            await scene.restart();
            lines = await bothLines();
            live = await openBoth(lines, docs);
          }
          const first = await Promise.all(kinds.map((kind) => newcomer(scene, kind)));
          await scene.restart();
          const second = await Promise.all(kinds.map((kind) => newcomer(scene, kind)));
          expect(second).toEqual(first);
          for (const [i, kind] of kinds.entries()) {
            expect(hex(Y.encodeStateAsUpdate(live[kind].doc))).toBe(first[i]!.made);
            expect(await byYjs(scene, kind)).toBe(first[i]!.made);
            entries += live[kind].entries.length;
          }
        }),
        { numRuns: 30 },
      );
      expect(entries).toBeGreaterThan(300);
      expect(scene.faults).toEqual([]);
    },
  );

  it(
    'two servers over the same rows at once: a client goes back and forth between them',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(batches, async (all) => {
          visitor = await scene.visitor();
          const docs = kinds.map(() => new Y.Doc());
          for (const [round, steps] of all.entries()) {
            await take(steps, await bothLines());
            const twin = await anotherServer();
            for (const [i, kind] of kinds.entries()) {
              const { server } = round % 2 === 0 ? twin : scene;
              const client = await stockAt(server, kind, docs[i]!);
              expect(client.closed).toBeNull();
              expect(hex(Y.encodeStateAsUpdate(docs[i]!))).toBe((await newcomer(scene, kind)).made);
              client.socket.hangUp();
            }
            twin.server.abandon();
          }
        }),
        { numRuns: 15 },
      );
    },
  );
});

/** A second node: the same code over the same rows, with nothing in memory. */
async function anotherServer(): Promise<{ server: Server }> {
  const { store, clock } = scene;
  const config = {
    publicUrl: 'http://localhost:3000',
    origins: new Set<string>(),
    rateLimits: false,
    timers: timerDefaults,
  };
  const watch: Watch = {
    count: () => undefined,
    note: () => undefined,
    fault: (_where, error) => void scene.faults.push(error),
  };
  return { server: await createServer({ store, clock, watch }, config) };
}

async function stockAt(server: Server, kind: Kind, doc: Y.Doc): Promise<StockClient> {
  const socket = new TestSocket();
  const room = await rooms[kind].name(scene);
  server.accept(socket, { room, ticket: rooms[kind].who().ticket, address: '192.0.2.9' });
  const client = new StockClient(socket, doc);
  await scene.settle();
  return client;
}

async function bothLines(): Promise<{ ana: MuxClient; visitor: MuxClient }> {
  return { ana: await scene.line(ana), visitor: await scene.line(visitor) };
}

async function openBoth(
  lines: { ana: MuxClient; visitor: MuxClient },
  [conversation, transcript]: Y.Doc[] = [],
): Promise<Record<Kind, TestRoom>> {
  return {
    conversation: await lines.ana.open(await rooms.conversation.name(scene), conversation),
    transcript: await lines.visitor.open(await rooms.transcript.name(scene), transcript),
  };
}
