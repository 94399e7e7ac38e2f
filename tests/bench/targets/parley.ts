/**
 * Ours, as people run it: `sync-server/main.ts` around the built app, with its limits off. Visitors write on stock
 * one-room sockets, agents read the team's room on stock ones or on a shared line.
 */
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { frameOp, messageType } from '#domain/wire.ts';
import { startServer, type Server } from '../child.ts';
import { hear, ours, syncStep1 } from '../frames.ts';
import {
  enterAsVisitor,
  messageIn,
  setUpOwner,
  submitOverHttp,
  teamRooms,
} from '../../support/people.ts';
import { openSocket } from '../../support/light-socket.ts';
import {
  type Message,
  type Conversation,
  type Installation,
  type Seat,
  type Target,
} from './target.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** The client of every log document (DESIGN 2). */
const logClient = 1;

export const parley: Target = {
  name: 'parley',
  prepare: async () => {
    if (!existsSync(`${root}build/handler.js`)) {
      throw new Error('The app is not built: npm run build, then again.');
    }
  },
  install,
};

/** What only ours has: one socket for many rooms, and the feed beside them. */
export interface ParleyInstallation extends Installation {
  sharedLine(): Promise<SharedLine>;
}

export interface SharedLine {
  /** Opens the team's room; resolves when caught up. */
  open(conversation: Conversation, known: number): Promise<Seat>;
  /** Asks for the feed and hears of every change from then on. */
  follow(): void;
  cut(): void;
}

interface ParleyConversation extends Conversation {
  id: string;
  teamRoom(): Promise<string>;
}

async function install(folder: string): Promise<ParleyInstallation> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    ...{ PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: origin, DATA_DIR: folder },
    ...{ RATE_LIMITS: 'off', LOG_LEVEL: 'warn' },
    // Nobody answers in the bench: the rule of the missed chat would be work of its own.
    MISSED_AFTER_MS: '1000000000',
  };
  const start = () =>
    startServer(`${root}sync-server/main.ts`, { cwd: root, env, readyAt: `${origin}/readyz` });
  let server = await start();
  const agent = await setUpOwner(origin);
  const rooms = new Map<string, string>();
  let asking: Promise<Map<string, string>> | null = null;

  /** A conversation is listed once somebody has written in it. */
  const teamRoom = async (id: string): Promise<string> => {
    // One question for all that are new: conversations are made by the thousand.
    if (!rooms.has(id)) {
      asking ??= teamRooms(origin, agent.cookie).finally(() => (asking = null));
      for (const [listed, room] of await asking) rooms.set(listed, room);
    }
    const room = rooms.get(id);
    if (!room) throw new Error(`conversation ${id} is not listed`);
    return room;
  };

  const converse = async (): Promise<ParleyConversation> => {
    const { conversation: id, room, ticket } = await enterAsVisitor(origin);
    // The team hears of a conversation with its first message.
    const answers = await submitOverHttp(origin, ticket, [messageIn(id, 'Hello')]);
    assertAccepted(JSON.stringify(answers));
    const count = (known: number) => (known > 0 ? known + 1 : 0);
    return {
      id,
      teamRoom: () => teamRoom(id),
      writer: (known) => seat(port, room, ticket, count(known), id),
      reader: async (known) => seat(port, await teamRoom(id), agent.ticket, count(known), id),
    };
  };

  return {
    get server(): Server {
      return server;
    },
    conversations: async (count) => {
      const made: ParleyConversation[] = [];
      for (let i = 0; i < count; i += 20) {
        const group = Array.from({ length: Math.min(20, count - i) }, converse);
        made.push(...(await Promise.all(group)));
      }
      return made;
    },
    restart: async (how) => {
      await server[how]();
      server = await start();
    },
    messagesIn,
    sharedLine: () => sharedLine(port, agent.ticket),
    stop: () => server.stop(),
  };
}

/** A port that was free a moment ago; the server is asked by it, since it says its port only to its log. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/* ------------------------------------------------------------------ seats */

