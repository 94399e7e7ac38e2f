/**
 * From an entry's JSON text to the bytes that lib0's `writeAny` gives for it, in one pass and without the object between:
 * every accepted entry passes here for each audience, and building the object costs four times as much as the bytes.
 *
 * Only for texts as `JSON.stringify` writes them: no spaces, no key twice, whole-number keys first. Anything that is not
 * plain (escapes, letters beyond ASCII, numbers with a fraction) is left to `JSON.parse` piece by piece.
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
const zero = 0x30;
const nine = 0x39;

const utf8 = new TextEncoder();

/**
 * Where the bytes are written; grows, and is kept for the next entry. One entry is written from start to end without
 * waiting, so it is never shared.
 */
let out = new Uint8Array(16 * 1024);
let at = 0;
let text = '';
let place = 0;

/** Encoded entries, one behind the other. `ends`: where each ends in `bytes`. */
export interface EncodedEntries {
  bytes: Uint8Array;
  ends: number[];
}

/** `texts`: JSON objects, as `JSON.stringify` wrote them. Throws on anything else. */
export function encodeEntries(texts: readonly string[]): EncodedEntries {
  const ends = new Array<number>(texts.length);
  at = 0;
  texts.forEach((json, index) => {
    // A character becomes at most three bytes, a short piece grows by a mark and a length.
    reserve(at + json.length * 4 + 16);
    place = 0;
    text = json;
    value();
    if (place !== json.length) throw new Error('An entry is one JSON object, without spaces.');
    ends[index] = at;
  });
  return { bytes: out.slice(0, at), ends };
}

function value(): void {
  switch (text.charCodeAt(place)) {
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
  if (!text.startsWith(letters, place)) throw new Error('not JSON');
  place += letters.length;
  out[at++] = mark;
}

function object(): void {
  out[at++] = anyObject;
  const countAt = at++;
  let count = 0;
  place++;
  if (text.charCodeAt(place) === closeBrace) place++;
  else {
    do {
      count++;
      string();
      place++; // :
      value();
    } while (text.charCodeAt(place++) === comma);
  }
  setCount(countAt, count);
}

function array(): void {
  out[at++] = anyArray;
  const countAt = at++;
  let count = 0;
  place++;
  if (text.charCodeAt(place) === closeBracket) place++;
  else {
    do {
      count++;
      value();
    } while (text.charCodeAt(place++) === comma);
  }
  setCount(countAt, count);
}

/** `varString`: length in bytes, then the bytes. Nearly all the time goes here, so it works on its own variables. */
function string(): void {
  const from = place + 1;
  const lengthAt = at++;
  const letters = text;
  const bytes = out;
  let to = at;
  for (let i = from; ; i++) {
    const letter = letters.charCodeAt(i);
    if (letter === quote) {
      place = i + 1;
      at = to;
      return setCount(lengthAt, i - from);
    }
    if (letter === backslash || letter > 0x7f || letter !== letter)
      return hardString(from, lengthAt);
    bytes[to++] = letter;
  }
}

/** With escapes or other letters: found to its end, and read by those who know how. */
function hardString(from: number, lengthAt: number): void {
  let end = from;
  while (text.charCodeAt(end) !== quote) {
    if (end >= text.length) throw new Error('not JSON');
    end += text.charCodeAt(end) === backslash ? 2 : 1;
  }
  const words = JSON.parse(text.slice(from - 1, end + 1)) as string;
  at = lengthAt + 1;
  const { written } = utf8.encodeInto(words, out.subarray(at));
  at += written;
  place = end + 1;
  setCount(lengthAt, written);
}

function number(): void {
  const from = place;
  const isNegative = text.charCodeAt(place) === minus;
  if (isNegative) place++;
  let parsed = 0;
  let letter = text.charCodeAt(place);
  for (; letter >= zero && letter <= nine; letter = text.charCodeAt(++place)) {
    parsed = parsed * 10 + (letter - zero);
  }
  if (place === from) throw new Error('not JSON');
  const isWhole = !isOfNumber(letter);
  // Fifteen digits are exact.
  if (isWhole && !isNegative && place - from <= 15) return unsigned(parsed);
  while (isOfNumber(letter) || (letter >= zero && letter <= nine))
    letter = text.charCodeAt(++place);
  fraction(Number(text.slice(from, place)));
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
function isOfNumber(letter: number): boolean {
  return (
    letter === 0x2e || letter === 0x65 || letter === 0x45 || letter === 0x2b || letter === minus
  );
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
