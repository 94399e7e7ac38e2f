/** What the details say of a value: where it comes from, where the contact is, what was typed. SPEC D1-D3, UX 8. */
import { describe, expect, it } from 'vitest';
import {
  changeRecord,
  emptyRecord,
  type Change,
  type FieldSource,
} from '#domain/records/record.ts';
import { countryOf } from '$lib/details/country.ts';
import { attributeField, attributesOf, labelOf, textOf } from '$lib/details/fields.ts';
import { localTimeIn } from '$lib/details/local-time.ts';
import { languageTag, pushedValue, timeZoneTyped } from '$lib/details/shown-value.ts';
import { sourceOf, type Telling } from '$lib/details/source.ts';
import { attributeNameProblem, readTyped } from '$lib/details/typed-value.ts';
import { timesIn } from '$lib/words/times.ts';
import { wordsIn } from '../../support/words.ts';

const noon = new Date(2026, 10, 20, 12, 0, 0).getTime();
const words = wordsIn('en');
const telling: Telling = {
  words,
  times: timesIn(words, 'en-GB'),
  nowMs: noon,
  me: 'ines',
  nameOf: (id) => (id === 'lea' ? 'Léa' : null),
};

let changes = 0;
function contactOf(...sets: [set: Change['set'], source?: FieldSource, by?: string][]) {
  return sets.reduce(
    (record, [set, source = 'agent', by = 'agent/lea']) => {
      changes += 1;
      const id = `change-${changes}`;
      const times = { acceptedAtMs: noon - 60_000, writtenAtMs: 0, intendedAtMs: changes };
      return changeRecord(record, { id, kind: 'changed', by, source, set, ...times });
    },
    emptyRecord('anna', 0),
  );
}

describe('where a value comes from', () => {
  const said = { value: 'x', atMs: noon - 3 * 60_000, intendedAtMs: 0, entry: 'e' };
  it.each([
    ['agent', 'agent/lea', 'typed by Léa · 3 min'],
    ['agent', 'agent/ines', 'typed by you · 3 min'],
    ['agent', 'agent/gone', 'typed by A colleague · 3 min'],
    ['form', 'visitor/v', 'contact form · 3 min'],
    ['browser', 'parley', 'from the browser · 3 min'],
    ['site', 'parley', 'from your site · 3 min'],
  ] as const)('[D1] is said in words: %s by %s', (source, by, line) => {
    expect(sourceOf({ ...said, source, by }, telling)).toBe(line);
  });

  it('[D1] says who emptied a field', () => {
    const cleared = { ...said, value: null, source: 'agent', by: 'agent/lea' } as const;
    expect(sourceOf(cleared, telling)).toBe('removed by Léa · 3 min');
  });
});

describe('where the contact is', () => {
  const winter = Date.UTC(2026, 11, 1, 18, 12);
  it('[D1] tells their hour and how far it is', () => {
    expect(localTimeIn('Asia/Tokyo', winter, 'en-GB')).toEqual({ clock: '03:12', offset: 'UTC+9' });
    const there = localTimeIn('America/New_York', winter, 'en-US');
    expect(there?.clock).toMatch(/^1:12\sPM$/);
    expect(there?.offset).toBe('UTC-5');
    expect(localTimeIn('Asia/Kolkata', winter, 'fr')).toMatchObject({ offset: 'UTC+5:30' });
    expect(localTimeIn('UTC', winter, 'en-GB')).toMatchObject({ offset: 'UTC' });
  });
  it('[D1] tells nothing of a zone that is none', () => {
    expect(localTimeIn('Mars/Olympus', winter, 'en-GB')).toBeNull();
  });

  it.each([
    ['Europe/Rome', 'Italy', 'Italie'],
    ['Asia/Tokyo', 'Japan', 'Japon'],
    ['Asia/Calcutta', 'India', 'Inde'],
    ['America/Sao_Paulo', 'Brazil', 'Brésil'],
    ['Europe/Zurich', 'Switzerland', 'Suisse'],
  ])('[D2] guesses the country of %s', (zone, english, french) => {
    expect(countryOf(zone, 'en')).toBe(english);
    expect(countryOf(zone, 'fr')).toBe(french);
  });
  it('[D2] guesses none for a zone of no country', () => {
    for (const zone of ['UTC', 'Etc/GMT-3', 'Mars/Olympus', '']) {
      expect(countryOf(zone, 'en')).toBeNull();
    }
  });
});

