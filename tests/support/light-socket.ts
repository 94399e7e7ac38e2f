/**
 * A WebSocket client as light as one can be (RFC 6455 over node:net): the load must never be what is measured.
 * Binary frames, pings answered, close codes kept; no extensions, no fragments, no text.
 */
import { connect, type Socket } from 'node:net';

/** Any key does: the server undoes it all the same. */
const mask = [0x5a, 0xc3, 0x17, 0x88] as const;
const binary = 2;
const closing = 8;
const ping = 9;
const pong = 10;

export interface LightSocket {
  /** Frames of one turn of the loop leave in one write, as from a busy browser. */
  send(payload: Uint8Array): void;
  /** Bytes as they are, below any frame: for those who mean harm. */
  raw(bytes: Uint8Array): void;
  /** Ends without a goodbye, as a lost network does. */
  cut(): void;
  onMessage: (payload: Uint8Array) => void;
  /** Code of the close frame, or null when the line just ended. */
  onClose: (code: number | null) => void;
}

/** Resolves once upgraded; rejects with the status line otherwise. `path` begins with a slash. */
export function openSocket(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<LightSocket> {
  return new Promise((resolve, reject) => {
    const line = connect({ port, host: '127.0.0.1', noDelay: true });
    line.once('error', reject);
    line.write(upgradeRequest(port, path, headers));
    let head = '';
    const onHead = (bytes: Buffer) => {
      head += bytes.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      line.off('data', onHead);
      line.off('error', reject);
      if (!head.startsWith('HTTP/1.1 101')) {
        line.destroy();
        reject(new Error(`no upgrade at ${path.split('?')[0]}: ${head.split('\r\n')[0]}`));
        return;
      }
      resolve(lightSocket(line, Buffer.from(head.slice(end + 4), 'latin1')));
    };
    line.on('data', onHead);
  });
}

function upgradeRequest(port: number, path: string, headers: Record<string, string>): string {
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': 'cGFybGV5IGJlbmNoIGtleQ==',
    'Sec-WebSocket-Version': '13',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function lightSocket(line: Socket, first: Buffer): LightSocket {
  let waiting: Buffer[] = [];
  let code: number | null = null;
  const write = (bytes: Buffer) => {
    if (waiting.length === 0) {
      process.nextTick(() => {
        if (line.writable) line.write(waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting));
        waiting = [];
      });
    }
    waiting.push(bytes);
  };
  const socket: LightSocket = {
    send: (payload) => write(maskedFrame(binary, payload)),
    raw: (bytes) => void (line.writable && line.write(bytes)),
    cut: () => line.destroy(),
    onMessage: () => {},
    onClose: () => {},
  };
  const read = frameReader(first, (opcode, payload) => {
    if (opcode === binary) socket.onMessage(payload);
    else if (opcode === ping) write(maskedFrame(pong, payload));
    else if (opcode === closing) {
      code = payload.length >= 2 ? (payload[0]! << 8) | payload[1]! : 1005;
      line.end();
    }
  });
  line.on('data', read);
  line.on('error', () => line.destroy());
  line.on('close', () => socket.onClose(code));
  // After whoever awaits us has put up its handlers.
  if (first.length > 0) setImmediate(() => read(Buffer.alloc(0)));
  return socket;
}

/** Cuts a stream of bytes into frames; a frame's payload is valid only until the callback returns. */
function frameReader(first: Buffer, onFrame: (opcode: number, payload: Uint8Array) => void) {
  let rest: Buffer | null = first.length > 0 ? first : null;
  return (bytes: Buffer): void => {
    let buffer = rest ? Buffer.concat([rest, bytes]) : bytes;
    for (;;) {
      const frame = firstFrame(buffer);
      if (!frame) break;
      onFrame(buffer[0]! & 0x0f, buffer.subarray(frame.from, frame.to));
      buffer = buffer.subarray(frame.to);
    }
    rest = buffer.length > 0 ? buffer : null;
  };
}

function firstFrame(buffer: Buffer): { from: number; to: number } | null {
  if (buffer.length < 2) return null;
  const short = buffer[1]! & 0x7f;
  let from = 2;
  let length = short;
  if (short === 126) {
    if (buffer.length < 4) return null;
    length = buffer.readUInt16BE(2);
    from = 4;
  } else if (short === 127) {
    if (buffer.length < 10) return null;
    length = Number(buffer.readBigUInt64BE(2));
    from = 10;
  }
  return buffer.length < from + length ? null : { from, to: from + length };
}

function maskedFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const from = length < 126 ? 6 : length < 65_536 ? 8 : 14;
  const frame = Buffer.allocUnsafe(from + length);
  frame[0] = 0x80 | opcode;
  if (from === 6) frame[1] = 0x80 | length;
  else if (from === 8) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(mask, from - 4);
  for (let i = 0; i < length; i++) frame[from + i] = payload[i]! ^ mask[i & 3]!;
  return frame;
}
