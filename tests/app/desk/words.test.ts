/** The choice of a language, and the way times are said in each. What the catalogues hold: catalogues.test.ts. */
import { describe, expect, it } from 'vitest';
import { chooseLanguage, localeFor, pickedLanguage } from '$lib/words/words.ts';
import { timesIn } from '$lib/words/times.ts';
import { wordsIn } from '../../support/words.ts';

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
    expect(chooseLanguage(['de', 'it-CH'])).toBe('it');
    expect(chooseLanguage(['es-419', 'en'])).toBe('es');
  });
  it('[UX15] what was picked is read from the cookies, and nothing else is a language', () => {
    expect(pickedLanguage('a=b; parley_language=it; c=d')).toBe('it');
    expect(pickedLanguage('not_parley_language=it')).toBeNull();
    expect(pickedLanguage('parley_language=xx')).toBeNull();
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
  it.each([
    ['en', 'en-GB', 'at 11:00', 'on Thu at 12:00', 'on 13 Nov at 12:00'],
    ['fr', 'fr', 'à 11:00', 'jeu. à 12:00', '13 nov. à 12:00'],
    ['it', 'it', 'alle 11:00', 'gio alle 12:00', '13 nov alle 12:00'],
    ['es', 'es', 'a las 11:00', 'el jue a las 12:00', 'el 13 nov a las 12:00'],
  ] as const)('[UX15] within a sentence, in %s', (language, locale, today, thisWeek, before) => {
    const { at } = timesIn(wordsIn(language), locale);
    expect([at(now - hour, now), at(now - day, now), at(now - 7 * day, now)]).toEqual([
      today,
      thisWeek,
      before,
    ]);
  });

  it('[UX15] a date to come is said as one past, with its year when it is another', () => {
    expect(times.date(now + 3 * day, now)).toBe('Monday 23 November');
    expect(times.date(now - 3 * day, now)).toBe('Tuesday 17 November');
    expect(times.date(now + 60 * day, now)).toBe('Tuesday, 19 January 2027');
    expect(times.shortDate(now + 60 * day, now)).toBe('19 Jan 2027');
  });
});
