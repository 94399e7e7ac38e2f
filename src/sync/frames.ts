/**
 * Bytes of the multiplexed socket (DESIGN 5, `wire.ts`): frames `[op, channel, payload]`, and our own messages
 * `[type, JSON]` on channel 0. Pure, but for `inflate`, which the browser does in a stream.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What sockets take: bytes that are not shared between threads. */
export type Bytes = Uint8Array<ArrayBuffer>;

export interface Frame {
  op: number;
  channel: number;
  payload: Uint8Array;
}

export function encodeFrame(op: number, channel: number, payload: Uint8Array): Bytes {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, op);
  encoding.writeVarUint(encoder, channel);
  encoding.writeUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder) as Bytes;
}

/** Throws on bytes that are no frame. The payload is a view of `bytes`. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  const op = decoding.readVarUint(decoder);
  const channel = decoding.readVarUint(decoder);
  return { op, channel, payload: decoding.readTailAsUint8Array(decoder) };
}

export function encodeText(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

export function decodeJson(payload: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(payload));
}

export function encodeMessage(type: number, body: unknown): Bytes {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarString(encoder, JSON.stringify(body));
  return encoding.toUint8Array(encoder) as Bytes;
}

/** `body` is null for types that are not ours: their payload is no JSON. */
export function decodeMessage(payload: Uint8Array): { type: number; body: unknown } {
  const decoder = decoding.createDecoder(payload);
  const type = decoding.readVarUint(decoder);
  return { type, body: type > 100 ? JSON.parse(decoding.readVarString(decoder)) : null };
}

/** Payload of a `close` from the server. */
export function decodeClose(payload: Uint8Array): { code: number; reason: string } {
  const decoder = decoding.createDecoder(payload);
  const code = decoding.readVarUint(decoder);
  return { code, reason: decoding.hasContent(decoder) ? decoding.readVarString(decoder) : '' };
}

/** Undoes the raw deflate of a `packed` payload. */
export async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([packed as Bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
