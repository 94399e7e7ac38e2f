/**
 * A stored value as a reader sees it, and what a reader typed as it is stored: a language by its name, a moment as a date,
 * an address as a link. SPEC D1, D3. Pure.
 */
import { isTimeZone } from './local-time.ts';

export type ShownValue = { text: string; href: string | null };

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/;
/** Years and the like: a separator would only confuse. */
const separateFrom = 10_000;

/** What the site or a plugin pushed: links can be followed, numbers and dates follow the reader's region (D3). */
export function pushedValue(value: unknown, locale: string): ShownValue {
  const text = typeof value === 'string' ? value : String(value);
  if (/^https?:\/\//.test(text) && URL.canParse(text)) {
    const { host, pathname } = new URL(text);
    return { text: host + (pathname === '/' ? '' : pathname), href: text };
  }
  if (isoDate.test(text)) {
    const atMs = Date.parse(text);
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    return { text: Number.isNaN(atMs) ? text : date.format(atMs), href: null };
  }
  if (plainNumber.test(text) && Math.abs(Number(text)) >= separateFrom) {
    return { text: new Intl.NumberFormat(locale).format(Number(text)), href: null };
  }
  return { text, href: null };
}

/** "Italian" for `it`; the tag itself where no such language is known. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Languages that people choose from: those of the visitor's side, and a few that ask often. */
const offered =
  'ar bg cs da de el en es et fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk vi zh';

export function languagesOffered(locale: string): readonly { tag: string; name: string }[] {
  return offered
    .split(' ')
    .map((tag) => ({ tag, name: languageName(tag, locale) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale));
}

/** The tag of a language that was typed by its name or as a tag; null for neither. */
export function languageTag(typed: string, locale: string): string | null {
  const plain = (text: string) => text.trim().toLocaleLowerCase(locale);
  const named = languagesOffered(locale).find(({ name }) => plain(name) === plain(typed));
  if (named) return named.tag;
  try {
    const [tag] = Intl.getCanonicalLocales(typed.trim());
    return tag !== undefined && languageName(tag, locale) !== tag ? tag : null;
  } catch {
    return null;
  }
}

/** The zone that was typed, as the browser spells it: `europe/rome` is `Europe/Rome`. */
export function timeZoneTyped(typed: string): string | null {
  const asked = typed.trim().replaceAll(' ', '_');
  const known = timeZones().find((zone) => zone.toLowerCase() === asked.toLowerCase());
  return known ?? (isTimeZone(asked) ? asked : null);
}

export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}
