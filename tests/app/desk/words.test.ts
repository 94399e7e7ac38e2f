/** The catalogue: the choice of a language, the way times are said, and the typing of each language. */
import { describe, expect, it } from 'vitest';
import { es } from '$lib/words/es.ts';
import { it as italian } from '$lib/words/it.ts';
import { completed, missingIn } from '$lib/words/translation.ts';
import { chooseLanguage, localeFor, wordsIn } from '$lib/words/words.ts';
import { timesIn } from '$lib/words/times.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Local noon, so that an hour earlier or later stays in the same day in every zone. */
const now = new Date(2026, 10, 20, 12, 0, 0).getTime();

describe('choosing a language', () => {
  it('[UX15] what the reader picked beats the browser', () => {
    expect(chooseLanguage(['en-GB'], 'fr')).toBe('fr');
  });
  it('[UX15] the first language of the browser that Parley speaks is taken, English at last', () => {
    expect(chooseLanguage(['ja', 'fr-CH', 'en'])).toBe('fr');
    expect(chooseLanguage(['ja'])).toBe('en');
    expect(chooseLanguage(['ja'], 'constructor')).toBe('en');
  });
  it('[UX15] dates follow the region of the language chosen, not of another', () => {
    expect(localeFor('fr', ['en-US', 'fr-CH'])).toBe('fr-CH');
    expect(localeFor('fr', ['en-US'])).toBe('fr');
  });
});

describe('times', () => {
  const times = timesIn(wordsIn('en'), 'en-GB');

  it.each([
    [10_000, 'now'],
    [-5_000, 'now'],
    [2 * minute, '2 min'],
    [59 * minute, '59 min'],
    [3 * hour, '09:00'],
    [day, 'Thu'],
    [6 * day, 'Sat'],
    [7 * day, '13 Nov'],
    [400 * day, '16 Oct 2025'],
  ])('[UX15] in a list, %d ms ago is said "%s"', (ago, said) => {
    expect(times.inList(now - ago, now)).toBe(said);
  });

  it.each([
    [20_000, '20 s'],
    [3 * minute, '3 min'],
    [80 * minute, '1 h 20'],
    [65 * minute, '1 h 05'],
    [2 * day, '2 days'],
    [-1, '0 s'],
  ])('[UX15] a wait of %d ms is said "%s"', (span, written) => {
    expect(times.span(span)).toBe(written);
  });

  it('[UX15] day lines say today and yesterday by midnights, not by hours', () => {
    const justAfterMidnight = new Date(2026, 10, 20, 0, 5).getTime();
    expect(times.day(justAfterMidnight, now)).toBe('Today');
    expect(times.day(justAfterMidnight - 10 * minute, now)).toBe('Yesterday');
    expect(times.day(now - 3 * day, now)).toBe('Tuesday 17 November');
  });

  it('[UX15] a clock is written as the reader’s region writes it', () => {
    const late = now + 3 * hour + 5 * minute;
    const early = now - 3 * hour;
    const said = (locale: string) =>
      [early, late]
        .map(timesIn(wordsIn('en'), locale).clock)
        .map((text) => text.replace(/\s/g, ' '));
    expect(said('en-GB')).toEqual(['09:00', '15:05']);
    expect(said('en-US')).toEqual(['9:00 AM', '3:05 PM']);
  });
  it('[UX15] a clock from another day says which', () => {
    expect(times.clockAndDay(now - hour, now)).toBe('11:00');
    expect(times.clockAndDay(now - day, now)).toBe('Thu 12:00');
  });
});

describe('French', () => {
  it('[UX15] keeps a narrow no-break space before ; : ! ? everywhere', () => {
    const wrong = sentencesOf(wordsIn('fr')).filter((text) =>
      /[^\u202f][;:!?](?:\s|$)/u.test(text),
    );
    expect(wrong).toEqual([]);
  });
  it('[UX15] counts zero as one, as French does', () => {
    expect(wordsIn('fr').list.newAbove(0)).toBe('0 nouvelle');
    expect(wordsIn('en').list.newAbove(0)).toBe('0 new');
  });
});

describe.each(['en', 'fr'] as const)('%s', (language) => {
  it('[UX15] has no exclamation mark, no jargon and no empty sentence', () => {
    const all = sentencesOf(wordsIn(language));
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter((text) => /!|oops|queue|sync error|undefined|\[object/i.test(text))).toEqual(
      [],
    );
    expect(all.filter((text) => text.trim() === '')).toEqual([]);
  });
});

describe.each([
  ['it', italian],
  ['es', es],
] as const)('%s, on its way', (_language, translation) => {
  it('[UX15] has no exclamation mark and no jargon, and every sentence can be said', () => {
    const all = sentencesOf(completed(translation));
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter((text) => /!|oops|queue|sync error|undefined|\[object/i.test(text))).toEqual(
      [],
    );
  });
  it('[UX15] what is not said yet is known by its place, and said in English meanwhile', () => {
    const { nav: _nav, ...rest } = translation;
    expect(missingIn(rest)).toContain('nav');
    expect(completed(rest).nav.mine).toBe('My messages');
    expect(completed(translation).nav.mine).not.toBe('My messages');
  });
});

/** Every sentence of a catalogue; those with blanks are filled with a name, a time and both kinds of number. */
function sentencesOf(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') {
    const say = words as (...blanks: unknown[]) => string;
    return [
      say('Léa', '14:05', 'UTC+1'),
      say(1, '1', '1'),
      say(2, '2', '2'),
      say(null, 'Marc', '14:05'),
    ].map(String);
  }
  return Object.values(words as object).flatMap(sentencesOf);
}
