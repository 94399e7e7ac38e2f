/** How long, and when. */
import { plural } from '../plural.ts';

const n = plural('en');

export const time = {
  now: 'now',
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (hours: number, minutes: string) => `${hours} h ${minutes}`,
  days: (count: number) => n(count, { one: '1 day', other: `${count} days` }),
  /** When something was, within a sentence; the day is short, as in a list. */
  at: (clock: string) => `at ${clock}`,
  onDayAt: (day: string, clock: string) => `on ${day} at ${clock}`,
  today: 'Today',
  yesterday: 'Yesterday',
};
