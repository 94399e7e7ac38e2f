/**
 * How words are compared in search, on the device and on the server alike: without accents, without case, in no
 * particular language (SPEC L18, RELIABILITY B97). Everything that is stored or asked passes `wordsOf`, so the two
 * sides of a comparison are always folded the same way.
 *
 * Like ICU's root folding: compatibility forms apart, marks gone, both i of Turkish one letter, ß is ss, a final sigma
 * is a sigma. Scripts that put no spaces between words are taken letter by letter.
 */

/** Letters that have no mark to take off, and would keep two spellings of a name apart. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ς: 'σ',
};
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');
const marks = /\p{M}+/gu;
const plain = /^[\x20-\x7e\s]*$/;
/** Folded, nearly every line in Europe is this: plain letters, and the marks between them. */
const latin = /^[\x20-\x7e\s\u00a1-\u00bf\u2010-\u2027\u2030-\u205e\u20ac]*$/;

const spaceless =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
/** One letter of a script without spaces, or a word of any other. */
const pieces = new RegExp(
  `[${spaceless}](?<=[\\p{L}\\p{N}])|(?:(?![${spaceless}])[\\p{L}\\p{N}])+`,
  'gu',
);

/** Longer ones are cut: nobody types them, and a pasted key of a thousand letters is no word. */
export const wordCharactersMax = 40;

/** The text in one spelling. */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(special, (letter) => letters[letter]!)
    .normalize('NFKC');
}

/** Its words, folded, in order. */
export function wordsOf(text: string): string[] {
  const folded = foldText(text);
  if (latin.test(folded)) {
    return (folded.match(/[a-z0-9]+/g) ?? []).map((word) => word.slice(0, wordCharactersMax));
  }
  return (folded.match(pieces) ?? []).map(cut);
}

function cut(piece: string): string {
  if (piece.length <= wordCharactersMax) return piece;
  const short = piece.slice(0, wordCharactersMax);
  // Not through a pair of surrogates.
  return short.isWellFormed() ? short : short.slice(0, -1);
}
