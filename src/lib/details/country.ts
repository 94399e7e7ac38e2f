/**
 * The country that a time zone lies in: a guess that needs no address of anybody (SPEC D2), and is said to be one.
 * Zones and countries are the browser's own; where it does not say, nothing is guessed.
 */

/** Not yet in every list of types, nor in every browser. */
type WithZones = Intl.Locale & { getTimeZones?: () => string[] | undefined };

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
let countryByZone: ReadonlyMap<string, string> | null = null;

/** Name of the country in the reader's language, or null. */
export function countryOf(timeZone: string, locale: string): string | null {
  countryByZone ??= readCountries();
  const code = countryByZone.get(timeZone) ?? countryByZone.get(canonical(timeZone) ?? '');
  return code === undefined ? null : (names(locale).of(code) ?? null);
}

function readCountries(): ReadonlyMap<string, string> {
  const found: [zone: string, code: string][] = [];
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      const zones = (new Intl.Locale(`und-${code}`) as WithZones).getTimeZones?.() ?? [];
      found.push(...zones.map((zone): [string, string] => [zone, code]));
    }
  }
  const byZone = new Map<string, string>();
  // A zone's own country first; another name of it only where nobody else has it.
  for (const [zone, code] of found) if (!byZone.has(zone)) byZone.set(zone, code);
  for (const [zone, code] of found) {
    const other = canonical(zone);
    if (other !== null && !byZone.has(other)) byZone.set(other, code);
  }
  return byZone;
}

function canonical(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

function names(locale: string): Intl.DisplayNames {
  return new Intl.DisplayNames(locale, { type: 'region' });
}
