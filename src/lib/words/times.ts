/**
 * How moments and spans are said (UX 15, "Times"). All moments are ms since epoch; the reader's own zone and
 * region decide the hour's form. `nowMs` is given, never read, so that a list can refresh as one.
 */
import type { Words } from './words.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface Times {
  /** "now", "2 min", "14:05", "Tue", "12 Mar", "12 Mar 2025". */
  inList(atMs: number, nowMs: number): string;
  /** "14:05", or "2:05 PM" where the reader's region says so. */
  clock(atMs: number): string;
  /** "14:05" today, "Tue 14:05" or "12 Mar 14:05" otherwise: for lines that may be from another day. */
  clockAndDay(atMs: number, nowMs: number): string;
  /** The same within a sentence: "at 14:05", "on Tue at 14:05". */
  at(atMs: number, nowMs: number): string;
  /** What is to come: "14:05" today, "Tue 14:05" within a week, "12 Mar, 14:05" later. */
  soon(atMs: number, nowMs: number): string;
  /** "Today", "Yesterday", "Tuesday 12 March". */
  day(atMs: number, nowMs: number): string;
  /** A day past or to come, whichever it is: "Tuesday 12 March", with the year when it is another one. */
  date(atMs: number, nowMs: number): string;
  /** The same in a narrow place: "12 Mar", "12 Mar 2025". */
  shortDate(atMs: number, nowMs: number): string;
  /** The full date with its zone, for a tip. */
  full(atMs: number): string;
  /** "20 s", "3 min", "1 h 20", "2 days". */
  span(forMs: number): string;
}

export function timesIn(words: Words, locale: string): Times {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, options);
    return (atMs: number) => formatter.format(atMs);
  };
  const clock = format({ timeStyle: 'short' });
  const weekday = format({ weekday: 'short' });
  const dayMonth = format({ day: 'numeric', month: 'short' });
  const dayMonthYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const longDayYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const full = format({ dateStyle: 'full', timeStyle: 'long' });

  const date = (atMs: number, nowMs: number) =>
    sameYear(atMs, nowMs) ? longDay(atMs) : longDayYear(atMs);
  const shortDate = (atMs: number, nowMs: number) =>
    sameYear(atMs, nowMs) ? dayMonth(atMs) : dayMonthYear(atMs);

  function dayInList(atMs: number, nowMs: number): string {
    // Six days back, so that a weekday's name is never the one of today a week ago.
    return daysBetween(atMs, nowMs) < 7 ? weekday(atMs) : shortDate(atMs, nowMs);
  }

  return {
    clock,
    full,
    inList(atMs, nowMs) {
      const ago = nowMs - atMs;
      if (ago < minuteMs) return words.time.now;
      if (ago < hourMs) return words.time.minutes(Math.floor(ago / minuteMs));
      return daysBetween(atMs, nowMs) === 0 ? clock(atMs) : dayInList(atMs, nowMs);
    },
    clockAndDay(atMs, nowMs) {
      if (daysBetween(atMs, nowMs) === 0) return clock(atMs);
      return `${dayInList(atMs, nowMs)} ${clock(atMs)}`;
    },
    at(atMs, nowMs) {
      if (daysBetween(atMs, nowMs) === 0) return words.time.at(clock(atMs));
      return words.time.onDayAt(dayInList(atMs, nowMs), clock(atMs));
    },
    soon(atMs, nowMs) {
      const days = daysBetween(nowMs, atMs);
      if (days === 0) return clock(atMs);
      return `${days < 7 ? weekday(atMs) : shortDate(atMs, nowMs)} ${clock(atMs)}`;
    },
    day(atMs, nowMs) {
      const days = daysBetween(atMs, nowMs);
      if (days === 0) return words.time.today;
      if (days === 1) return words.time.yesterday;
      return date(atMs, nowMs);
    },
    date,
    shortDate,
    span(forMs) {
      if (forMs < minuteMs) return words.time.seconds(Math.max(0, Math.floor(forMs / secondMs)));
      if (forMs < hourMs) return words.time.minutes(Math.floor(forMs / minuteMs));
      if (forMs < dayMs) {
        const minutes = Math.floor((forMs % hourMs) / minuteMs);
        return words.time.hours(Math.floor(forMs / hourMs), String(minutes).padStart(2, '0'));
      }
      return words.time.days(Math.floor(forMs / dayMs));
    },
  };
}

/** When the day of a moment began, in the reader's zone. */
export function dayStartOf(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}

/** Midnights between two moments, in the reader's zone: 0 is the same day, 1 is yesterday. Never negative. */
export function daysBetween(atMs: number, nowMs: number): number {
  const from = dayStartOf(atMs);
  const to = dayStartOf(nowMs);
  // Rounded, because the days on which clocks change have 23 or 25 hours.
  return Math.max(0, Math.round((to - from) / dayMs));
}

function sameYear(atMs: number, nowMs: number): boolean {
  return new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
}
