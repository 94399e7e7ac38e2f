/** A list that holds still while somebody looks at it. */
import { describe, expect, it } from 'vitest';
import { steadyOrder } from '$lib/desk/steady.ts';

const held = { isHeld: true, stays: () => false };
const free = { isHeld: false, stays: () => false };

describe('a list nobody looks at', () => {
  it('[L7] shows the fresh order', () => {
    expect(steadyOrder(['a', 'b'], ['c', 'b', 'a'], free)).toEqual({
      ids: ['c', 'b', 'a'],
      waitingAbove: 0,
    });
  });

  it('[L6] keeps a row that no longer belongs under the one it stood under, for a while', () => {
    const leaving = { ...free, stays: (id: string) => id === 'b' };
    expect(steadyOrder(['a', 'b', 'c'], ['c', 'a'], leaving).ids).toEqual(['c', 'a', 'b']);
    expect(steadyOrder(['b', 'c'], ['c'], leaving).ids).toEqual(['b', 'c']);
    expect(steadyOrder(['a', 'b', 'c'], ['c', 'a'], free).ids).toEqual(['c', 'a']);
  });
});

describe('a list that is hovered, focused or scrolled', () => {
  it('[L8] no row changes its place, and arrivals wait above', () => {
    expect(steadyOrder(['a', 'b', 'c'], ['d', 'c', 'e', 'a', 'b'], held)).toEqual({
      ids: ['a', 'b', 'c'],
      waitingAbove: 2,
    });
  });

  it('[L8] what stands below everything shown pushes nothing away and is shown', () => {
    expect(steadyOrder(['a', 'b'], ['a', 'b', 'c', 'd'], held)).toEqual({
      ids: ['a', 'b', 'c', 'd'],
      waitingAbove: 0,
    });
  });

  it('[L8] an empty list has nothing to hold still', () => {
    expect(steadyOrder([], ['a'], held)).toEqual({ ids: ['a'], waitingAbove: 0 });
    expect(steadyOrder(null, ['a'], held)).toEqual({ ids: ['a'], waitingAbove: 0 });
  });

  it('[L6] a row that no longer belongs goes when its time is over', () => {
    expect(steadyOrder(['a', 'b', 'c'], ['a', 'c'], held).ids).toEqual(['a', 'c']);
    const staying = { ...held, stays: (id: string) => id === 'b' };
    expect(steadyOrder(['a', 'b', 'c'], ['a', 'c'], staying).ids).toEqual(['a', 'b', 'c']);
  });
});
