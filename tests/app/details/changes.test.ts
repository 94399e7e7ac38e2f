/** A field over time: what it was, who overruled whom; tags by name; the receipt of an erasure. SPEC D1, L12, G2. */
import { describe, expect, it } from 'vitest';
import { historyOf } from '#domain/records/history.ts';
import {
  changeRecord,
  emptyRecord,
  shownOf,
  type Change,
  type Said,
} from '#domain/records/record.ts';
import { conflictOf } from '$lib/details/conflict.ts';
import { pastOf } from '$lib/details/history.ts';
import { readReceipt } from '$lib/details/receipt.ts';
import { findTags, tagsOffered } from '$lib/details/tags.ts';

function change(id: string, at: number, over: Partial<Change> & Pick<Change, 'set'>): Change {
  return {
    ...{ id, kind: 'changed', by: 'agent/lea', source: 'agent' },
    ...{ acceptedAtMs: at, writtenAtMs: at, intendedAtMs: at },
    ...over,
  };
}

describe('a conflict', () => {
  const mine = { value: 'anna@a.example', entry: 'mine' };
  const theirs: Said = {
    ...{ value: 'anna@b.example', source: 'agent', by: 'agent/lea' },
    ...{ atMs: 2, intendedAtMs: 2, entry: 'theirs' },
  };
  it('[UX14] is a colleague’s other word in the place of mine', () => {
    expect(conflictOf(mine, theirs, 'ines')).toEqual({ mine, theirs });
    expect(conflictOf(mine, { ...theirs, value: null }, 'ines')).not.toBeNull();
  });
  it.each([
    ['I said nothing of it', undefined, theirs],
    ['mine stands', mine, { ...theirs, entry: 'mine', by: 'agent/ines' }],
    ['both said the same', mine, { ...theirs, value: 'anna@a.example' }],
    ['I said both, on two devices', mine, { ...theirs, by: 'agent/ines' }],
    ['it came by itself', mine, { ...theirs, source: 'form' } as Said],
    ['nothing stands', mine, null],
  ] as const)('[UX14] is none where %s', (_why, mineOrNot, shown) => {
    expect(conflictOf(mineOrNot, shown, 'ines')).toBeNull();
  });
});

describe('the history of a field', () => {
  const log = [
    change('1', 10, { set: { phone: '1' }, source: 'form', by: 'visitor/v' }),
    change('2', 20, { set: { phone: '2', name: 'Anna' } }),
    change('3', 30, { set: { phone: '3' }, intendedAtMs: 15 }),
    change('4', 40, { set: { name: 'Anna R' } }),
  ];
  const record = log.reduce(changeRecord, emptyRecord('anna', 0));

  it('[D1] says what it was, newest first, which stands, and which came too late to count', () => {
    const past = pastOf(record, 'phone', historyOf(log));
    expect(past.map(({ value, isNow, counted }) => [value, isNow, counted])).toEqual([
      ['3', false, false],
      ['2', true, true],
      ['1', false, true],
    ]);
  });

  it('[D1] without a connection says what the record still holds', () => {
    expect(pastOf(record, 'phone', null).map(({ value, isNow }) => [value, isNow])).toEqual([
      ['2', true],
      ['1', false],
    ]);
    expect(pastOf(undefined, 'phone', null)).toEqual([]);
  });

  it('[D1] has what waits here on top of what the server told', () => {
    const waiting = changeRecord(
      record,
      change('5', 50, { set: { phone: '5' }, by: 'agent/ines' }),
    );
    expect(shownOf(waiting, 'phone')?.value).toBe('5');
    const past = pastOf(waiting, 'phone', historyOf(log));
    expect(past.map(({ value, isNow }) => [value, isNow])).toEqual([
      ['5', true],
      ['3', false],
      ['2', false],
      ['1', false],
    ]);
  });
});

describe('tags', () => {
  const rows = [
    ['a', { name: 'Returns' }],
    ['b', { name: 'Architect' }],
    ['c', { name: 'Old one', removed: true }],
  ] as const;
  const tags = new Map(
    rows.map(([id, set]) => [id, changeRecord(emptyRecord(id, 0), change(`of ${id}`, 1, { set }))]),
  );
  const offered = tagsOffered(tags, 'en');

  it('[L12] are offered by name, without those that were removed', () => {
    expect(offered.map(({ name }) => name)).toEqual(['Architect', 'Returns']);
  });
  it('[L12] are found by two letters, and made where there is none of that name', () => {
    expect(findTags(offered, 're')).toMatchObject({ found: [{ id: 'a' }], fresh: 're' });
    expect(findTags(offered, ' RETURNS ')).toMatchObject({ found: [{ id: 'a' }], fresh: null });
    expect(findTags(offered, 'Late  delivery')).toMatchObject({
      found: [],
      fresh: 'Late delivery',
    });
    expect(findTags(offered, '')).toMatchObject({ fresh: null });
    expect(findTags(offered, 'x'.repeat(41))).toMatchObject({ fresh: null, isTooLong: true });
  });
});

describe('a receipt', () => {
  it('[G2] is read for people, and kept whole', () => {
    const whole = { receipt: { removed: { messages: 4, notes: 0 }, backupsUntilMs: 9, seal: 'x' } };
    expect(readReceipt(whole)).toEqual({
      lines: [{ what: 'messages', count: 4 }],
      backupsUntilMs: 9,
      pending: [],
      whole: whole.receipt,
    });
    const pending = [
      { agent: 'Ben Okafor', browser: 'Firefox · Linux' },
      { agent: 'Ana', browser: '' },
    ];
    expect(readReceipt({ receipt: { devices: { told: 1, pending } } }).pending).toEqual([
      'Ben Okafor, Firefox · Linux',
      'Ana',
    ]);
    expect(readReceipt({})).toMatchObject({ lines: [], backupsUntilMs: null });
  });
});
