/** The two floors: `relay` forwards, `durable` also stores first. Both are `peers/relay.ts`. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type Server } from '../child.ts';
import { openSocket } from '../websocket.ts';
import {
  messageId,
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
  install: (folder) => install(folder, { STORE: join(folder, 'relay.db') }),
};

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
    stored: async (conversation) => {
      const { heard, reader } = await listen(conversation);
      reader.cut();
      return new Set(idsIn(heard));
    },
    idsIn,
    stop: () => server.stop(),
  };
}

/** A seat is taken when the first frame has come: the one that says "you are in". */
function seat(socket: Awaited<ReturnType<typeof openSocket>>): Promise<Seat & { first: Buffer }> {
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
      first: Buffer.alloc(0),
      cut: () => socket.cut(),
    };
    socket.onClose = () => reject(new Error('the relay closed the line'));
    socket.onMessage = (first) => {
      taken.first = Buffer.from(first);
      taken.firstSyncBytes = first.length;
      socket.onMessage = (payload) => taken.onSeen(1, payload);
      resolve(taken);
    };
  });
}

async function listen(conversation: Conversation) {
  const reader = (await conversation.reader(0)) as Seat & { first: Buffer };
  return { reader, heard: reader.first };
}

/** Messages follow each other without a break; ids are what stands behind each `"id"`. */
function idsIn(payload: Uint8Array): string[] {
  return [
    ...Buffer.from(payload)
      .toString('utf8')
      .matchAll(/"id":"([^"]+)"/g),
  ].map((m) => m[1]!);
}
