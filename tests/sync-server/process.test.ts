/** The real process, over real sockets: what a stock y-websocket client and a browser's rules meet. DESIGN 5, 9; T6. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { logRoot, padRoot } from '#domain/wire.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import { systemClock } from '../../sync-server/adapters/clock-system.ts';
import { conversationRoom, transcriptRoom } from '../../sync-server/epochs.ts';
import { hashOf, newToken } from '../../sync-server/tokens.ts';
import { createAccounts } from '../../sync-server/accounts.ts';
import { message } from './scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-process-'));
let port: number;
let child: ChildProcess;
let printed = '';
let ticket: string;
let visitorTicket: string;
let conversation: string;
let room: string;
let transcript: string;
let pad: string;
const providers: WebsocketProvider[] = [];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as { port: number };
  server.close();
  return free;
}

/** People are put into the store while nobody has it: the process has no door for tests. */
async function people(): Promise<void> {
  const store = await openSqliteStore(folder, systemClock);
  const nowMs = Date.now();
  const id = crypto.randomUUID();
  const account = { id, email: 'ana@example.com', name: 'Ana', role: 'owner' as const };
  await store.createAccount({ ...account, passwordHash: 'x', active: true, createdAtMs: nowMs });
  const session = hashOf(newToken());
  const expiresAtMs = nowMs + 3_600_000;
  await store.putSession({ idHash: session, account: id, createdAtMs: nowMs, expiresAtMs });
  ticket = newToken();
  const hash = hashOf(ticket);
  const principal = `agent/${id}`;
  await store.putTicket({ hash, principal, session, issuedAtMs: nowMs, usedAtMs: null });
  const accounts = createAccounts(store, systemClock, {
    publicUrl: 'http://localhost',
    origins: new Set(),
    rateLimits: false,
  });
  const visitor = await accounts.visitorSession({ site: 'default' }, '127.0.0.1');
  if (!visitor.ok) throw new Error(visitor.error);
  ({ conversation, ticket: visitorTicket } = visitor.value);
  const row = (await store.conversation(conversation))!;
  room = conversationRoom(row.id, row.teamEpoch, store.id);
  transcript = transcriptRoom(row.id, row.publicEpoch, store.id);
  pad = `pad/comment/${conversation}.s1~${room.split('~')[1]}`;
  await store.close();
}

async function start(): Promise<void> {
  printed = '';
  child = spawn(process.execPath, ['sync-server/main.ts'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'warn' },
  });
  child.stderr!.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  child.stdout!.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  await until(
    () => printed.includes('[parley] Open'),
    () => printed,
  );
}

