import { describe, expect, it } from 'vitest';
import { ar } from '../../../src/widget/words/ar.ts';
import { de } from '../../../src/widget/words/de.ts';
import { en } from '../../../src/widget/words/en.ts';
import { es } from '../../../src/widget/words/es.ts';
import { fr } from '../../../src/widget/words/fr.ts';
import { it as italian } from '../../../src/widget/words/it.ts';
import { nl } from '../../../src/widget/words/nl.ts';
import { pl } from '../../../src/widget/words/pl.ts';
import { pt } from '../../../src/widget/words/pt.ts';
import { tr } from '../../../src/widget/words/tr.ts';
import { Words, type Catalogue, type Plural } from '../../../src/widget/words/catalogue.ts';
import {
  directionOf,
  languageOf,
  languages,
  type Language,
} from '../../../src/widget/words/languages.ts';

const catalogues: Record<Language, Catalogue> = {
  en,
  fr,
  de,
  es,
  it: italian,
  pt,
  nl,
  pl,
  tr,
  ar,
};
const placesOf = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

describe.each(languages)('the catalogue in %s', (language) => {
  const catalogue = catalogues[language];

  it('[V16] says something for everything, with the same places as the English', () => {
    for (const [key, english] of Object.entries(en)) {
      const sentence = catalogue[key as keyof Catalogue];
      if (typeof english !== 'string' || typeof sentence !== 'string') continue;
      expect(sentence.trim(), key).not.toBe('');
      expect(placesOf(sentence), key).toEqual(placesOf(english));
    }
  });

  it('[V16] has every plural form that its language counts with', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    // Zero messages are not announced, and nobody counts halves of them.
    const shown = Array.from({ length: 200 }, (_, index) => index + 1);
    const needed = new Set(shown.map((count) => new Intl.PluralRules(language).select(count)));
    expect(pluralCategories).toEqual(expect.arrayContaining([...needed]));
    const plurals = Object.values(catalogue).filter((value) => typeof value !== 'string');
    expect(plurals).toHaveLength(3);
    for (const forms of plurals as Plural[]) {
      expect(Object.keys(forms)).toEqual(expect.arrayContaining([...needed]));
    }
  });

  it('[V16] keeps to the house: no exclamation mark, no straight apostrophe', () => {
    expect(JSON.stringify(catalogue)).not.toMatch(/!|[^"\\]'/);
  });
});

describe('which language', () => {
  it.each<[wishes: (string | null | undefined)[], language: Language]>([
    [['fr-CA', 'en'], 'fr'],
    [[undefined, '', 'xx', 'de-AT'], 'de'],
    [['PT_br'], 'pt'],
    [['zh-Hant-TW', 'ja'], 'en'],
    [['__proto__', 'constructor'], 'en'],
    [['x'.repeat(10_000), null], 'en'],
    [['ar-u-nu-latn'], 'ar'],
    [[], 'en'],
  ])('[B99] of %j is %s', (wishes, language) => expect(languageOf(wishes)).toBe(language));

  it('[V16] is written from the right in Arabic alone', () => {
    expect(languages.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
  });
});

describe('words', () => {
  const english = new Words('en', en);

  it('[V16] fills places with what was typed, and reads no places in it', () => {
    expect(english.fill('{name}: {text}', { name: '{text}', text: '$& $1' })).toBe('{text}: $& $1');
  });

  it('[V16] counts by the rule of the language', () => {
    const polish = new Words('pl', pl);
    expect([1, 2, 5, 22].map((count) => polish.count(pl.newMessages, count))).toEqual([
      '1 nowa wiadomość',
      '2 nowe wiadomości',
      '5 nowych wiadomości',
      '22 nowe wiadomości',
    ]);
  });

  it('names days as people do', () => {
    const now = new Date(2026, 10, 20, 0, 30).getTime();
    const hoursAgo = (hours: number): number => now - hours * 3_600_000;
    expect(english.day(now, now)).toBe('Today');
    expect(english.day(hoursAgo(1), now)).toBe('Yesterday');
    expect(english.day(hoursAgo(72), now)).toMatch(/^Tuesday/);
    expect(english.day(hoursAgo(24 * 400), now)).toMatch(/2025/);
    expect(new Words('fr', fr).day(hoursAgo(1), now)).toBe('Hier');
  });
});
