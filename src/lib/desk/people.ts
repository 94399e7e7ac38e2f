/** How people are called and drawn: names, initials, and the colour a colleague keeps everywhere. Pure. */
import type { Agent } from '#domain/model.ts';
import type { Words } from '../words/words.ts';

/** What the server calls a visitor who gave no name. */
const nameless = /^Visitor ([0-9a-f]{4})$/;

/** A visitor's name in the reader's language. */
export function visitorName(name: string, words: Words): string {
  const tail = nameless.exec(name)?.[1];
  return tail ? `${words.list.visitor} ${tail}` : name;
}

/** How one is spoken of in a sentence: the first name, or the whole of a name that is none. */
export function shortName(name: string, words: Words): string {
  if (nameless.test(name)) return visitorName(name, words);
  return firstNameOf(name);
}

function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] || name;
}

/** Up to two letters for a picture; null for a visitor without a name, who gets a figure instead. */
export function initialsOf(name: string): string | null {
  if (nameless.test(name)) return null;
  const parts = name.trim().split(/\s+/).filter(Boolean);
  const ends = parts.length > 1 ? [parts[0]!, parts.at(-1)!] : parts;
  const letters = ends.map((part) => firstGrapheme(part).toLocaleUpperCase()).join('');
  return letters === '' ? null : letters;
}

/** A colleague as drawn: `person` is the number of the colour, 1 to 4. */
export interface Colleague {
  id: string;
  /** What colleagues call each other: the first name, unless two of them share it. */
  name: string | null;
  initials: string | null;
  person: number;
}

/** Where there are more colleagues than colours, some share one. */
const colours = 4;

/** The same colour for everyone who looks, because ids sort alike everywhere. */
export function colleaguesOf(agents: ReadonlyMap<string, Agent>): ReadonlyMap<string, Colleague> {
  const sorted = [...agents.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const firstNames = sorted.map(({ name }) => firstNameOf(name));
  return new Map(
    sorted.map(({ id, name }, place) => {
      const first = firstNames[place]!;
      const isShared = firstNames.filter((other) => other === first).length > 1;
      const called = (isShared ? name : first) || null;
      return [id, { id, name: called, initials: initialsOf(name), person: (place % colours) + 1 }];
    }),
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstGrapheme(text: string): string {
  const [first] = graphemes.segment(text);
  return first?.segment ?? '';
}
