/** Search as rules: what is one word, what is one slip away, what was asked. SPEC L18; RELIABILITY B87, B97. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, wordsOf } from '../../src/domain/search/fold.ts';
import { isMatch, isNear, swapsOf } from '../../src/domain/search/near.ts';
import {
  beforeMsOf,
  isEmptyQuery,
  parseQuery,
  suggestionsFor,
  writtenOut,
} from '../../src/domain/search/query.ts';
import {
  headWords,
  isInPlaces,
  piecesOf,
  snippetOf,
  wordsFoundIn,
} from '../../src/domain/search/searchable.ts';
import { changeRecord, emptyRecord } from '../../src/domain/records/record.ts';

describe('folding', () => {
  it.each([
    ['Expédié', 'expedie'],
    ['ÇA VA', 'ca va'],
    ['perché no', 'perche no'],
    ['mañana', 'manana'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['ISTANBUL', 'istanbul'],
    ['ıstanbul', 'istanbul'],
    ['ΟΔΥΣΣΕΎΣ', 'οδυσσευσ'],
    ['Οδυσσεύς', 'οδυσσευσ'],
    ['ﬁn', 'fin'],
    ['Łódź Ørsted Œuvre', 'lodz orsted oeuvre'],
  ])('[B97] %s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('[B97] composed and decomposed twins are one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(wordsOf(text.normalize('NFC'))).toEqual(wordsOf(text.normalize('NFD')));
      }),
    );
  });

  it('[L18] folding what is folded changes nothing, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = wordsOf(text);
        expect(wordsOf(words.join(' '))).toEqual(words);
        expect(words.every((word) => word.length > 0 && word.isWellFormed())).toBe(true);
      }),
    );
  });

  it('[L18] addresses and elisions come apart, scripts without spaces letter by letter', () => {
    expect(wordsOf('anna.rossi@posta.it')).toEqual(['anna', 'rossi', 'posta', 'it']);
    expect(wordsOf('l’expédition')).toEqual(['l', 'expedition']);
    expect(wordsOf('送料は無料')).toEqual(['送', '料', 'は', '無', '料']);
  });
});

describe('near words', () => {
  it.each([
    ['coli', 'colis'],
    ['colis', 'coils'],
    ['comande', 'commande'],
    ['commande', 'comande'],
    ['kommande', 'commande'],
    ['facutre', 'facture'],
    ['pedidoo', 'pedido'],
  ])('[L18] %s finds %s', (typed, said) => {
    expect(isMatch(typed, said)).toBe(true);
  });
  it.each([
    ['colis', 'colza'],
    ['lamp', 'damo'],
    ['cat', 'car'], // too short for a slip
    ['4187', '4188'], // another number is another order
    ['a', 'alba'], // one letter stands for itself
  ])('[L18] %s does not find %s', (typed, said) => {
    expect(isMatch(typed, said)).toBe(false);
  });

  it('[L18] near is exactly one slip: checked against the distance of Damerau', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(isNear(one, other)).toBe(distance(one, other) <= 1);
        expect(isNear(other, one)).toBe(isNear(one, other));
      }),
      { numRuns: 2_000 },
    );
  });

  it('[L18] swaps are near, and none is forgotten', () => {
    expect(swapsOf('aab')).toEqual(['aba']);
    expect(swapsOf('colis').every((swap) => isNear('colis', swap))).toBe(true);
    expect(swapsOf('colis')).toHaveLength(4);
  });
});

/** Optimal string alignment, as the textbooks write it. */
function distance(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= one.length; i += 1) {
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[one.length]![other.length]!;
}

