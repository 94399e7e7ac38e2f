/**
 * What the catalogues of people who work in Parley hold: every sentence in every language, said by its own rules (UX 15).
 * The widget has its own: tests/app/widget/words.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { httpRefusals } from '#domain/services.ts';
import { closeCodes, type CloseName } from '#domain/wire.ts';
import { frameWords } from '$lib/door/words/frame.ts';
import { doorWords } from '$lib/door/words/words.ts';
import { closeSentence, refusalSentence } from '$lib/refusals/refusals.ts';
import { languages, type Language } from '$lib/words/words.ts';
import { wordsIn } from '../support/words.ts';

/** A text, or what makes one of a name, a number or a time. */
type Sayable = string | ((...blanks: unknown[]) => unknown);

/** Every sentence of a language by its place: `desk.list.empty.mine`. */
function sayablesIn(language: Language): Map<string, Sayable> {
  const found = new Map<string, Sayable>();
  const visit = (part: unknown, place: string): void => {
    if (typeof part === 'string' || typeof part === 'function') found.set(place, part as Sayable);
    else for (const [key, inner] of Object.entries(part as object)) visit(inner, `${place}.${key}`);
  };
  visit(wordsIn(language), 'desk');
  visit(doorWords(language), 'door');
  visit(frameWords(language), 'frame');
  for (const key of httpRefusals) found.set(`refused.${key}`, refusalSentence(key, language));
  for (const name of Object.keys(closeCodes) as CloseName[]) {
    found.set(`closed.${name}`, closeSentence(name, language));
  }
  return found;
}

/** With names, with numbers of every plural, and with nobody, which is the reader. */
const allBlanks: readonly unknown[][] = [
  ['‹one›', '‹two›', '‹three›'],
  ['‹one›', 622, 633],
  [611, 622, 633],
  [1, 1, 1],
  [0, 0, 0],
  [null, '‹two›', '‹three›'],
];

/** A blank is filled with what English can say there: nobody only where it has a sentence for it. */
function blanksFor(place: string): readonly unknown[][] {
  const original = english.get(place);
  if (typeof original !== 'function') return [[]];
  return allBlanks.filter((put) => {
    const said = saidWith(original, put);
    return !said.includes('NaN') && (put[0] !== null || !/null|\b0\b/.test(said));
  });
}

function saidWith(sayable: Sayable, put: readonly unknown[]): string {
  return typeof sayable === 'string' ? sayable : String(sayable(...put));
}

function everySentence(language: Language): [place: string, said: string][] {
  return [...sayablesIn(language)].flatMap(([place, sayable]) =>
    blanksFor(place).map((put): [string, string] => [place, saidWith(sayable, put)]),
  );
}

function placesWhere(language: Language, isWrong: (said: string) => boolean): string[] {
  return everySentence(language)
    .filter(([, said]) => isWrong(said))
    .map(([place, said]) => `${place}: ${said}`);
}

const english = sayablesIn('en');
const others = languages.filter((language) => language !== 'en');

/** The same in another language: a name, a sign, or a word it has taken over. */
const sameWords: Record<Exclude<Language, 'en'>, RegExp> = {
  fr: /^(?:Admin|Agent|Chat|chat|Contact|conversations?|Conversations|Format|Invisible|JSON|Menu|Mentions|min|Normal|Notes|Notifications|Parley|Volume|Europe\/Rome)$/,
  it: /^(?:Admin|Chat|chat|Desktop|Email|email|In Parley|JSON|Menu|min|Offline|Online|online|Parley|Password|Team|Volume|Europe\/Rome)$/,
  es: /^(?:Admin|Chat|chat|Invisible|JSON|min|Normal|Parley|Europe\/Rome)$/,
};

describe.each(languages)('every sentence in %s', (language) => {
  it('[UX15] is said whole: no exclamation mark, no jargon, no hole', () => {
    const jargon = /(?<!¡.*)!|\boops\b|\bqueue\b|sync error|undefined|\[object|\bNaN\b|\bnull\b/i;
    expect(everySentence(language).length).toBeGreaterThan(1_000);
    expect(placesWhere(language, (said) => jargon.test(said))).toEqual([]);
    expect(placesWhere(language, (said) => said.trim() === '' || said !== said.trim())).toEqual([]);
  });
});

describe.each(others)('the catalogue in %s', (language) => {
  const translated = sayablesIn(language);

  it('[UX15] has every sentence that English has, and no other', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('[UX15] puts the same names, numbers and times into each', () => {
    const wrong = [...english].flatMap(([place, sayable]) =>
      blanksFor(place).flatMap((put) => {
        const expected = placedIn(saidWith(sayable, put));
        const found = placedIn(saidWith(translated.get(place)!, put));
        return found.join() === expected.join() ? [] : [`${place}: ${found.join()}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('[UX15] leaves nothing in English', () => {
    const same = [...english].flatMap(([place, sayable]) => {
      const [put = []] = blanksFor(place);
      const said = saidWith(sayable, put);
      const isSame = said === saidWith(translated.get(place)!, put);
      const own = said.replace(/‹\w+›/g, '').trim();
      const isKnown = !/\p{L}{2,}/u.test(own) || sameWords[language].test(own);
      return isSame && !isKnown ? [`${place}: ${said}`] : [];
    });
    expect(same).toEqual([]);
  });
});

/** What was put in, in the order of the blanks: languages order their sentences as they like. */
function placedIn(said: string): string[] {
  return [...new Set(said.match(/‹\w+›|\b6(?:11|22|33)\b/g))].sort();
}

describe('each language addresses its reader in one way', () => {
  it.each([
    ['fr', /(?<![\p{L}’])(?:tu|toi|te|ton|ta|tes)(?!\p{L})/iu],
    ['it', /(?<![\p{L}’])(?:Lei|Suo|Sua|Suoi|Sue|voi|vostr[oaie])(?!\p{L})|\b(?:la preghiamo)\b/u],
    ['es', /(?<![\p{L}])(?:tú|tu|tus|te|ti|contigo|vosotros|vuestr[oa]s?)(?!\p{L})/iu],
  ] as const)('[UX15] in %s', (language, another) => {
    expect(placesWhere(language, (said) => another.test(said))).toEqual([]);
  });
});

describe('signs', () => {
  it('[UX15] French keeps a narrow no-break space before ; : ! ? and inside « »', () => {
    const loose = /[^\u202f\d][;:!?](?:\s|$)|«(?!\u202f)|(?<!\u202f)»/u;
    expect(placesWhere('fr', (said) => loose.test(said))).toEqual([]);
  });
  it('[UX15] Spanish opens what it closes', () => {
    const half = /^[^¿]*\?|¿[^?]*$/;
    expect(placesWhere('es', (said) => half.test(said))).toEqual([]);
  });
  it('[UX15] apostrophes and quotes are printed ones', () => {
    for (const language of languages) {
      expect(placesWhere(language, (said) => /\p{L}'|"/u.test(said))).toEqual([]);
    }
  });
});

describe('numbers', () => {
  it('[UX15] French counts zero as one, as French does', () => {
    expect(wordsIn('fr').list.newAbove(0)).toBe('0 nouvelle');
    expect(wordsIn('en').list.newAbove(0)).toBe('0 new');
  });
  it.each([
    ['it', '0 nuove', '1 nuova', '2 nuove'],
    ['es', '0 nuevas', '1 nueva', '2 nuevas'],
  ] as const)('[UX15] %s by its own rule', (language, none, one, two) => {
    const { newAbove } = wordsIn(language).list;
    expect([0, 1, 2].map(newAbove)).toEqual([none, one, two]);
  });
});
