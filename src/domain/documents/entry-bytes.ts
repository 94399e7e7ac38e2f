/**
 * From an entry's JSON text to the bytes that lib0's `writeAny` gives for it, in one pass and without the object between:
 * every accepted entry passes here for each audience, and building the object costs four times as much as the bytes.
 *
 * Only for texts as `JSON.stringify` writes them: no spaces, no key twice, whole-number keys first. Works on UTF-8, in
 * which the words of JSON and of `writeAny` are the same bytes; only words with escapes are left to `JSON.parse`.
 */
import * as encoding from 'lib0/encoding';

/* Marks of lib0's `writeAny`. */
const anyString = 119;
const anyObject = 118;
const anyArray = 117;
const anyInteger = 125;
const anyFloat32 = 124;
const anyFloat64 = 123;
const anyNull = 126;
const anyTrue = 120;
const anyFalse = 121;

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const minus = 0x2d;
const space = 0x20;
const colon = 0x3a;
const zero = 0x30;
const nine = 0x39;

const utf8 = new TextEncoder();
const words = new TextDecoder();

/**
 * The text being read and the bytes being written, with the places in them. Kept for the next entry; entries are written
 * from start to end without waiting, so they are never shared.
 */
let json = new Uint8Array(16 * 1024);
let place = 0;
let out = new Uint8Array(64 * 1024);
let at = 0;

/** Encoded entries, one behind the other. `ends`: where each ends in `bytes`. */
export interface EncodedEntries {
  bytes: Uint8Array;
  ends: number[];
}

/** `texts`: JSON objects, as `JSON.stringify` wrote them. Throws on anything else. */
export function encodeEntries(texts: readonly string[]): EncodedEntries {
  const ends = new Array<number>(texts.length);
  at = 0;
  for (let i = 0; i < texts.length; i++) {
    const length = readText(texts[i]!);
    // A piece grows by a mark and a length, a number from three letters to nine bytes.
    reserve(at + length * 4 + 16);
    value();
    if (place !== length) throw new Error('An entry is one JSON object, without spaces.');
    ends[i] = at;
  }
  return { bytes: out.slice(0, at), ends };
}

/** Puts a text into `json` as UTF-8 and a zero behind it, which is no JSON; returns its bytes. */
function readText(text: string): number {
  if (json.length <= text.length * 3) json = new Uint8Array(text.length * 6);
  const { written } = utf8.encodeInto(text, json);
  json[written] = 0;
  place = 0;
  return written;
}

function value(): void {
  switch (json[place]) {
    case openBrace:
      return object();
    case openBracket:
      return array();
    case quote:
      out[at++] = anyString;
      return string();
    case 0x74: // true
      return word('true', anyTrue);
    case 0x66: // false
      return word('false', anyFalse);
    case 0x6e: // null
      return word('null', anyNull);
    default:
      return number();
  }
}

function word(letters: string, mark: number): void {
  for (let i = 0; i < letters.length; i++) {
    if (json[place++] !== letters.charCodeAt(i)) throw notJson();
  }
  out[at++] = mark;
}

function object(): void {
  out[at++] = anyObject;
  const countAt = at++;
  let count = 0;
  place++;
  if (json[place] === closeBrace) place++;
  else {
    do {
      count++;
      if (json[place] !== quote) throw notJson();
      string();
      if (json[place++] !== colon) throw notJson();
      value();
    } while (json[place++] === comma);
    if (json[place - 1] !== closeBrace) throw notJson();
  }
  setCount(countAt, count);
}

function array(): void {
  out[at++] = anyArray;
  const countAt = at++;
  let count = 0;
  place++;
  if (json[place] === closeBracket) place++;
  else {
    do {
      count++;
      value();
    } while (json[place++] === comma);
    if (json[place - 1] !== closeBracket) throw notJson();
  }
  setCount(countAt, count);
}

