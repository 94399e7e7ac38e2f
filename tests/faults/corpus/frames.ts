/**
 * Hostile frames of the multiplexed socket, hostile room names, and hostile bytes below WebSocket messages. RELIABILITY
 * B20-B27.
 */
import * as encoding from 'lib0/encoding';
import { frameOp } from '#domain/wire.ts';
import { broken, harmless, shape, type Outcome, type Scene, type Shape } from './shape.ts';

const bytes = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);
const ten255 = new Uint8Array(10).fill(255);

/* ------------------------------------------------------------------ frames of the multiplexed socket */

const frame = shape('frame');

function framed(op: number, channel: number, payload: Uint8Array = bytes()): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, op);
    encoding.writeVarUint(encoder, channel);
    encoding.writeUint8Array(encoder, payload);
  });
}
const utf8 = (text: string): Uint8Array => Buffer.from(text);

export const frameShapes: Shape[] = [
  frame('B20', 'an empty frame', () => bytes(), broken),
  frame('B20', 'one byte', () => bytes(frameOp.data), broken),
  frame('B20', 'an unknown op', () => framed(99, 1, bytes(1, 2)), broken),
  frame('B20', 'a number that never ends', () => ten255, broken),
  frame(
    'B20',
    'data for a channel that was never opened',
    () => framed(frameOp.data, 77, bytes(0, 0, 1, 0)),
    harmless,
  ),
  frame('B20', 'an empty message on channel 0', () => framed(frameOp.data, 0), broken),
  frame(
    'B20',
    'channel 2^53 - 1',
    ({ foreignRoom }) => framed(frameOp.open, 2 ** 53 - 1, utf8(foreignRoom)),
    harmless,
  ),
  frame(
    'B20',
    'a room opened on channel 0',
    ({ foreignRoom }) => framed(frameOp.open, 0, utf8(foreignRoom)),
    broken,
  ),
  frame(
    'B20',
    'packed, which only servers send',
    () => framed(frameOp.packed, 1, bytes(3, 0)),
    broken,
  ),
  frame(
    'B20',
    'hello a second time',
    ({ ticket }) => framed(frameOp.hello, 0, utf8(JSON.stringify({ ticket }))),
    harmless,
  ),
  frame(
    'B20',
    'close of a channel that was never opened',
    () => framed(frameOp.close, 77),
    harmless,
  ),
  frame(
    'B20',
    'room name that is not UTF-8',
    () => framed(frameOp.open, 1, bytes(0xff, 0xfe, 0xc0)),
    harmless,
  ),
  frame(
    'B26',
    '300 rooms opened at once',
    ({ foreignRoom }) =>
      Array.from({ length: 300 }, (_, i) => framed(frameOp.open, i + 1, utf8(foreignRoom))),
    harmless,
  ),
];

export const openFrame = (channel: number, room: string): Uint8Array =>
  framed(frameOp.open, channel, utf8(room));

/** Room names, each opened on a channel of its own and on a stock socket: all answered 4404 (B27). */
export const roomNames: [name: string, room: (scene: Scene) => string][] = [
  ['empty', () => ''],
  ['10 KB', () => `conversation/${'a'.repeat(10_240)}~x`],
  ['a path upwards', () => '../../etc/passwd'],
  ['a NUL', ({ foreignRoom }) => `${foreignRoom}\u0000`],
  ['upper case', ({ foreignRoom }) => foreignRoom.toUpperCase()],
  ['a look-alike letter', ({ foreignRoom }) => foreignRoom.replace('c', '\u0441')],
  ['another kind', ({ foreignRoom }) => foreignRoom.replace(/^\w+/, 'secrets')],
  ['no epoch', ({ foreignRoom }) => foreignRoom.replace(/~.*/, '')],
  ['a feed as a room', () => 'feed'],
  [
    'a pad of a kind that there is not',
    ({ foreignRoom }) => foreignRoom.replace(/^\w+/, 'pad/diary'),
  ],
  ['__proto__', () => '__proto__'],
  ['of somebody else', ({ foreignRoom }) => foreignRoom],
];

/* ------------------------------------------------------------------ below messages */

const wire = shape('wire');
/** `[fin, reserved, opcode]`, mask bit, length, mask of zeros, payload. */
function wsFrame(
  first: number,
  payload: Uint8Array,
  options: { mask?: boolean; said?: bigint } = {},
) {
  const { mask = true, said } = options;
  const length = said ?? BigInt(payload.length);
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = (mask ? 0x80 : 0) | 127;
  head.writeBigUInt64BE(length, 2);
  const short = said === undefined && payload.length < 126;
  const lead = short ? bytes(first, (mask ? 0x80 : 0) | payload.length) : head;
  return Buffer.concat([lead, mask ? new Uint8Array(4) : bytes(), payload]);
}
const closed = (...codes: number[]): Outcome => ({ kind: 'closed', codes });

export const wireShapes: Shape[] = [
  wire('B20', 'a text frame', () => wsFrame(0x81, utf8('hello')), closed(4400, 1003)),
  wire(
    'B21',
    '1 MB and a byte announced',
    () => wsFrame(0x82, bytes(), { said: 1_048_577n }),
    closed(1009),
  ),
  wire(
    'B21',
    '2^63 - 1 bytes announced',
    () => wsFrame(0x82, bytes(), { said: 2n ** 63n - 1n }),
    closed(1009),
  ),
  wire('B22', 'unmasked', () => wsFrame(0x82, bytes(0, 0, 1, 0), { mask: false }), closed(1002)),
  wire('B22', 'reserved bits', () => wsFrame(0xb2, bytes(0, 0, 1, 0)), closed(1002)),
  wire('B22', 'an opcode that there is not', () => wsFrame(0x83, bytes(0)), closed(1002)),
  wire('B22', 'a fragmented ping', () => wsFrame(0x09, bytes(0)), closed(1002)),
  wire('B22', 'a ping of 126 bytes', () => wsFrame(0x89, new Uint8Array(126)), closed(1002)),
  wire('B22', 'a continuation of nothing', () => wsFrame(0x80, bytes(0)), closed(1002)),
  wire(
    'B22',
    '100,000 empty fragments',
    () => {
      const more = wsFrame(0x00, bytes());
      return [
        Buffer.concat([wsFrame(0x02, bytes(0)), ...Array.from({ length: 100_000 }, () => more)]),
      ];
    },
    closed(1002, 1008, 4400),
  ),
  wire(
    'B23',
    'compressed, though nobody agreed to that',
    () => wsFrame(0xc2, bytes(0xaa, 0)),
    closed(1002),
  ),
  wire('B24', 'text that is not UTF-8', () => wsFrame(0x81, bytes(0xc3, 0x28)), closed(1007)),
  wire('B24', 'close with code 999', () => wsFrame(0x88, bytes(0x03, 0xe7)), closed(1002)),
  wire('B24', 'close with one byte', () => wsFrame(0x88, bytes(3)), closed(1002)),
  wire(
    'B24',
    'close with a reason that is not UTF-8',
    () => wsFrame(0x88, bytes(0x03, 0xe8, 0xc3, 0x28)),
    closed(1007),
  ),
  wire('B20', 'HTTP on an upgraded line', () => utf8('GET / HTTP/1.1\r\n\r\n'), closed(1002)),
];
