/** The two floors: `relay` forwards, `durable` also stores first. Both are `peers/relay.ts`. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { startServer, type Server } from '../child.ts';
import { messageId } from '../../support/ids.ts';
import { openSocket } from '../../support/light-socket.ts';
import {
  type Message,
  type Conversation,
  type Installation,
  type Seat,
  type Target,
} from './target.ts';

const file = fileURLToPath(new URL('../peers/relay.ts', import.meta.url));

export const relay: Target = {
  name: 'relay',
  prepare: async () => {},
  install: (folder) => install(folder, {}),
};

export const durable: Target = {
  name: 'durable',
  prepare: async () => {},
  install: async (folder): Promise<DurableInstallation> => {
    const file = join(folder, 'relay.db');
    const installation = await install(folder, { STORE: file });
    return Object.assign(installation, {
      storeBlobs: (blobs: ReadonlyMap<string, Uint8Array>) => storeBlobs(file, blobs),
    });
  },
};

/** The floor of opening anything: stored bytes, read by name and sent. */
export interface DurableInstallation extends Installation {
  storeBlobs(blobs: ReadonlyMap<string, Uint8Array>): void;
}

function storeBlobs(file: string, blobs: ReadonlyMap<string, Uint8Array>): void {
  const database = new DatabaseSync(file);
  const insert = database.prepare('INSERT INTO blob (name, bytes) VALUES (?, ?)');
  for (const [name, bytes] of blobs) insert.run(name, bytes);
  database.close();
}

/** One line over which blobs are asked by name, one after the other. */
export async function blobLine(port: number) {
  const socket = await openSocket(port, '/blob');
  return {
    read: (name: string): Promise<Uint8Array> =>
      new Promise((resolve) => {
        socket.onMessage = (bytes) => resolve(Uint8Array.from(bytes));
        socket.send(Buffer.from(name));
      }),
    cut: () => socket.cut(),
  };
}

async function install(folder: string, env: Record<string, string>): Promise<Installation> {
  const start = () => startServer(file, { cwd: folder, env });
  let server = await start();
  let made = 0;
  const sitDown = (name: string) => async (known: number) =>
    seat(await openSocket(server.port, `/room/${name}?after=${known}`));
  return {
    get server(): Server {
      return server;
    },
    conversations: async (count) =>
      Array.from({ length: count }, (): Conversation => {
        const name = String(made++);
        return { writer: sitDown(name), reader: sitDown(name) };
      }),
    restart: async (how) => {
      await server[how]();
      server = await start();
    },
    messagesIn,
    stop: () => server.stop(),
  };
}

/** A seat is taken when the first frame has come: the one that says "you are in". */
function seat(socket: Awaited<ReturnType<typeof openSocket>>): Promise<Seat> {
  return new Promise((resolve, reject) => {
    const taken = {
      say: (text: string) =>
        socket.send(
          Buffer.from(
            JSON.stringify({ id: messageId(), kind: 'message', text, writtenAtMs: Date.now() }),
          ),
        ),
      onSeen: (() => {}) as Seat['onSeen'],
      firstSyncBytes: 0,
      first: new Uint8Array(),
      cut: () => socket.cut(),
    };
    socket.onClose = () => reject(new Error('the relay closed the line'));
    socket.onMessage = (first) => {
      taken.first = Uint8Array.from(first);
      taken.firstSyncBytes = first.length;
      socket.onMessage = (payload) => taken.onSeen(1, payload);
      resolve(taken);
    };
  });
}

/** Messages follow each other without a break. */
function messagesIn(payload: Uint8Array): Message[] {
  const text = Buffer.from(payload).toString('utf8');
  return JSON.parse(`[${text.replaceAll('}{', '},{')}]`) as Message[];
}
