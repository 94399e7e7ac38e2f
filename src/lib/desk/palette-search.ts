/**
 * What the palette finds: what can be done here and now first, then recent conversations, then everything; best fit
 * first within each (UX 19.2). Slips of one letter are forgiven. Pure but for what is remembered of arrays.
 */
import uFuzzy from '@leeoniya/ufuzzy';

export interface Found<T> {
  item: T;
  /** Start and end of what fits in its name, in pairs: drawn as marks. */
  marks: readonly number[];
}

/** One missing, added, swapped or wrong letter in a word is forgiven. */
const searcher = new uFuzzy({ intraMode: 1, intraIns: 1 });

export function findIn<T>(
  items: readonly T[],
  typed: string,
  nameOf: (item: T) => string,
  most: number,
): Found<T>[] {
  const asked = plain(typed.trim());
  if (asked === '') return items.slice(0, most).map((item) => ({ item, marks: [] }));
  const names = plainNames(items, nameOf);
  const places = searcher.filter(names, asked);
  if (!places || places.length === 0) return [];
  const info = searcher.info(places, names, asked);
  return searcher
    .sort(info, names, asked)
    .slice(0, most)
    .map((at) => ({ item: items[info.idx[at]!]!, marks: info.ranges[at] ?? [] }));
}

/** Twenty thousand names are made plain once, not at every key: as long as the array is the same. */
const known = new WeakMap<readonly unknown[], string[]>();

function plainNames<T>(items: readonly T[], nameOf: (item: T) => string): string[] {
  let names = known.get(items);
  if (!names) known.set(items, (names = items.map((item) => plain(nameOf(item)))));
  return names;
}

/** Without accents, one letter for one letter, so that marks fit the name as it is written. */
function plain(text: string): string {
  return [...text]
    .map((letter) => {
      const [base = letter] = letter.normalize('NFD');
      return base.length === letter.length ? base.toLocaleLowerCase() : letter;
    })
    .join('');
}

/** A name in pieces, those that fit marked. */
export function piecesOf(
  name: string,
  marks: readonly number[],
): { text: string; isMarked: boolean }[] {
  const pieces: { text: string; isMarked: boolean }[] = [];
  let at = 0;
  for (let index = 0; index + 1 < marks.length; index += 2) {
    const [from, to] = [marks[index]!, marks[index + 1]!];
    if (from > at) pieces.push({ text: name.slice(at, from), isMarked: false });
    pieces.push({ text: name.slice(from, to), isMarked: true });
    at = to;
  }
  if (at < name.length) pieces.push({ text: name.slice(at), isMarked: false });
  return pieces;
}
