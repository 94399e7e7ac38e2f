/**
 * Every sentence the visitor can read or hear. Each language is a file of its own, of which a visitor loads one.
 * Whole sentences with named places, never pieces; counted ones by the plural rules of their language (UX 15).
 * Source of the sentences: UX 13 and 15.
 */
import type { Language } from './languages.ts';

/** A sentence for each plural form the language has; `other` always exists. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export interface Catalogue {
  chat: string;
  chatWith: string; // {name}
  chatWithNew: Plural; // {name} {count}
  newMessages: Plural; // {count}
  close: string;
  greeting: string;
  greetingMore: string;
  away: string;
  awayMore: string;
  messages: string;
  earlier: string;
  newBelow: string;
  said: string; // {name} {text}
  you: string;
  team: string;
  write: string;
  send: string;
  tooLong: Plural; // {count}
  typing: string; // {name}
  sending: string;
  sent: string;
  read: string;
  writtenThen: string; // {written} {sent}
  waitingOffline: string;
  willRetry: string;
  failed: string;
  offline: string;
  memoryOnly: string;
  closed: string;
  reload: string;
  /** Stands for words that were taken back. */
  removed: string;
  /** Under a message with other words than at first. */
  edited: string;
  unknown: string;
}

declare global {
  interface Window {
    /** Put there by the language's own file, which the frame's page loads before the panel. */
    parleyWords?: Catalogue;
  }
}

/** A catalogue that can be spoken: fills places, picks plurals, and writes dates and times the same way. */
export class Words {
  readonly language: Language;
  readonly say: Catalogue;
  readonly #plurals: Intl.PluralRules;
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #dayOfYear: Intl.DateTimeFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  readonly #list: Intl.ListFormat;

  /** `region`: a tag of the same language that also says how times are written, such as `en-GB`. */
  constructor(language: Language, catalogue: Catalogue, region: string = language) {
    this.language = language;
    this.say = catalogue;
    this.#plurals = new Intl.PluralRules(language);
    this.#time = new Intl.DateTimeFormat(region, { timeStyle: 'short' });
    const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
    this.#day = new Intl.DateTimeFormat(region, day);
    this.#dayOfYear = new Intl.DateTimeFormat(region, { ...day, year: 'numeric' });
    this.#relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    this.#list = new Intl.ListFormat(language, { type: 'conjunction' });
  }

  fill(sentence: string, places: Record<string, string | number>): string {
    return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
  }

  count(sentences: Plural, count: number, places: Record<string, string> = {}): string {
    const sentence = sentences[this.#plurals.select(count)] ?? sentences.other;
    return this.fill(sentence, { ...places, count });
  }

  /** "Léa, Marc and Ana". */
  list(names: readonly string[]): string {
    return this.#list.format(names);
  }

  time(atMs: number): string {
    return this.#time.format(atMs);
  }

  /** "Today", "Yesterday", "Tuesday 12 March", with the year when it is another one. Days of this device's zone. */
  day(atMs: number, nowMs: number): string {
    const daysAgo = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / 86_400_000);
    if (daysAgo === 0 || daysAgo === 1)
      return this.#capital(this.#relative.format(-daysAgo, 'day'));
    const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
    return this.#capital((sameYear ? this.#day : this.#dayOfYear).format(atMs));
  }

  #capital(text: string): string {
    return text.charAt(0).toLocaleUpperCase(this.language) + text.slice(1);
  }
}

export function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}
