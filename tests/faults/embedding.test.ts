/**
 * The program in `docs/embedding.md`, run as it stands there: an unmodified `WebsocketProvider` reads a conversation and a
 * transcript, types in a pad and submits entries; its line is cut three times and the server is killed under it. DESIGN 5.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import {
  agentBehind,
  messageIn,
  owner,
  setUpOwner,
  submitOverHttp,
  teamRooms,
} from '../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside node_modules, so that its imports are found, and nowhere in anybody's way. */
const folder = join(root, 'node_modules', '.cache', 'parley-embedding');
const file = join(folder, 'stock-client.mjs');

let proxy: FaultProxy;
let server: ServerProcess;
let serverPort: number;
let origin: string;
let program: ChildProcess;
let printed = '';
let agent: Awaited<ReturnType<typeof setUpOwner>>;
let conversation: string;

const env = () => ({ PUBLIC_URL: origin, LOG_LEVEL: 'error', MISSED_AFTER_MS: '100000000' });

/** Resolves when the program has printed this; it keeps printing what arrives. */
function prints(line: string): Promise<void> {
  return until(() => printed.includes(line), `"${line}" to be printed`);
}

async function until(done: () => boolean, what: string): Promise<void> {
  for (let waitedMs = 0; !done(); waitedMs += 10) {
    if (waitedMs > 20_000) throw new Error(`waited for ${what}:\n${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function says(text: string): Promise<void> {
  const entry = messageIn(conversation, text, { kind: 'comment' });
  const [answer] = await submitOverHttp(origin, agent.ticket, [entry]);
  expect(answer).toMatchObject({ state: 'accepted' });
}

beforeAll(async () => {
  serverPort = await freePort();
  proxy = await startFaultProxy(() => serverPort);
  origin = `http://127.0.0.1:${proxy.port}`;
  server = await startServer({ port: serverPort, env: env() });
  agent = await setUpOwner(origin);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, programIn(readFileSync(join(root, 'docs', 'embedding.md'), 'utf8')));
  program = spawn(process.execPath, [file, origin, owner.email, owner.password], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const out of [program.stdout!, program.stderr!]) {
    out.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  }
}, 60_000);

afterAll(async () => {
  program.kill('SIGKILL');
  await server.stop();
  await proxy.close();
  removeData(server);
  rmSync(folder, { recursive: true, force: true });
});

it('[DESIGN 5] reads a transcript and a conversation, submits entries, types in a pad', async () => {
  await prints('transcript message Do you ship to Malta?');
  await prints('conversation message Do you ship to Malta?');
  await prints('conversation comment A comment, for colleagues only');
  await prints('transcript message We do, within a week.');
  await prints('pad <paragraph>Ask the warehouse about Gozo</paragraph>');
  expect(printed.match(/answer accepted/g)).toHaveLength(3);
  expect(printed).not.toContain('transcript comment');
  const rooms = await teamRooms(origin, agent.cookie);
  [conversation] = [...rooms.keys()] as [string];
});

it.each(['end', 'reset', 'half-close'] as const)(
  '[F8] goes on after its lines were cut: %s',
  { timeout: 30_000 },
  async (how) => {
    proxy.cut(how);
    await until(() => proxy.lines === 0, 'the lines to end');
    await until(() => proxy.lines >= 3, 'three rooms to come back');
    await says(`after ${how}`);
    await prints(`conversation comment after ${how}`);
  },
);

it('[F1] goes on after the server was killed and started again', { timeout: 60_000 }, async () => {
  await server.kill();
  const { dataDir } = server;
  server = await startServer({ port: serverPort, dataDir, env: env() });
  agent = await agentBehind(origin, agent.cookie);
  await says('after the restart');
  await prints('conversation comment after the restart');
});

it('[R1] has printed everything once, nothing of the team to the visitor, and was never turned away', () => {
  const lines = printed.split('\n').filter((line) => /^(transcript|conversation) /.test(line));
  expect(new Set(lines).size).toBe(lines.length);
  expect(printed).not.toMatch(/transcript comment|^closed|error/im);
  expect(program.exitCode).toBeNull();
});

/** The block that begins by saying that it is this file. */
function programIn(page: string): string {
  const blocks = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1]!);
  const found = blocks.filter((block) => block.startsWith('// stock-client.mjs'));
  expect(found).toHaveLength(1);
  return found[0]!;
}

async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
