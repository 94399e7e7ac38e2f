/** How long, and when. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('it');

export const time: Words['time'] = {
  now: 'ora',
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (hours, minutes) => `${hours} h ${minutes}`,
  days: (count) => n(count, { one: '1 giorno', other: `${count} giorni` }),
  at: (clock) => `alle ${clock}`,
  onDayAt: (day, clock) => `${day} alle ${clock}`,
  today: 'Oggi',
  yesterday: 'Ieri',
};
