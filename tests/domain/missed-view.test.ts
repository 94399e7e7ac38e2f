/** The view "Missed": red now, or answered late today (M1). */
import { describe, expect, it } from 'vitest';
import { isInMissedView } from '#domain/rules/missed-view.ts';
import { blankSummary } from '../support/summaries.ts';

const dayStartMs = 1_000_000;
const today = { answeredLateAtMs: dayStartMs };
const yesterday = { answeredLateAtMs: dayStartMs - 1 };
const blocked = { mode: 'block', untilMs: null } as const;

describe('the missed view', () => {
  it.each([
    ['red', {}, true],
    ['violet', {}, false],
    ['none', {}, false],
    ['none', today, true],
    ['violet', today, true],
    ['none', { ...today, status: 'closed' as const }, true],
    ['none', yesterday, false],
    ['red', yesterday, true],
    ['red', { binnedAtMs: 5 }, false],
    ['none', { ...today, binnedAtMs: 5 }, false],
    ['none', { ...today, blocked }, false],
    ['red', { blocked }, false],
    ['none', { ...today, mergedInto: 'b' }, false],
  ] as const)('[M1] dot %s, %j: %s', (dot, change, isIn) => {
    expect(isInMissedView(blankSummary('a', change), dot, dayStartMs)).toBe(isIn);
  });
});