describe('what was asked', () => {
  it('[L18] words, and operators where they are meant', () => {
    expect(parseQuery('Colis Lyon')).toEqual({
      words: ['colis', 'lyon'],
      from: [],
      in: [],
      before: null,
    });
    expect(parseQuery('from:anna in:closed before:2026-11-03 verre')).toEqual({
      words: ['verre'],
      from: ['anna'],
      in: ['closed'],
      before: { year: 2026, month: 11, day: 3 },
    });
    expect(parseQuery('FROM:"Anna Rossi"').from).toEqual(['anna', 'rossi']);
    expect(parseQuery('before:2026-11').before).toEqual({ year: 2026, month: 11, day: 1 });
  });

  it('[L18] what is no operator is words; one that is still being typed asks nothing', () => {
    expect(parseQuery('in:nowhere').words).toEqual(['in', 'nowhere']);
    expect(parseQuery('before:soon').words).toEqual(['before', 'soon']);
    expect(parseQuery('re:from:x').words).toEqual(['re', 'from', 'x']);
    expect(isEmptyQuery(parseQuery('from:'))).toBe(true);
    expect(isEmptyQuery(parseQuery('  "* % _ \0 NEAR('.replace('NEAR', '')))).toBe(true);
  });

  it('[B87] anything can be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const { words, from } = parseQuery(typed);
        expect(words.length).toBeLessThanOrEqual(8);
        for (const word of [...words, ...from]) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
    expect(parseQuery('x '.repeat(20_000)).words).toEqual(['x']);
  });

  it('[L18] a day is the reader’s, and the server is told the moment', () => {
    const asked = parseQuery('before:2026-11-03');
    const ms = new Date(2026, 10, 3).getTime();
    expect(beforeMsOf(asked)).toBe(ms);
    expect(writtenOut('colis before:2026-11-03')).toBe(`colis before:${ms}`);
    expect(beforeMsOf(parseQuery(writtenOut('before:2026-11-03')))).toBe(ms);
  });

  it('[UX 19.23] operators are suggested as they are typed', () => {
    expect(suggestionsFor('colis f')).toEqual([
      { query: 'colis from:', operator: 'from', value: null },
    ]);
    expect(suggestionsFor('').map(({ operator }) => operator)).toEqual(['from', 'in', 'before']);
    expect(suggestionsFor('in:c').map(({ value }) => value)).toEqual(['closed', 'chat']);
    expect(suggestionsFor('from:anna')).toEqual([]);
  });
});

describe('what is looked up', () => {
  const contact = changeRecord(emptyRecord('c', 0), {
    id: 'e',
    kind: 'changed',
    by: 'agent/ana',
    source: 'agent',
    acceptedAtMs: 1,
    writtenAtMs: 1,
    intendedAtMs: 1,
    set: { email: 'sofia@lindqvist.example', phone: '+46 70 123 45 67', company: 'Ljus AB' },
  });
  const words = headWords({
    summary: { id: '0192aaaa-0000-7000-8000-00000000beef', name: 'Sofia', tags: [] },
    contact,
    tagNames: ['Échange'],
  });

  it('[L18] name, address, phone from any digit on, company, tags and id', () => {
    for (const word of ['sofia', 'lindqvist', 'ljus', 'echange', '0192aaaa', '701234567', '4567']) {
      expect(
        words.some((said) => isMatch(word, said)),
        word,
      ).toBe(true);
    }
  });

  it('[L18] a piece is marked where it matches, as it was written', () => {
    expect(piecesOf('Où est mon Colis ?', ['colis'])).toEqual([
      { text: 'Où est mon ', isMatch: false },
      { text: 'Colis', isMatch: true },
      { text: ' ?', isMatch: false },
    ]);
    expect(piecesOf('expe\u0301dié', ['expedie'])).toEqual([
      { text: 'expe\u0301dié', isMatch: true },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const pieces = piecesOf(text, ['a', 'lamp']);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });

  it('[L18] a snippet shows the word and fits its line', () => {
    const long = `${'blah '.repeat(60)}the colis is late ${'blah '.repeat(60)}`;
    const snippet = snippetOf(long, ['colis'], 80);
    expect(snippet).toContain('colis');
    expect(snippet.length).toBeLessThanOrEqual(80);
    expect(snippetOf('short', ['x'], 80)).toBe('short');
    expect(wordsFoundIn('the colis is late', ['colis', 'lost'])).toBe(1);
  });

  it('[L18] the bin is searched only when it is asked for', () => {
    const facts = {
      status: 'open',
      agent: 'ana',
      channel: 'chat',
      isSnoozed: false,
      isBinned: false,
    } as const;
    expect(isInPlaces(facts, ['open', 'mine', 'chat'], 'ana')).toBe(true);
    expect(isInPlaces(facts, ['mine'], 'ben')).toBe(false);
    expect(isInPlaces({ ...facts, isBinned: true }, [], 'ana')).toBe(false);
    expect(isInPlaces({ ...facts, isBinned: true }, ['bin'], 'ana')).toBe(true);
  });
});
