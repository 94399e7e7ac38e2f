/**
 * Sockets of the `ws` package, as the core's `Socket`; and the upgrade that leads to one.
 *
 * Only paths under `/sync` are upgraded, and only for pages of our own origin: a browser always says where a page comes
 * from, so another site's page cannot ride on an agent's cookie (T6). Programs that are no browser send no `Origin`;
 * they need a ticket like everybody. RELIABILITY B18, B21-B25.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { limits } from '#domain/limits.ts';
import type { Socket } from './ports.ts';

/** Where a socket came from. `path` is the raw request target, beginning with `/sync`. */
interface Arrival {
  path: string;
  /** Address of the caller, or of whom a trusted proxy names. */
  address: string;
}

export interface Upgrades {
  server: Server;
  origins: ReadonlySet<string>;
  addressOf(request: IncomingMessage): string;
  /** False while the server does not take sockets (starting, stopping): answered 503. */
  isOpen(): boolean;
  arrive(socket: Socket, arrival: Arrival): void;
  refused(why: 'path' | 'origin' | 'version' | 'closed'): void;
}

/** More pieces than this is no honest message (B22). */
const fragmentsMax = 64;
const pathCharactersMax = 2_048;

/** Takes upgrades from now on; the returned function ends that. */
export function takeUpgrades(upgrades: Upgrades): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false, // 218 KB a socket against 9.5 KB (DESIGN 5), and no deflate bombs (B23)
    maxPayload: limits.frameBytesVisitor,
    maxFragments: fragmentsMax,
    clientTracking: false,
  });
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    const path = request.url ?? '';
    if (!isSyncPath(path)) {
      upgrades.refused('path');
      return endWith(stream, 404, 'Not Found');
    }
    const { origin } = request.headers;
    if (origin !== undefined && !upgrades.origins.has(origin)) {
      upgrades.refused('origin');
      return endWith(stream, 403, 'Forbidden');
    }
    // ws would still take drafts of the protocol (B18).
    if (request.headers['sec-websocket-version'] !== '13') {
      upgrades.refused('version');
      return endWith(stream, 426, 'Upgrade Required', 'Sec-WebSocket-Version: 13\r\n');
    }
    if (!upgrades.isOpen()) {
      upgrades.refused('closed');
      return endWith(stream, 503, 'Service Unavailable', 'Retry-After: 2\r\n');
    }
    sockets.handleUpgrade(request, stream, head, (socket) =>
      upgrades.arrive(wsSocket(socket), { path, address: upgrades.addressOf(request) }),
    );
  };
  upgrades.server.on('upgrade', onUpgrade);
  return () => {
    upgrades.server.off('upgrade', onUpgrade);
    sockets.close();
  };
}

function isSyncPath(path: string): boolean {
  return path.length <= pathCharactersMax && /^\/sync(?:[/?]|$)/.test(path);
}

function endWith(stream: Duplex, status: number, phrase: string, header = ''): void {
  stream.end(
    `HTTP/1.1 ${status} ${phrase}\r\nConnection: close\r\n${header}Content-Length: 0\r\n\r\n`,
  );
}

/**
 * What `ws` 8 keeps to itself: the size limit of one socket, which its options fix for all sockets alike, and the stream
 * beneath. Both have been there since version 1; where one is missing, only a limit and a saving are.
 */
interface Inside {
  _receiver?: { _maxPayload: number };
  _socket?: Duplex | null;
}

function wsSocket(ws: WebSocket): Socket {
  ws.binaryType = 'nodebuffer';
  const inside = ws as unknown as Inside;
  let isGathering = false;
  /** What one group says to one socket, a room's update, the feed and the answers, leaves in one system call. */
  const gather = (): void => {
    const stream = inside._socket;
    if (isGathering || !stream) return;
    isGathering = true;
    stream.cork();
    // After all that is being answered now: microtasks come first.
    process.nextTick(() => {
      isGathering = false;
      stream.uncork();
    });
  };
  const socket: Socket = {
    onMessage: null,
    onClose: null,
    onSign: null,
    send(bytes) {
      if (ws.readyState !== WebSocket.OPEN) return;
      gather();
      ws.send(bytes);
    },
    close(code, reason) {
      ws.close(code, reason);
    },
    get bufferedBytes() {
      return ws.bufferedAmount;
    },
    ping() {
      if (ws.readyState === WebSocket.OPEN) ws.ping();
    },
    allowBytes(max) {
      if (inside._receiver) inside._receiver._maxPayload = max;
    },
  };
  ws.on('message', (data: Buffer, isBinary: boolean) => {
    // A text frame is no message of this protocol: empty bytes are refused by the core as any broken ones (B20).
    socket.onMessage?.(isBinary ? data : new Uint8Array());
  });
  ws.on('ping', () => socket.onSign?.('ping'));
  ws.on('pong', () => socket.onSign?.('pong'));
  // ws closes by itself with 1002, 1007 or 1009 after a protocol error; `close` follows.
  ws.on('error', () => undefined);
  ws.on('close', () => socket.onClose?.());
  return socket;
}
