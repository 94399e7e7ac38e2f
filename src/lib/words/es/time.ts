/** How long, and when. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const time: Words['time'] = {
  now: 'ahora',
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (hours, minutes) => `${hours} h ${minutes}`,
  days: (count) => n(count, { one: '1 día', other: `${count} días` }),
  at: (clock) => `a las ${clock}`,
  onDayAt: (day, clock) => `el ${day} a las ${clock}`,
  today: 'Hoy',
  yesterday: 'Ayer',
};
