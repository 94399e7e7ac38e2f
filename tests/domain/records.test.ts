/** Records: the same fields whatever the order of arrival, and who beats whom. SPEC R3, D1. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeRecord,
  emptyRecord,
  overruledBy,
  valueOf,
  type Change,
  type FieldSource,
} from '#domain/records/record.ts';
import { fieldSchema } from '#domain/records/tables.ts';

const empty = emptyRecord('c', 1);

function change(id: string, change: Partial<Change> & Pick<Change, 'set'>): Change {
  return {
    ...{ id, kind: 'changed', by: 'agent/ana', source: 'agent' },
    ...{ acceptedAtMs: 10, writtenAtMs: 5, intendedAtMs: 5 },
    ...change,
  };
}

describe('a record', () => {
  it('[R3] keeps the value meant last, also when it arrives first', () => {
    const late = change('a', { set: { name: 'Anna' }, intendedAtMs: 9 });
    const early = change('b', { set: { name: 'Ann', phone: '1' }, intendedAtMs: 4 });
    const record = [late, early].reduce(changeRecord, empty);
    expect(valueOf(record, 'name')).toBe('Anna');
    expect(valueOf(record, 'phone')).toBe('1');
    expect(record.count).toBe(2);
    expect(overruledBy(changeRecord(empty, late), early)).toEqual(['name']);
  });

  it('[D1] what an agent typed beats what came by itself, however late that is', () => {
    const typed = change('a', { set: { email: 'a@b.example' }, intendedAtMs: 1 });
    const form = change('b', { set: { email: 'x@b.example' }, source: 'form', intendedAtMs: 9 });
    expect(valueOf([typed, form].reduce(changeRecord, empty), 'email')).toBe('a@b.example');
    expect(valueOf([form, typed].reduce(changeRecord, empty), 'email')).toBe('a@b.example');
  });

  it('[D1] a field that an agent cleared takes what comes by itself again', () => {
    const typed = change('a', { set: { phone: '1' }, intendedAtMs: 1 });
    const cleared = change('b', { set: { phone: null }, intendedAtMs: 2 });
    const form = change('c', { set: { phone: '2' }, source: 'form', intendedAtMs: 3 });
    expect(valueOf([typed, cleared, form].reduce(changeRecord, empty), 'phone')).toBe('2');
  });

  it('[D1] says who set each value, when, and where it came from', () => {
    const form = change('a', { set: { phone: '1' }, source: 'form', by: 'visitor/v' });
    expect(changeRecord(empty, form).fields).toEqual({
      phone: {
        automatic: {
          ...{ value: '1', source: 'form', by: 'visitor/v' },
          ...{ atMs: 10, intendedAtMs: 5, entry: 'a' },
        },
      },
    });
  });

  it('[R3] ends the same after any order of arrival', () => {
    const some = fc.array(
      fc.record({
        field: fc.constantFrom('name', 'phone'),
        value: fc.constantFrom('x', 'y', null),
        intendedAtMs: fc.integer({ min: 0, max: 5 }),
        source: fc.constantFrom<FieldSource>('agent', 'form'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (made, order) => {
        const changes = made.map(({ field, value, ...rest }, index) =>
          change(`id-${index}`, { set: { [field]: value }, ...rest }),
        );
        const keyed = changes.map((one) => ({ one, key: order.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
        const fields = (all: Change[]) => all.reduce(changeRecord, empty).fields;
        expect(fields(shuffled)).toEqual(fields(changes));
      }),
    );
  });

  it('[T48] a field called __proto__ or constructor is no field', () => {
    const sources: FieldSource[] = ['agent', 'form'];
    for (const source of sources) {
      const set = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":"x"}') as Change['set'];
      const record = changeRecord(empty, change('a', { set, source }));
      expect(valueOf(record, 'isAdmin')).toBeNull();
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    }
    for (const field of ['__proto__', 'constructor', 'toString', 'attribute.__proto__']) {
      expect(fieldSchema('contact', field)).toBeNull();
    }
  });

  it('[B86] an attribute has a plain name behind its dot, and nothing else has one', () => {
    expect(fieldSchema('contact', 'attribute.Customer since')).not.toBeNull();
    for (const field of ['attribute', 'attribute.', 'attribute.; drop', 'name.first', 'colour']) {
      expect(fieldSchema('contact', field)).toBeNull();
    }
  });
});
