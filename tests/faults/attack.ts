/**
 * One socket of somebody who means harm, and how it ended. What is sent is sent as it is; whether it has been dealt with is
 * known by a probe that is answered after it, never by waiting.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { frameOp, messageType } from '#domain/wire.ts';
import { openSocket } from '../support/light-socket.ts';

export interface Attack {
  send(message: Uint8Array): void;
  raw(bytes: Uint8Array): void;
  /** Sync step 1 heard since `forget`: the server asks what we have. */
  asked(): number;
  forget(): void;
  /** Codes with which channels of the multiplexed socket were closed. */
  channelCodes(): number[];
  /** Everything sent before was dealt with: `open`, or the code it was closed with (1006: the line just ended). */
  settled(): Promise<'open' | number>;
  cut(): void;
}

const settleWithinMs = 15_000;

/** A stock socket in one room. */
export async function attackRoom(port: number, room: string, ticket: string): Promise<Attack> {
  const path = `/sync/${encodeURIComponent(room)}?ticket=${encodeURIComponent(ticket)}`;
  return attackOn(port, path, (message) => message);
}

/** The multiplexed socket, after hello. What is sent are whole frames. */
export async function attackLine(port: number, ticket: string): Promise<Attack> {
  const framed = (op: number, message: Uint8Array) =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, op);
      encoding.writeVarUint(encoder, 0);
      encoding.writeUint8Array(encoder, message);
    });
  const attack = await attackOn(port, '/sync', (message) => framed(frameOp.data, message));
  attack.send(framed(frameOp.hello, Buffer.from(JSON.stringify({ ticket }))));
  return attack;
}

async function attackOn(
  port: number,
  path: string,
  own: (message: Uint8Array) => Uint8Array,
): Promise<Attack> {
  const socket = await openSocket(port, path);
  const channelCodes: number[] = [];
  let asked = 0;
  let probes = 0;
  let answered = 0;
  let closed: number | null = null;
  let changed = (): void => undefined;
  socket.onMessage = (payload) => {
    if (payload[0] === messageType.sync && payload[1] === 0) {
      asked += 1;
      // As every client does: otherwise the server goes on waiting for it.
      socket.send(nothingToTell);
    }
    if (payload[0] === frameOp.close && payload.length > 2) channelCodes.push(closeCodeIn(payload));
    const n = probeIn(payload);
    if (n !== null) answered = n;
    changed();
  };
  socket.onClose = (code) => {
    closed = code ?? 1006;
    changed();
  };
  return {
    send: (message) => socket.send(message),
    raw: (bytes) => socket.raw(bytes),
    asked: () => asked,
    forget: () => (asked = 0),
    channelCodes: () => channelCodes,
    cut: () => socket.cut(),
    settled() {
      const mine = ++probes;
      if (closed === null) socket.send(own(probe(mine)));
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error('neither an answer nor an end')),
          settleWithinMs,
        );
        changed = () => {
          if (closed === null && answered < mine) return;
          clearTimeout(late);
          resolve(closed ?? 'open');
        };
        changed();
      });
    },
  };
}

/** An empty step 2. */
const nothingToTell = Uint8Array.of(messageType.sync, 1, 2, 0, 0);

function closeCodeIn(frame: Uint8Array): number {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return decoding.readVarUint(decoder);
}

function probe(n: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.probe);
    encoding.writeVarString(encoder, JSON.stringify({ n }));
  });
}

/** The number of an answered probe, on a stock socket or in a frame of channel 0. */
function probeIn(payload: Uint8Array): number | null {
  const from = payload[0] === frameOp.data && payload[1] === 0 ? 2 : 0;
  if (payload[from] !== messageType.probe) return null;
  const decoder = decoding.createDecoder(payload.subarray(from + 1));
  return (JSON.parse(decoding.readVarString(decoder)) as { n: number }).n;
}
