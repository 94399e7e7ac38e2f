/**
 * The reference y-websocket server, storing through y-leveldb as it does when told where to. Its clients write the
 * document themselves; every message is one element that the writer pushes.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as Y from 'yjs';
import { startServer, type Server } from '../child.ts';
import { emptyStep2, hear, pushed, syncStep1 } from '../frames.ts';
import { messageId } from '../../support/ids.ts';
import { openSocket } from '../../support/light-socket.ts';
import {
  type Message,
  type Conversation,
  type Installation,
  type Seat,
  type Target,
} from './target.ts';

const file = fileURLToPath(new URL('../peers/reference/server.mjs', import.meta.url));

export const reference: Target = {
  name: 'reference',
  prepare: async () => {
    if (existsSync(join(dirname(file), 'node_modules', '@y'))) return;
    try {
      await promisify(execFile)('npm', ['ci'], { cwd: dirname(file), timeout: 120_000 });
    } catch (cause) {
      throw new Error('The reference y-websocket server could not be installed here (npm ci).', {
        cause,
      });
    }
  },
  install,
};

async function install(folder: string): Promise<Installation> {
  const env = { YPERSISTENCE: join(folder, 'leveldb') };
  const start = () => startServer(file, { cwd: dirname(file), env });
  let server = await start();
  let made = 0;
  return {
    get server(): Server {
      return server;
    },
    conversations: async (count) =>
      Array.from({ length: count }, (): Conversation => {
        const name = String(made++);
        // The one who writes in this conversation: a Yjs client of its own.
        const client = 1000 + made;
        const sitDown = async (known: number) =>
          seat(await openSocket(server.port, `/${name}`), client, known);
        return { writer: sitDown, reader: sitDown };
      }),
    restart: async (how) => {
      await server[how]();
      server = await start();
    },
    messagesIn,
    stop: () => server.stop(),
  };
}

function seat(
  socket: Awaited<ReturnType<typeof openSocket>>,
  client: number,
  known: number,
): Promise<Seat> {
  let clock = known;
  return new Promise((resolve, reject) => {
    const taken = {
      say: (text: string) => {
        const message = { id: messageId(), kind: 'message', text, writtenAtMs: Date.now() };
        socket.send(pushed(client, clock++, message));
      },
      onSeen: (() => {}) as Seat['onSeen'],
      firstSyncBytes: 0,
      first: new Uint8Array(),
      cut: () => socket.cut(),
    };
    socket.onClose = () => reject(new Error('the reference server closed the line'));
    socket.onMessage = (payload) => {
      const heard = hear(payload);
      if (heard.kind === 'step1') socket.send(emptyStep2);
      if (heard.kind !== 'update') return;
      if (!heard.isFirst) return taken.onSeen(heard.count, payload);
      taken.first = Uint8Array.from(payload);
      taken.firstSyncBytes = payload.length;
      resolve(taken);
    };
    socket.send(syncStep1(client, known));
  });
}

function messagesIn(payload: Uint8Array): Message[] {
  const heard = hear(payload);
  if (heard.kind !== 'update') return [];
  return Y.decodeUpdate(heard.update).structs.flatMap((struct) =>
    struct instanceof Y.Item ? (struct.content.getContent() as Message[]) : [],
  );
}
