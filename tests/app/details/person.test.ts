/** Who is one person, what a merge does to their fields, and how long it can be taken back. SPEC D6, D7. */
import { describe, expect, it } from 'vitest';
import type { Summary } from '#domain/model.ts';
import {
  changeRecord,
  emptyRecord,
  valueOf,
  type Change,
  type RecordRow,
} from '#domain/records/record.ts';
import { contactNames } from '$lib/desk/contact-names.ts';
import { RowBook } from '$lib/desk/row-book.ts';
import { earlierOf } from '$lib/details/earlier.ts';
import { candidatesOf } from '$lib/details/merge-candidates.ts';
import { mergeOf, personOf } from '$lib/details/person.ts';
import { undoDaysLeft } from '#domain/rules/identify.ts';

const day = 24 * 60 * 60_000;
let changes = 0;

/** A contact made at that time, of whom somebody said this. */
function contact(id: string, createdAtMs: number, ...sets: Change['set'][]): RecordRow {
  return sets.reduce(
    (record, set) => {
      changes += 1;
      return changeRecord(record, {
        ...{ id: `change-${changes}`, kind: 'changed', by: 'agent/lea', source: 'agent', set },
        ...{ acceptedAtMs: changes, writtenAtMs: changes, intendedAtMs: changes },
      });
    },
    emptyRecord(id, createdAtMs),
  );
}
const mapOf = (...records: RecordRow[]) => new Map(records.map((record) => [record.id, record]));
const talk = (id: string, visitor: string, activeAtMs: number, over: Partial<Summary> = {}) =>
  ({ id, visitor, activeAtMs, binnedAtMs: null, ...over }) as Summary;

describe('a person', () => {
  const anna = contact('anna', 1, { name: 'Anna Rossi', email: 'anna@posta.example' });
  const phone = contact('phone', 2, { phone: '02 1234', name: 'Anna', mergedInto: 'anna' });
  const trade = contact('trade', 3, { company: 'Rossi', mergedInto: 'phone' });

  it('[D7] is everybody merged into one, over several steps, and says what any of them says', () => {
    const contacts = mapOf(trade, anna, phone);
    for (const id of ['anna', 'phone', 'trade']) {
      const person = personOf(contacts, id);
      expect(person.id).toBe('anna');
      expect(person.others.map((other) => other.id)).toEqual(['phone', 'trade']);
      const { record } = person;
      expect(['name', 'phone', 'company'].map((field) => valueOf(record, field))).toEqual([
        'Anna Rossi',
        '02 1234',
        'Rossi',
      ]);
      expect(valueOf(record, 'mergedInto')).toBeNull();
    }
  });

  it('[D7] what somebody emptied does not come back from a merged contact', () => {
    const emptied = contact('anna', 1, { phone: '1' }, { phone: null });
    expect(valueOf(personOf(mapOf(emptied, phone), 'anna').record, 'phone')).toBeNull();
  });

  it('[D7] is two again when the merge is undone, with both as they were', () => {
    const undone = contact(
      'phone',
      2,
      { phone: '02 1234', mergedInto: 'anna' },
      { mergedInto: null },
    );
    expect(personOf(mapOf(anna, undone), 'phone')).toMatchObject({ id: 'phone', others: [] });
    expect(valueOf(personOf(mapOf(anna, undone), 'anna').record, 'phone')).toBeNull();
  });

  it('[D7] two merges that point at each other end in one contact for everybody', () => {
    const contacts = mapOf(
      contact('a', 1, { mergedInto: 'b' }),
      contact('b', 2, { mergedInto: 'a' }),
      contact('c', 3, { mergedInto: 'b' }),
    );
    expect(['a', 'b', 'c'].map((id) => personOf(contacts, id).id)).toEqual(['a', 'a', 'a']);
  });

  it('[D1] nobody spoke of yet is a person all the same', () => {
    expect(personOf(mapOf(), 'new')).toMatchObject({ id: 'new', others: [] });
  });
});

describe('a merge', () => {
  const old = contact('old', 1, { name: 'Anna', email: 'a@b.example', language: 'it' });
  const fresh = contact('new', 9, {
    name: 'Anna Rossi',
    language: 'it',
    phone: '1',
    isTracked: false,
  });

  it('[D7] keeps the older contact, and shows field by field what is kept instead of what', () => {
    for (const merge of [mergeOf(old, fresh), mergeOf(fresh, old)]) {
      expect([merge.into.id, merge.from.id]).toEqual(['old', 'new']);
      expect(merge.lines).toEqual([
        { field: 'name', kept: 'Anna', instead: 'Anna Rossi' },
        { field: 'email', kept: 'a@b.example', instead: null },
        { field: 'language', kept: 'it', instead: null },
        { field: 'phone', kept: '1', instead: null },
      ]);
    }
  });

  it('[D7] can be undone for 30 days', () => {
    expect(undoDaysLeft(0, 0)).toBe(30);
    expect(undoDaysLeft(0, 29 * day + 1)).toBe(1);
    expect(undoDaysLeft(0, 30 * day)).toBe(0);
    expect(undoDaysLeft(0, 99 * day)).toBe(0);
  });

  it('[D7] is offered with everybody else who wrote, the last one first', () => {
    const merged = contact('same', 3, { mergedInto: 'new' });
    const talks = [
      talk('1', 'old', 5),
      talk('2', 'new', 9),
      talk('3', 'same', 12),
      talk('4', 'x', 1),
    ];
    const offered = candidatesOf(mapOf(old, fresh, merged), talks, 'old');
    expect(offered.map(({ record, conversations }) => [record.id, conversations])).toEqual([
      ['new', 2],
      ['x', 1],
    ]);
    expect(candidatesOf(mapOf(old, fresh, merged), talks, 'new')[0]).toMatchObject({
      email: 'a@b.example',
    });
  });
});

describe('earlier conversations', () => {
  it('[D6] are those of everybody who is this person, newest first, without the one on screen', () => {
    const talks = [
      talk('here', 'anna', 9),
      talk('older', 'anna', 2),
      talk('newer', 'phone', 7),
      talk('binned', 'anna', 8, { binnedAtMs: 1 }),
      talk('other', 'ben', 8),
    ];
    const earlier = earlierOf(talks, new Set(['anna', 'phone']), 'here');
    expect(earlier.map(({ id }) => id)).toEqual(['newer', 'older']);
  });
});

describe('names', () => {
  it('[D1] [D7] of conversations are those of the contact that their visitor is shown as', () => {
    const contacts = mapOf(
      contact('anna', 1, { name: 'Anna Rossi' }),
      contact('phone', 2, { name: 'A.', mergedInto: 'anna' }),
      contact('ben', 3),
    );
    const names = contactNames(contacts);
    expect([...names]).toEqual([
      ['anna', 'Anna Rossi'],
      ['phone', 'Anna Rossi'],
    ]);
    const rows = new Map([
      ['1', talk('1', 'phone', 1, { name: 'Visitor 1111' })],
      ['2', talk('2', 'ben', 1, { name: 'Visitor 2222' })],
    ]);
    const sources = { rows, pendingByConversation: new Map(), rooms: [] };
    const named = [...new RowBook().look({ ...sources, names }).values()].map(({ name }) => name);
    expect(named).toEqual(['Anna Rossi', 'Visitor 2222']);
  });
});
