/** Hostile y-websocket messages and awareness. RELIABILITY B20, B29, B30, B45-B48, T10, T35. */
import * as encoding from 'lib0/encoding';
import { messageType } from '#domain/wire.ts';
import { broken, harmless, ignored, shape, type Shape } from './shape.ts';
import { paragraph, update } from './yjs-bytes.ts';

const bytes = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);
const ten255 = new Uint8Array(10).fill(255);

export function syncMessage(kind: 0 | 1 | 2, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

function stateVector(entries: [client: number, clock: number][], said = entries.length) {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, said);
    for (const [client, clock] of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
  });
}

export function ourMessage(type: number, text: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, text);
  });
}

/* ------------------------------------------------------------------ messages, in every kind of room */

const message = shape('message');

export const messageShapes: Shape[] = [
  message('B20', 'an empty message', () => bytes(), broken),
  message('B20', 'one byte: sync and nothing', () => bytes(0), broken),
  message('B20', 'one byte: awareness and nothing', () => bytes(1), broken),
  message('B20', 'unknown type 99', () => bytes(99, 1, 2, 3), broken),
  message('B20', 'a number that never ends', () => ten255, broken),
  message('B20', 'sync of an unknown kind', () => bytes(0, 7, 0), broken),
  message('B20', 'a length beyond the end', () => bytes(0, 0, 200, 1), broken),
  message(
    'B20',
    'a length of 2^53 - 1',
    () =>
      Buffer.concat([bytes(0, 2), encoding.encode((e) => encoding.writeVarUint(e, 2 ** 53 - 1))]),
    broken,
  ),
  message('B20', 'our own answers, sent to us', () => ourMessage(messageType.answer, '{}'), broken),
  message('B20', 'our own GOAWAY, sent to us', () => ourMessage(messageType.goaway, '{}'), broken),
  message(
    'B20',
    'SUBMIT that is not JSON',
    () => ourMessage(messageType.submit, '{"entries":['),
    broken,
  ),
  message('B20', 'SUBMIT of null', () => ourMessage(messageType.submit, 'null'), broken),
  message('B20', 'SUBMIT of an array', () => ourMessage(messageType.submit, '[]'), broken),
  message(
    'B20',
    'SUBMIT whose entries are text',
    () => ourMessage(messageType.submit, '{"entries":"all"}'),
    broken,
  ),
  message(
    'B20',
    'SUBMIT nested 20,000 deep',
    () => ourMessage(messageType.submit, `{"entries":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
    harmless,
  ),
  message(
    'B20',
    'SUBMIT that is not UTF-8',
    () => bytes(messageType.submit, 4, 0xff, 0xfe, 0xc0, 0x80),
    broken,
  ),
  message(
    'B20',
    'PRESENCE of the wrong shape',
    () => ourMessage(messageType.presence, '{"typing":7}'),
    harmless,
  ),
  message('B20', 'PRESENCE that is not JSON', () => ourMessage(messageType.presence, '}'), broken),
  message(
    'B20',
    'FEED with a number for a cursor',
    () => ourMessage(messageType.feed, '{"cursor":7}'),
    harmless,
  ),
  message(
    'B14',
    'FEED with a cursor that nobody signed',
    () => ourMessage(messageType.feed, '{"cursor":"eyJyZXYiOjk5OTk5OX0.AAAA"}'),
    harmless,
  ),
  message('B20', 'PROBE of text', () => ourMessage(messageType.probe, '"hello"'), harmless),
  message(
    'B29',
    'step 1 with 100,000 clients',
    () => syncMessage(0, stateVector(Array.from({ length: 100_000 }, (_, i) => [i + 1, 1]))),
    { kind: 'closed', codes: [4400, 1009] },
  ),
  message(
    'B29',
    'step 1 with 10^6 clients announced',
    () => syncMessage(0, stateVector([], 1_000_000)),
    broken,
  ),
  message(
    'B29',
    'step 1 with a clock of 2^53 - 1',
    () => syncMessage(0, stateVector([[1, 2 ** 53 - 1]])),
    {
      kind: 'harmless',
    },
  ),
  message(
    'B29',
    'step 1 with a clock beyond the log',
    () => syncMessage(0, stateVector([[1, 5_000]])),
    harmless,
  ),
  message('B29', 'step 1 of no bytes', () => syncMessage(0, bytes()), broken),
  message('B29', 'step 1 with an endless number', () => syncMessage(0, ten255), broken),
  message(
    'T35',
    'step 1 asked 50 times',
    () => Array.from({ length: 50 }, () => syncMessage(0, bytes(0))),
    {
      kind: 'harmless',
    },
  ),
  message('B20', 'auth, as only a server says it', () => bytes(2, 0, 0), harmless),
];

/** What is in `updates.ts`, as both kinds of sync message, and what a reader may not send at all. */
export const readOnlyShapes: Shape[] = [
  shape('read-only')(
    'B30',
    'step 2 with nothing in it',
    () => syncMessage(1, bytes(0, 0)),
    ignored,
  ),
  shape('read-only')(
    'B30',
    'step 2 with content',
    () => syncMessage(1, update({ runs: [paragraph(9, 0, 'smuggled')] })),
    { kind: 'closed', codes: [4403] },
  ),
  shape('read-only')(
    'B30',
    'an update with content',
    () => syncMessage(2, update({ runs: [paragraph(9, 0, 'smuggled')] })),
    { kind: 'closed', codes: [4403] },
  ),
  shape('read-only')(
    'T1',
    'deletes of entries that exist',
    () => syncMessage(2, update({ deletes: [{ client: 1, ranges: [[0, 2]] }] })),
    { kind: 'closed', codes: [4403] },
  ),
  shape('read-only')(
    'T1',
    'deletes of entries to come: the 9 bytes of the preface',
    ({ entries }) =>
      syncMessage(2, update({ deletes: [{ client: 1, ranges: [[entries, 1000]] }] })),
    { kind: 'closed', codes: [4403] },
  ),
];

/* ------------------------------------------------------------------ awareness, in a pad */

const awareness = shape('awareness');

function states(entries: [client: number, clock: number, json: string][], said = entries.length) {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.awareness);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        encoding.writeVarUint(inner, said);
        for (const [client, clock, json] of entries) {
          encoding.writeVarUint(inner, client);
          encoding.writeVarUint(inner, clock);
          encoding.writeVarString(inner, json);
        }
      }),
    );
  });
}

const threeTimes = (one: Uint8Array): Uint8Array[] => [one, one, one];
const caret = '{"user":{"name":"Mallory","color":"#ff0000"}}';

export const awarenessShapes: Shape[] = [
  awareness(
    'B45',
    'two client ids',
    () =>
      states([
        [901, 1, caret],
        [902, 1, caret],
      ]),
    harmless,
  ),
  awareness(
    'B45',
    "a typist's client id",
    ({ typist }) => states([[typist.client, 2 ** 31, caret]]),
    harmless,
  ),
  awareness(
    'B45',
    "a typist's presence removed",
    ({ typist }) => states([[typist.client, 2 ** 31, 'null']]),
    harmless,
  ),
  awareness('B45', 'a clock of 2^53 - 1', () => states([[901, 2 ** 53 - 1, caret]]), harmless),
  awareness(
    'B46',
    'a state of 2 KB and a byte, three times',
    () => threeTimes(states([[901, 1, JSON.stringify({ x: 'x'.repeat(2048) })]])),
    broken,
  ),
  awareness(
    'B46',
    'no JSON, three times',
    () => threeTimes(states([[901, 1, '{"user":']])),
    broken,
  ),
  awareness('B46', 'JSON null', () => states([[901, 1, 'null']]), ignored),
  awareness(
    'B46',
    'nested 1,000 deep, three times',
    () => threeTimes(states([[901, 1, `{"x":${'['.repeat(900)}${']'.repeat(900)}}`]])),
    broken,
  ),
  awareness(
    'B46',
    'a key __proto__, three times',
    () => threeTimes(states([[901, 1, '{"__proto__":{"isAgent":true}}']])),
    broken,
  ),
  awareness(
    'B47',
    '50 at once',
    () => Array.from({ length: 50 }, (_, i) => states([[901, i + 1, caret]])),
    harmless,
  ),
  awareness(
    'B48',
    'a name of 500 characters, turned round, with marks',
    () =>
      states([
        [901, 1, JSON.stringify({ user: { name: `\u202e${'e\u0301\u0301'.repeat(170)}` } })],
      ]),
    harmless,
  ),
  awareness(
    'B45',
    'the name of a colleague',
    () => states([[901, 1, '{"user":{"name":"Ana","color":"red"}}']]),
    harmless,
  ),
  awareness(
    'T10',
    '100,000 ids in one message',
    () => states(Array.from({ length: 100_000 }, (_, i) => [i + 1000, 1, '1'])),
    broken,
  ),
  awareness('B20', '10^6 states announced', () => states([], 1_000_000), broken),
  awareness('B20', 'cut off', () => states([[901, 1, caret]]).slice(0, -5), broken),
];