async function until(isTrue: () => boolean, about = (): string => 'nothing more'): Promise<void> {
  // Against hanging only: a machine may be busy with other things.
  const endMs = Date.now() + 50_000;
  while (!isTrue()) {
    if (Date.now() > endMs) throw new Error(`still not; ${about()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function stock(name: string, who: string, doc = new Y.Doc()): WebsocketProvider {
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, name, doc, {
    params: { ticket: who },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  });
  providers.push(provider);
  return provider;
}

const textsOf = (provider: WebsocketProvider) =>
  provider.doc
    .getArray<{ text?: string; kind: string }>(logRoot)
    .map((one) => one.text ?? one.kind);

/** The status line of an answer to raw bytes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let got = '';
  socket.on('data', (data: Buffer) => (got += data.toString('latin1')));
  socket.write(bytes);
  await until(() => got.includes('\r\n') || socket.destroyed);
  socket.destroy();
  return got.split('\r\n')[0]!;
}

const upgrade = (path: string, headers: string[]) =>
  raw(
    [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      ...headers,
      '\r\n',
    ].join('\r\n'),
  );
const handshake = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];

beforeAll(async () => {
  port = await freePort();
  await people();
  await start();
});
afterAll(() => {
  for (const provider of providers) provider.destroy();
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('a stock WebsocketProvider', () => {
  it('reads a conversation and a transcript, types in a pad, and finds back after a kill', async () => {
    const [team, own] = [stock(room, ticket), stock(transcript, visitorTicket)];
    await until(() => team.synced && own.synced);
    await submit(message(conversation, 'Hello?', { writtenAtMs: Date.now() }), visitorTicket);
    await until(() => textsOf(team).length === 1 && textsOf(own).length === 1);
    expect([textsOf(team), textsOf(own)]).toEqual([['Hello?'], ['Hello?']]);

    const [one, two] = [stock(pad, ticket), stock(pad, ticket)];
    await until(() => one.synced && two.synced);
    const words = new Y.XmlElement('paragraph');
    words.insert(0, [new Y.XmlText('together')]);
    one.doc.getXmlFragment(padRoot).insert(0, [words]);
    const seen = (): string => two.doc.getXmlFragment(padRoot).toString();
    await until(() => seen().includes('together'));

    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(() => !team.wsconnected && !one.wsconnected);
    (words.get(0) as Y.XmlText).insert(0, 'apart, then ');
    await start();
    await until(() => [team, own, one, two].every((provider) => provider.synced));
    await until(() => seen().includes('apart, then together'));
    await submit(message(conversation, 'Still there?', { writtenAtMs: Date.now() }), visitorTicket);
    await until(() => textsOf(own).length === 2);
    await until(() => textsOf(team).includes('Still there?'));
  });

  it('stops for good where trying again cannot help', async () => {
    const provider = stock(room, visitorTicket);
    const [close] = (await once(provider as never, 'closed')) as [{ code: number }];
    expect(close.code).toBe(4404);
    expect(provider.shouldConnect).toBe(false);
  });
});

/** Submits one entry on a socket of its own, and waits for the answer. */
async function submit(entry: object, who: string): Promise<void> {
  const name = who === ticket ? room : transcript;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${name}?ticket=${who}`);
  await once(socket, 'open');
  const json = Buffer.from(JSON.stringify({ entries: [entry] }));
  const length = [0x80 | (json.length & 127), json.length >> 7];
  socket.send(Buffer.concat([Buffer.from([101, ...length]), json]));
  const [answer] = (await once(socket, 'message')) as [Buffer];
  expect(answer.toString()).toContain('"accepted"');
  socket.close();
}

describe('an upgrade', () => {
  it('[T6] is refused to every page that is not ours, whatever it looks like', async () => {
    const ours = `http://localhost:${port}`;
    const wrong = [
      ...['null', 'http://evil.example', `https://localhost:${port}`, 'http://localhost'],
      ...[`${ours}.evil.example`, `${ours}@evil.example`, `${ours}/`, `${ours}0`, `x${ours}`],
      ...[`http://localhost.evil.example:${port}`, `http://evil-localhost:${port}`, 'file://'],
      ...[
        `http://127.0.0.1.evil.example:${port}`,
        `http://[::1]:${port}`,
        `HTTP://LOCALHOST:${port}`,
      ],
      ...['', ' ', '*', 'chrome-extension://abc', `http://localhost:${port},http://evil.example`],
    ];
    for (const origin of wrong) {
      expect(await upgrade('/sync', [...handshake, `Origin: ${origin}`])).toContain('403');
    }
    for (const origin of [ours, `http://127.0.0.1:${port}`]) {
      expect(await upgrade('/sync', [...handshake, `Origin: ${origin}`])).toContain('101');
    }
    // Programs that are no browser say nothing; they need a ticket like everybody.
    expect(await upgrade('/sync', handshake)).toContain('101');
  });

  it('[B18] without a key, of an old version, or elsewhere is refused', async () => {
    expect(await upgrade('/sync', ['Sec-WebSocket-Version: 13'])).toContain('400');
    expect(await upgrade('/sync', [handshake[1]!, 'Sec-WebSocket-Version: 8'])).toMatch(/400|426/);
    expect(await upgrade('/other', handshake)).toContain('404');
    expect(await upgrade('/syncx', handshake)).toContain('404');
    expect(await upgrade('/sync', [...handshake, 'Sec-WebSocket-Extensions: constructor'])).toMatch(
      /101|400/,
    );
  });

  it('[B20] [B21] text, and messages that are too long, end the socket', async () => {
    const closeOf = async (send: (socket: WebSocket) => void): Promise<number> => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/sync`);
      await once(socket, 'open');
      send(socket);
      const [code] = (await once(socket, 'close')) as [number];
      return code;
    };
    expect(await closeOf((socket) => socket.send('{"ticket":"x"}'))).toBe(4400);
    expect(await closeOf((socket) => socket.send(new Uint8Array(128 * 1024 + 1)))).toBe(1009);
    expect(await closeOf((socket) => socket.send(new Uint8Array(128 * 1024)))).toBe(4401);
  });
});

describe('HTTP', () => {
  const status = (
    path: string,
    options: { method?: string; headers?: Record<string, string> } = {},
  ) =>
    new Promise<number>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, ...options }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });

  it('says that it is alive, ready, and how it is', async () => {
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain('parley_sockets');
    expect(text).toMatch(/parley_events_total\{what="upgrade-origin"\} \d+/);
  });

  it('[B2] [B4] [B9] [B10] [B12] refuses what is no honest request', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(64 * 1024)}\r\n\r\n`)).toContain(
      '431',
    );
    expect(await raw('GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n')).toContain('400');
    const both = 'Content-Length: 3\r\nTransfer-Encoding: chunked';
    expect(await raw(`POST / HTTP/1.1\r\nHost: x\r\n${both}\r\n\r\n`)).toContain('400');
    const two = 'Content-Length: 3\r\nContent-Length: 4';
    expect(await raw(`POST / HTTP/1.1\r\nHost: x\r\n${two}\r\n\r\nabc`)).toContain('400');
    expect(await raw('GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n')).toContain('400');
    expect(await raw('TRACE / HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/40[05]/);
    expect(await status('//evil.example')).toBe(400);
    expect(await status('/%00')).toBe(400);
    expect(await status('/%c0%ae')).toBe(400);
    expect(await status(`/${'x'.repeat(8_000)}`)).toBe(414);
    expect(await status('/', { method: 'PROPFIND' })).toBe(405);
    expect(await status('/healthz')).toBe(200);
  });
});

describe('the end', () => {
  it('[F36] SIGTERM closes with 1012 and is over within 10 s; nothing acknowledged is lost', async () => {
    const entry = message(conversation, 'before the end', { writtenAtMs: Date.now() });
    await submit(entry, visitorTicket);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${room}?ticket=${ticket}`);
    await once(socket, 'open');
    const closed = once(socket, 'close') as Promise<[number]>;
    const exited = once(child, 'exit') as Promise<[number]>;
    const startedMs = Date.now();
    child.kill('SIGTERM');
    expect((await closed)[0]).toBe(1012);
    expect((await exited)[0]).toBe(0);
    expect(Date.now() - startedMs).toBeLessThan(10_000);
    const store = await openSqliteStore(folder, systemClock);
    expect((await store.answers([entry.id])).get(entry.id)).toMatchObject({ state: 'accepted' });
    await store.close();
  });

  it('a bad environment ends it with 78, and a line that says why', async () => {
    const bad = spawn(process.execPath, ['sync-server/main.ts'], {
      env: { ...process.env, PORT: 'many' },
    });
    let said = '';
    bad.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const [code] = (await once(bad, 'exit')) as [number];
    expect(code).toBe(78);
    expect(said).toContain('PORT');
  });
});
