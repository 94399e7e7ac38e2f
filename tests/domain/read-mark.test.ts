/** How far one agent has read: the furthest wins, unless it was marked unread later. SPEC L15. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markAfter, unreadMark, type MarkMove } from '#domain/rules/read-mark.ts';

const read = (number: number, intendedAtMs: number): MarkMove => ({
  kind: 'read',
  number,
  intendedAtMs,
});
const unread = (from: number, intendedAtMs: number): MarkMove => ({
  kind: 'unread',
  from,
  intendedAtMs,
});
const after = (...moves: MarkMove[]) => moves.reduce(markAfter, unreadMark('c'));

describe('a read mark', () => {
  it('[L15] goes to the furthest reading, whatever device comes back first', () => {
    expect(after(read(4, 10), read(9, 5)).number).toBe(9);
    expect(after(read(9, 5), read(4, 10)).number).toBe(9);
  });

  it('[L15] goes back when it is marked unread, and readings meant before that count for nothing', () => {
    expect(after(read(9, 5), unread(7, 20)).number).toBe(6);
    expect(after(unread(7, 20), read(9, 5)).number).toBe(-1);
    expect(after(read(3, 1), unread(7, 20), read(9, 5)).number).toBe(3);
  });

  it('[L15] goes on with what is read after it was marked unread', () => {
    expect(after(read(9, 5), unread(7, 20), read(9, 30)).number).toBe(9);
  });

  it('[L15] keeps a reading that was meant after the unread mark which comes late', () => {
    expect(after(read(9, 30), unread(7, 20)).number).toBe(9);
  });

  it('[L15] of a message that was not read anyway stays where it was', () => {
    expect(after(read(3, 5), unread(7, 20)).number).toBe(3);
  });

  it('[F17] the same moves again change nothing, and are the same object', () => {
    const move = fc.oneof(
      fc.record({
        kind: fc.constant('read' as const),
        number: fc.nat(20),
        intendedAtMs: fc.nat(50),
      }),
      fc.record({
        kind: fc.constant('unread' as const),
        from: fc.nat(20),
        intendedAtMs: fc.nat(50),
      }),
    );
    fc.assert(
      fc.property(fc.array(move), move, (before, last) => {
        const once = markAfter(after(...before), last);
        expect(markAfter(once, last)).toBe(once);
      }),
    );
  });

  it('[L15] readings alone end alike in every order', () => {
    const readings = fc.array(fc.tuple(fc.nat(20), fc.nat(50)));
    fc.assert(
      fc.property(readings, (pairs) => {
        const moves = pairs.map(([number, atMs]) => read(number, atMs));
        expect(after(...moves).number).toBe(after(...moves.toReversed()).number);
      }),
    );
  });
});