/** `varString`: length in bytes, then the bytes. Nearly all the time goes here, so it works on its own variables. */
function string(): void {
  const from = place + 1;
  const lengthAt = at++;
  const read = json;
  const write = out;
  let to = at;
  for (let i = from; ; i++) {
    const byte = read[i]!;
    if (byte === quote) {
      place = i + 1;
      at = to;
      return setCount(lengthAt, i - from);
    }
    if (byte === backslash) return escapedString(from, lengthAt);
    if (byte < space) throw notJson();
    write[to++] = byte;
  }
}

/** With escapes: found to its end, and read by who knows how. */
function escapedString(from: number, lengthAt: number): void {
  let end = from;
  for (; json[end] !== quote; end += json[end] === backslash ? 2 : 1) {
    if (json[end]! < space) throw notJson();
  }
  const said = JSON.parse(words.decode(json.subarray(from - 1, end + 1))) as string;
  at = lengthAt + 1;
  const { written } = utf8.encodeInto(said, out.subarray(at));
  at += written;
  place = end + 1;
  setCount(lengthAt, written);
}

function number(): void {
  const from = place;
  const isNegative = json[place] === minus;
  if (isNegative) place++;
  let parsed = 0;
  let byte = json[place]!;
  for (; byte >= zero && byte <= nine; byte = json[++place]!) parsed = parsed * 10 + (byte - zero);
  if (place === from) throw notJson();
  const isWhole = !isOfNumber(byte);
  // Fifteen digits are exact.
  if (isWhole && !isNegative && place - from <= 15) return unsigned(parsed);
  while (isOfNumber(byte) || (byte >= zero && byte <= nine)) byte = json[++place]!;
  fraction(Number(words.decode(json.subarray(from, place))));
}

/** `varInt` below 2^31: 6 bits first, then 7 each; as a fraction above. */
function unsigned(parsed: number): void {
  if (parsed > 0x7fff_ffff) return fraction(parsed);
  out[at++] = anyInteger;
  out[at++] = (parsed > 63 ? 0x80 : 0) | (parsed & 63);
  for (let rest = parsed >>> 6; rest > 0; rest >>>= 7) {
    out[at++] = (rest > 127 ? 0x80 : 0) | (rest & 127);
  }
}

/** As lib0 chooses: an integer below 2^31, else four bytes if they say the same, else eight; highest byte first. */
function fraction(parsed: number): void {
  if (Number.isInteger(parsed) && Math.abs(parsed) <= 0x7fff_ffff) {
    const encoder = encoding.createEncoder();
    encoding.writeAny(encoder, parsed);
    const bytes = encoding.toUint8Array(encoder);
    out.set(bytes, at);
    at += bytes.length;
    return;
  }
  float.setFloat32(0, parsed);
  const isShort = float.getFloat32(0) === parsed;
  if (!isShort) float.setFloat64(0, parsed);
  out[at++] = isShort ? anyFloat32 : anyFloat64;
  for (let i = 0; i < (isShort ? 4 : 8); i++) out[at++] = floatBytes[i]!;
}

const float = new DataView(new ArrayBuffer(8));
const floatBytes = new Uint8Array(float.buffer);

/** `.`, `e`, `E`, `+`, `-`. */
function isOfNumber(byte: number): boolean {
  return byte === 0x2e || byte === 0x65 || byte === 0x45 || byte === 0x2b || byte === minus;
}

/** Writes a length into the byte that was left for it; a longer one moves what follows. */
function setCount(countAt: number, count: number): void {
  if (count < 128) {
    out[countAt] = count;
    return;
  }
  let extra = 0;
  for (let rest = count; rest > 127; rest >>>= 7) extra++;
  reserve(at + extra);
  out.copyWithin(countAt + 1 + extra, countAt + 1, at);
  at += extra;
  let rest = count;
  for (let i = countAt; i < countAt + extra; i++, rest >>>= 7) out[i] = 0x80 | (rest & 127);
  out[countAt + extra] = rest;
}

function reserve(bytes: number): void {
  if (bytes <= out.length) return;
  const larger = new Uint8Array(bytes * 2);
  larger.set(out.subarray(0, at));
  out = larger;
}

function notJson(): Error {
  return new Error('An entry is JSON as JSON.stringify writes it.');
}
