/**
 * When a word that was typed is taken for a word that was said (SPEC L18): it begins it, or one slip of the finger
 * lies between them: a letter too many, too few, wrong, or two that changed places.
 */

/** Shorter words are near to everything. */
const slipsFrom = 4;

/** `typed` and `said` are folded. */
export function isMatch(typed: string, said: string): boolean {
  return begins(typed, said) || (forgives(typed) && isNear(typed, said));
}

/** One letter alone begins half of all words, so it stands for itself only. */
export function begins(typed: string, said: string): boolean {
  return typed.length < 2 ? typed === said : said.startsWith(typed);
}

/** No slips in numbers: another number is another order. */
export function forgives(typed: string): boolean {
  return typed.length >= slipsFrom && !/\p{N}/u.test(typed);
}

/** At most one slip apart (Damerau: two neighbours that changed places are one). */
export function isNear(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  if (short.length < long.length) return short.slice(same) === long.slice(same + 1);
  if (short.slice(same + 1) === long.slice(same + 1)) return true;
  const isSwapped = short[same] === long[same + 1] && short[same + 1] === long[same];
  return isSwapped && short.slice(same + 2) === long.slice(same + 2);
}

/** Every word that differs from this one by two neighbours in each other's place. */
export function swapsOf(word: string): string[] {
  const swaps = new Set<string>();
  for (let at = 0; at + 1 < word.length; at += 1) {
    swaps.add(word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2));
  }
  swaps.delete(word);
  return [...swaps];
}
