/** How well what is typed fits a name: two letters should find a colleague (UX 19.3). Accents do not matter. Pure. */

/** 3: the name begins so; 2: a word of it does; 1: it stands somewhere inside; 0: not at all. */
export function nameScore(name: string, typed: string): number {
  const [where, what] = [plain(name), plain(typed)];
  if (where.startsWith(what)) return 3;
  if (where.split(/[\s'’-]+/).some((word) => word.startsWith(what))) return 2;
  return where.includes(what) ? 1 : 0;
}

/** The items whose name fits, best first; those that fit alike keep their order. */
export function matching<T>(
  items: readonly T[],
  typed: string,
  nameOf: (item: T) => string,
): readonly T[] {
  if (typed.trim() === '') return items;
  return items
    .map((item) => ({ item, score: nameScore(nameOf(item), typed.trim()) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
