/** How long, and when. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const time: Words['time'] = {
  now: 'maintenant',
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (hours, minutes) => `${hours} h ${minutes}`,
  days: (count) => n(count, { one: `${count} jour`, other: `${count} jours` }),
  at: (clock) => `à ${clock}`,
  onDayAt: (day, clock) => `${day} à ${clock}`,
  today: 'Aujourd’hui',
  yesterday: 'Hier',
};
