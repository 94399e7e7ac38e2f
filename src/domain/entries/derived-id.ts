/**
 * Ids of entries that Parley writes by itself: the same cause gives the same id, so that deciding twice has the
 * effect of deciding once (DESIGN 3). A 128-bit hash of the cause in the form of a UUID of version 8 (RFC 9562).
 *
 * Not secret: people's entries may not carry ids of version 8 (`rules/check-submitted.ts`).
 */

/** `cause` names the entry to write and what calls for it, as `missed/<conversation>/<turn>`. */
export function derivedId(cause: string): string {
  const [a, b, c, d] = hash128(cause);
  const hex = [
    a,
    (b & 0xffff0fff) | 0x8000, // version 8
    (c & 0x3fffffff) | 0x80000000, // the variant of RFC 9562
    d,
  ].map((word) => (word >>> 0).toString(16).padStart(8, '0'));
  const all = hex.join('');
  return [
    all.slice(0, 8),
    all.slice(8, 12),
    all.slice(12, 16),
    all.slice(16, 20),
    all.slice(20),
  ].join('-');
}

/** Four 32-bit lanes that feed each other, in the manner of MurmurHash3; good spread, no secrecy. */
function hash128(text: string): [number, number, number, number] {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = 0x6a09e667;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 0x85ebca6b);
    b = c ^ Math.imul(b ^ unit, 0xc2b2ae35);
    c = d ^ Math.imul(c ^ unit, 0x27d4eb2f);
    d = a ^ Math.imul(d ^ unit, 0x165667b1);
  }
  // The length is part of it, and the last units must reach every bit.
  a ^= text.length;
  for (let round = 0; round < 4; round += 1) {
    a = mixed(a + d);
    b = mixed(b + a);
    c = mixed(c + b);
    d = mixed(d + c);
  }
  return [a, b, c, d];
}

function mixed(word: number): number {
  let bits = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