describe('what was typed', () => {
  const read = (field: string, text: string) => readTyped(field, text, words, 'en-GB');
  it('[D1] is kept without spaces around it; nothing clears the field', () => {
    expect(read('name', '  Anna Rossi ')).toEqual({ kind: 'fine', value: 'Anna Rossi' });
    expect(read('email', '   ')).toEqual({ kind: 'fine', value: null });
  });
  it.each([
    ['email', 'anna at posta', words.details.problem.email],
    ['phone', 'call me', words.details.problem.phone],
    ['phone', '+', words.details.problem.phone],
    ['company', 'x'.repeat(201), words.details.problem.tooLong],
    ['language', 'Elvish of the North', words.details.problem.language],
    ['timeZone', 'Mars/Olympus', words.details.problem.timeZone],
    ['attribute.size', 'x'.repeat(501), words.details.problem.tooLong],
  ])('[D1] in %s: “%s” is answered with a sentence', (field, text, says) => {
    expect(read(field, text)).toEqual({ kind: 'problem', says });
  });
  it('[D1] takes languages and zones as people write them', () => {
    expect(read('language', 'italian')).toEqual({ kind: 'fine', value: 'it' });
    expect(languageTag('Italien', 'fr')).toBe('it');
    expect(languageTag('pt-br', 'en')).toBe('pt-BR');
    expect(read('timeZone', 'europe/rome')).toEqual({ kind: 'fine', value: 'Europe/Rome' });
    expect(timeZoneTyped('America/New York')).toBe('America/New_York');
  });
  it.each(['+39 02 1234 5678', '(02) 1234-5678', '555 1234 ext. 12', '06.12.34.56.78'])(
    '[D1] takes %s as a number to call',
    (number) => expect(read('phone', number)).toEqual({ kind: 'fine', value: number }),
  );
  it('[D1] a new field needs a name of its own', () => {
    const problem = (name: string) => attributeNameProblem(name, ['Size'], words);
    expect(problem('Customer since')).toBeNull();
    expect(problem(' ')).toBe(words.details.problem.attributeEmpty);
    expect(problem('; drop')).toBe(words.details.problem.attributeName);
    expect(problem('size')).toBe('There is a field called size already.');
  });
});

describe('fields', () => {
  it('[D1] [D3] shows own ones by name, and what the site pushed apart', () => {
    const contact = contactOf(
      [{ 'attribute.Size': 'XL', 'attribute.Colour': 'red', name: 'Anna' }],
      [{ 'attribute.Orders so far': '6' }, 'site', 'parley'],
      [{ 'attribute.Colour': null }],
    );
    const { own, pushed } = attributesOf(contact);
    expect(own.map(({ label }) => label)).toEqual(['Size']);
    expect(pushed.map(({ label }) => label)).toEqual(['Orders so far']);
  });

  it('[D1] what an agent typed over a pushed one is an own one again', () => {
    const contact = contactOf(
      [{ 'attribute.Plan': 'basic' }, 'site', 'parley'],
      [{ 'attribute.Plan': 'gold' }],
    );
    expect(attributesOf(contact).own).toMatchObject([{ label: 'Plan', said: { value: 'gold' } }]);
  });

  it('[D1] are called as the reader calls them, own ones as they were named', () => {
    expect(labelOf('timeZone', wordsIn('fr'))).toBe('Fuseau horaire');
    expect(labelOf(attributeField(' Customer since '), words)).toBe('Customer since');
    expect(textOf(contactOf([{ name: 'Anna' }]), 'name')).toBe('Anna');
    expect(textOf(undefined, 'name')).toBeNull();
  });

  it.each([
    ['https://shop.example/orders/4187', 'shop.example/orders/4187', true],
    ['https://shop.example', 'shop.example', true],
    ['javascript:alert(1)', 'javascript:alert(1)', false],
    ['2024-03-12', '12 Mar 2024', false],
    ['2024', '2024', false],
    ['125000', '125,000', false],
    ['4187-B', '4187-B', false],
  ])('[D3] what the site pushed is shown for people: %s', (value, text, isLink) => {
    const shown = pushedValue(value, 'en-GB');
    expect(shown.text).toBe(text);
    expect(shown.href !== null).toBe(isLink);
  });
});