async function seat(
  port: number,
  room: string,
  ticket: string,
  known: number,
  conversation: string,
): Promise<Seat> {
  const origin = `http://127.0.0.1:${port}`;
  const path = `/sync/${room}?ticket=${encodeURIComponent(ticket)}`;
  const socket = await openSocket(port, path, { Origin: origin });
  return new Promise((resolve, reject) => {
    const taken = emptySeat(
      (payload) => socket.send(payload),
      () => socket.cut(),
      conversation,
    );
    socket.onClose = (code) =>
      reject(new Error(`Parley closed ${room.split('/')[0]} with ${code}`));
    socket.onMessage = (payload) => takeIn(taken, payload, resolve);
    socket.send(syncStep1(logClient, known));
  });
}

interface Taken extends Seat {
  first: Uint8Array;
  firstSyncBytes: number;
  isCaughtUp: boolean;
}

function emptySeat(
  send: (payload: Uint8Array) => void,
  cut: () => void,
  conversation: string,
): Taken {
  return {
    say: (text) => {
      const submit = { deviceNowMs: Date.now(), entries: [messageIn(conversation, text)] };
      send(ours(messageType.submit, submit));
    },
    onSeen: () => {},
    firstSyncBytes: 0,
    first: new Uint8Array(),
    isCaughtUp: false,
    cut,
  };
}

function takeIn(taken: Taken, payload: Uint8Array, resolve: (seat: Taken) => void): void {
  const heard = hear(payload);
  if (heard.kind === 'ours' && heard.type === messageType.answer) assertAccepted(heard.text());
  if (heard.kind !== 'update') return;
  if (taken.isCaughtUp) return taken.onSeen(heard.count, payload);
  taken.isCaughtUp = true;
  taken.first = Uint8Array.from(payload);
  taken.firstSyncBytes ||= payload.length;
  resolve(taken);
}

/** Anything but "accepted" would make the figures worthless. */
function assertAccepted(text: string): void {
  if (/"state":"(?!accepted)/.test(text)) throw new Error(`not accepted: ${text.slice(0, 300)}`);
}

function messagesIn(payload: Uint8Array): Message[] {
  const heard = hear(payload);
  if (heard.kind !== 'update') return [];
  return Y.decodeUpdate(heard.update).structs.flatMap((struct) =>
    struct instanceof Y.Item
      ? (struct.content.getContent() as (Message & { kind: string })[]).filter(
          (one) => one.kind === 'message',
        )
      : [],
  );
}

/* ------------------------------------------------------------------ the shared line */

async function sharedLine(port: number, ticket: string): Promise<SharedLine> {
  const socket = await openSocket(port, '/sync', { Origin: `http://127.0.0.1:${port}` });
  const byChannel = new Map<number, (payload: Uint8Array, isPacked: boolean) => void>();
  const send = (op: number, channel: number, payload: Uint8Array) =>
    socket.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, op);
        encoding.writeVarUint(encoder, channel);
        encoding.writeUint8Array(encoder, payload);
      }),
    );
  await new Promise<void>((resolve, reject) => {
    socket.onClose = (code) => reject(new Error(`Parley closed the line with ${code}`));
    socket.onMessage = (frame) => {
      const decoder = decoding.createDecoder(frame);
      const op = decoding.readVarUint(decoder);
      const channel = decoding.readVarUint(decoder);
      const payload = decoding.readTailAsUint8Array(decoder);
      if (op === frameOp.hello) resolve();
      else if (op === frameOp.data || op === frameOp.packed) {
        byChannel.get(channel)?.(payload, op === frameOp.packed);
      } else if (op === frameOp.close)
        throw new Error(`channel closed: ${Buffer.from(payload).toString()}`);
    };
    send(frameOp.hello, 0, Buffer.from(JSON.stringify({ ticket })));
  });
  return {
    follow: () => send(frameOp.data, 0, ours(messageType.feed, { cursor: null })),
    open: async (conversation, known) => {
      const { id, teamRoom } = conversation as ParleyConversation;
      const channel = byChannel.size + 1;
      const room = await teamRoom();
      return new Promise((resolve) => {
        const data = (payload: Uint8Array) => send(frameOp.data, channel, payload);
        const taken = emptySeat(data, () => send(frameOp.close, channel, new Uint8Array()), id);
        byChannel.set(channel, (payload, isPacked) => {
          if (isPacked) taken.firstSyncBytes = payload.length;
          takeIn(taken, isPacked ? inflateRawSync(payload) : payload, resolve);
        });
        send(frameOp.open, channel, Buffer.from(room));
        data(syncStep1(logClient, known));
      });
    },
    cut: () => socket.cut(),
  };
}
