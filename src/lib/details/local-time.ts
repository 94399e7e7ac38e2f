/** The hour where a contact is: "03:12 for Anna (UTC+9)". Pure; `locale` decides the hour's form. SPEC D1, UX 8. */

export interface LocalTime {
  clock: string;
  /** "UTC+9", "UTC-3:30", "UTC". */
  offset: string;
}

/** Null where this browser knows no such zone. `atMs`: ms since epoch. */
export function localTimeIn(timeZone: string, atMs: number, locale: string): LocalTime | null {
  if (!isTimeZone(timeZone)) return null;
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' });
  // Only English says the offset in a form that every language can take over.
  const zoned = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
  const name = zoned.formatToParts(atMs).find(({ type }) => type === 'timeZoneName');
  return {
    clock: clock.format(atMs),
    offset: (name?.value ?? 'UTC').replace('GMT', 'UTC').replace('UTC+0', 'UTC'),
  };
}

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
