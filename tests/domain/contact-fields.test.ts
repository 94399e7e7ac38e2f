/** Fields of a contact with a name behind their dot: whose they are, and what agents may say in them. SPEC D1, D4, D5. */
import { describe, expect, it } from 'vitest';
import { changeRecord, emptyRecord, type Change } from '#domain/records/record.ts';
import { fieldSchema } from '#domain/records/tables.ts';
import { checkChanged } from '#domain/rules/check-changed.ts';
import { consentsOf } from '$lib/details/consents.ts';
import { writersOf } from '$lib/details/notes.svelte.ts';
import { ana, idOf, parley } from './scene.ts';

const contact = idOf(9);
const given = { version: '2', page: 'https://shop.example/checkout' };
const submitted = (set: Record<string, unknown>) => ({
  ...{ id: idOf(1), subject: `contact/${contact}`, kind: 'changed', set },
  ...{ writtenAtMs: 1, seenUpTo: null },
});
function record(...changes: Pick<Change, 'by' | 'source' | 'set'>[]) {
  return changes.reduce(
    (row, change, place) => {
      const at = { acceptedAtMs: place, writtenAtMs: place, intendedAtMs: place };
      return changeRecord(row, { id: `${place}`, kind: 'changed', ...at, ...change });
    },
    emptyRecord(contact, 0),
  );
}

describe('consents', () => {
  it('[D4] are given by the person alone: an agent may withdraw one and nothing else', () => {
    const give = submitted({ 'consent.Newsletter': given });
    expect(checkChanged(give, ana)).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    expect(checkChanged(give, parley)).toMatchObject({ kind: 'submitted' });
    expect(checkChanged(submitted({ 'consent.Newsletter': null }), ana).kind).toBe('submitted');
  });

  it('[D4] say version, page and time, and who withdrew them; given again they stand again', () => {
    const form = {
      by: `visitor/${contact}`,
      source: 'form',
      set: { 'consent.News': given },
    } as const;
    const withdraw = { by: 'agent/lea', source: 'agent', set: { 'consent.News': null } } as const;
    expect(consentsOf(record(form))).toMatchObject([{ name: 'News', ...given, withdrawn: null }]);
    expect(consentsOf(record(form, withdraw))).toMatchObject([{ withdrawn: { by: 'agent/lea' } }]);
    expect(consentsOf(record(form, withdraw, form))).toMatchObject([{ withdrawn: null }]);
  });
});

describe('who wrote in the notes', () => {
  const noted = `noted.${ana.id}`;
  it('[D5] is believed only of those who say it of themselves', () => {
    const own = { by: `agent/${ana.id}`, source: 'agent', set: { [noted]: true } } as const;
    expect(writersOf(record(own))).toEqual([ana.id]);
    expect(writersOf(record({ ...own, by: 'agent/eve' }))).toEqual([]);
    expect(writersOf(undefined)).toEqual([]);
  });
  it('[B86] is a field for the id of an agent, and for nothing else', () => {
    expect(fieldSchema('contact', noted)).not.toBeNull();
    for (const field of ['noted', 'noted.', 'noted.Ana', 'noted.__proto__', 'consent.__proto__']) {
      expect(fieldSchema('contact', field)).toBeNull();
    }
  });
});

it('[D1] a field may be called as people write in any language', () => {
  for (const name of ['Fidélité', 'Größe', '注文', 'Customer since']) {
    expect(fieldSchema('contact', `attribute.${name}`)).not.toBeNull();
  }
});
