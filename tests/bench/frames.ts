/**
 * The bytes the load speaks: y-websocket messages and ours, written and read with as little work as possible.
 * What arrives is only counted here; workloads that must know *what* arrived keep the bytes and decode them later.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { logRoot, messageType } from '#domain/wire.ts';

const sync = { step1: 0, step2: 1, update: 2 } as const;

/** Sync step 1 of somebody who has the first `known` items of `client`. */
export function syncStep1(client: number, known: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    encoding.writeVarUint(encoder, sync.step1);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((vector) => {
        encoding.writeVarUint(vector, known > 0 ? 1 : 0);
        if (known === 0) return;
        encoding.writeVarUint(vector, client);
        encoding.writeVarUint(vector, known);
      }),
    );
  });
}

/** What every client answers a step 1 with when it has nothing to tell. */
export const emptyStep2 = Uint8Array.of(messageType.sync, sync.step2, 2, 0, 0);

/** One more element at the end of the array that this client alone writes, as a stock client would send it. */
export function pushed(client: number, clock: number, element: object): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    encoding.writeVarUint(encoder, sync.update);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((update) => {
        for (const n of [1, 1, client, clock]) encoding.writeVarUint(update, n);
        if (clock === 0) {
          for (const n of [8, 1]) encoding.writeVarUint(update, n);
          encoding.writeVarString(update, logRoot);
        } else {
          encoding.writeUint8(update, 0x88);
          for (const n of [client, clock - 1]) encoding.writeVarUint(update, n);
        }
        encoding.writeVarUint(update, 1);
        encoding.writeAny(update, element as Record<string, string>);
        encoding.writeVarUint(update, 0);
      }),
    );
  });
}

/** One of our own messages: type and JSON text. */
export function ours(type: number, body: object): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, JSON.stringify(body));
  });
}

export type Heard =
  | { kind: 'step1' }
  /** `isFirst`: the answer to our step 1. `count`: how many array elements the update brings. */
  | { kind: 'update'; isFirst: boolean; count: number; update: Uint8Array }
  | { kind: 'ours'; type: number; text: () => string };

export function hear(payload: Uint8Array): Heard {
  const decoder = decoding.createDecoder(payload);
  const type = decoding.readVarUint(decoder);
  if (type !== messageType.sync) {
    return { kind: 'ours', type, text: () => decoding.readVarString(decoder) };
  }
  const step = decoding.readVarUint(decoder);
  if (step === sync.step1) return { kind: 'step1' };
  const update = decoding.readVarUint8Array(decoder);
  return { kind: 'update', isFirst: step === sync.step2, count: elementsIn(update), update };
}

/** Reads no further than the header when, as nearly always, there is one struct. */
function elementsIn(update: Uint8Array): number {
  const decoder = decoding.createDecoder(update);
  const clients = decoding.readVarUint(decoder);
  if (clients === 0) return 0;
  const structs = decoding.readVarUint(decoder);
  if (clients > 1 || structs > 1) {
    return Y.decodeUpdate(update).structs.reduce((sum, struct) => sum + struct.length, 0);
  }
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  const info = decoding.readUint8(decoder);
  if (info & 0x80) {
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
  } else if (decoding.readVarUint(decoder) === 1) decoding.readVarString(decoder);
  return decoding.readVarUint(decoder);
}
