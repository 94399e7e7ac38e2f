/**
 * Bytes of the line: y-websocket messages, our own messages, and the frames of the multiplexed socket (DESIGN 5).
 *
 * Written into one buffer of the right size, because each accepted entry passes here once for every reader.
 */
import * as decoding from 'lib0/decoding';
import { frameOp, messageType } from '#domain/wire.ts';

/** Second number of a sync message (y-protocols `sync.js`). */
export const syncKind = { step1: 0, step2: 1, update: 2 } as const;

/** What a stock socket hears every 20 s: an awareness update about nobody. */
export const emptyAwareness: Uint8Array = Uint8Array.of(messageType.awareness, 1, 0);

/** `[sync, kind, bytes]`; `bytes` is a state vector for step 1, otherwise an update. */
export function syncMessage(kind: 0 | 1 | 2, bytes: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(2 + varUintBytes(bytes.length) + bytes.length);
  out[0] = messageType.sync;
  out[1] = kind;
  out.set(bytes, writeVarUint(out, 2, bytes.length));
  return out;
}

/** What stands before the `length` bytes of a sync message. */
export function syncHead(kind: 0 | 1 | 2, length: number): Uint8Array {
  const out = Buffer.allocUnsafe(2 + varUintBytes(length));
  out[0] = messageType.sync;
  out[1] = kind;
  writeVarUint(out, 2, length);
  return out;
}

export function awarenessMessage(bytes: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(1 + varUintBytes(bytes.length) + bytes.length);
  out[0] = messageType.awareness;
  out.set(bytes, writeVarUint(out, 1, bytes.length));
  return out;
}

/** One of our own messages: `[type, JSON]`. */
export function ownMessage(type: number, json: string): Uint8Array {
  const length = Buffer.byteLength(json);
  const out = Buffer.allocUnsafe(varUintBytes(type) + varUintBytes(length) + length);
  out.write(json, writeVarUint(out, writeVarUint(out, 0, type), length), 'utf8');
  return out;
}

/** A message in the frame of a channel. */
export function framed(op: number, channel: number, message: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(1 + varUintBytes(channel) + message.length);
  out[0] = op;
  out.set(message, writeVarUint(out, 1, channel));
  return out;
}

export function closeFrame(channel: number, code: number, reason: string): Uint8Array {
  const length = Buffer.byteLength(reason);
  const body = Buffer.allocUnsafe(varUintBytes(code) + varUintBytes(length) + length);
  body.write(reason, writeVarUint(body, writeVarUint(body, 0, code), length), 'utf8');
  return framed(frameOp.close, channel, body);
}

/* ------------------------------------------------------------------ reading */

/** Null for bytes that are no frame. The payload is a view of them. */
export function readFrame(
  bytes: Uint8Array,
): { op: number; channel: number; payload: Uint8Array } | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const op = decoding.readVarUint(decoder);
    const channel = decoding.readVarUint(decoder);
    return { op, channel, payload: bytes.subarray(decoder.pos) };
  } catch {
    return null;
  }
}

/** Types that exist, on either side of 100; null for anything else (B20). */
export function readType(message: Uint8Array): number | null {
  const type = message[0];
  if (type === undefined) return null;
  return type <= messageType.queryAwareness || (type > 100 && type < 128) ? type : null;
}

/** The JSON of one of our own messages; undefined for bytes that are none. */
export function readOwn(message: Uint8Array): unknown {
  try {
    const decoder = decoding.createDecoder(message);
    decoding.readVarUint(decoder);
    return readJson(decoding.readVarUint8Array(decoder));
  } catch {
    return undefined;
  }
}

/** Undefined for anything that is no JSON. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(),
    ) as unknown;
  } catch {
    return undefined;
  }
}

/* ------------------------------------------------------------------ numbers */

function varUintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

/** Writes at `at` and returns the place behind. */
function writeVarUint(out: Uint8Array, at: number, value: number): number {
  let rest = value;
  let place = at;
  while (rest > 127) {
    out[place++] = 0x80 | (rest % 128);
    rest = Math.floor(rest / 128);
  }
  out[place++] = rest;
  return place;
}
