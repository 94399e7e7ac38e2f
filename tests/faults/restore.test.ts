/**
 * The data folder is copied while Parley is stopped, more is written, the folder is put back. The store is another one from
 * then on, whoever comes first; nobody who knows more is silently wrong. Over the real process. DESIGN 2; docs/operating.md.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { WebsocketProvider } from 'y-websocket';
import {
  agentBehind,
  enterAsVisitor,
  messageIn,
  setUpOwner,
  submitOverHttp,
  teamRooms,
} from '../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { entriesIn, stockClient, synced, when } from './witness.ts';

const env = { LOG_LEVEL: 'error', MISSED_AFTER_MS: '100000000' };
const backup = mkdtempSync(join(tmpdir(), 'parley-backup-'));

let server: ServerProcess;
let agent: Awaited<ReturnType<typeof setUpOwner>>;
let visitor: Awaited<ReturnType<typeof enterAsVisitor>>;
/** Open all the while, with copies that know more than the backup. */
let open: { conversation: WebsocketProvider; transcript: WebsocketProvider };
let closed: { conversation?: number; transcript?: number };
let before: { room: string; transcript: string };

const textsIn = (provider: WebsocketProvider) => entriesIn(provider).map(({ text }) => text);

async function says(text: string): Promise<void> {
  const { conversation, ticket } = visitor;
  const [answer] = await submitOverHttp(server.url, ticket, [messageIn(conversation, text)]);
  expect(answer).toMatchObject({ state: 'accepted' });
}

async function restartAround(whileDown: () => void): Promise<void> {
  const { port, dataDir } = server;
  await server.stop();
  whileDown();
  server = await startServer({ env, port, dataDir });
}

beforeAll(async () => {
  server = await startServer({ env });
  agent = await setUpOwner(server.url);
  visitor = await enterAsVisitor(server.url);
  await says('kept');
  await restartAround(() => cpSync(server.dataDir, backup, { recursive: true }));

  const room = (await teamRooms(server.url, agent.cookie)).get(visitor.conversation)!;
  before = { room, transcript: visitor.room };
  open = {
    conversation: stockClient(server.port, room, agent.ticket),
    transcript: stockClient(server.port, visitor.room, visitor.ticket),
  };
  await says('lost by the restore, one');
  await says('lost by the restore, two');
  for (const provider of [open.conversation, open.transcript]) {
    await when(provider, () => textsIn(provider).length === 3, 'three messages');
  }
  closed = {};
  open.conversation.on('closed', ({ code }) => (closed.conversation = code));
  open.transcript.on('closed', ({ code }) => (closed.transcript = code));

  await restartAround(() => {
    rmSync(server.dataDir, { recursive: true });
    cpSync(backup, server.dataDir, { recursive: true });
  });
}, 120_000);

afterAll(async () => {
  open.conversation.destroy();
  open.transcript.destroy();
  await server.stop();
  removeData(server);
  rmSync(backup, { recursive: true });
});

describe('[DESIGN 2] after an older data folder was put back', () => {
  it('the visitor comes first, writes more than was lost, and every room has another name', async () => {
    visitor = await enterAsVisitor(server.url, visitor.token);
    for (const text of ['new one', 'new two', 'new three']) await says(text);
    agent = await agentBehind(server.url, agent.cookie);
    const room = (await teamRooms(server.url, agent.cookie)).get(visitor.conversation)!;
    expect(room).not.toBe(before.room);
    expect(visitor.room).not.toBe(before.transcript);
  });

  it('whoever was there hears that the room has another name, for good, and gets nothing mixed in', async () => {
    for (let waitedMs = 0; waitedMs < 20_000 && !(closed.conversation && closed.transcript);) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      waitedMs += 50;
    }
    expect(closed).toEqual({ conversation: 4409, transcript: 4409 });
    const all = ['kept', 'lost by the restore, one', 'lost by the restore, two'];
    expect([textsIn(open.conversation), textsIn(open.transcript)]).toEqual([all, all]);
  });

  it('under the new name everybody has the same, and it is what the store has', async () => {
    const room = (await teamRooms(server.url, agent.cookie)).get(visitor.conversation)!;
    const fresh = [
      stockClient(server.port, room, agent.ticket),
      stockClient(server.port, visitor.room, visitor.ticket),
    ];
    await Promise.all(fresh.map(synced));
    for (const provider of fresh) {
      expect(textsIn(provider)).toEqual(['kept', 'new one', 'new two', 'new three']);
      provider.destroy();
    }
  });

  it('even a copy that fits by its length is not taken for the new log', async () => {
    // Three entries then, four now: by state vectors alone the fourth would follow the lost ones.
    const stale = stockClient(server.port, before.transcript, visitor.ticket);
    Y.applyUpdate(stale.doc, Y.encodeStateAsUpdate(open.transcript.doc));
    const code = await new Promise((resolve) => {
      stale.on('closed', (event) => resolve(event.code));
    });
    expect(code).toBe(4409);
    expect(textsIn(stale)).toHaveLength(3);
    stale.destroy();
  });
});
