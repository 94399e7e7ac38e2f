/** What stands for a picture where an agent has none: initials, and one of five colours by name. Pure. */

/** First letters of the first two words, by what a reader counts as a letter. */
export function initialsOf(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => firstLetter(word));
  return letters.slice(0, 2).join('').toLocaleUpperCase();
}

function firstLetter(word: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  for (const { segment } of segments) if (/[\p{L}\p{N}]/u.test(segment)) return [segment];
  return [];
}

/** 1 to 5: the plot colours, all of which carry their letters at 5:1 or more (UX 17). */
export function personColour(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 65_521;
  return (sum % 5) + 1;
}
