/** Times, and words that belong to no place. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const time: Words['time'] = {
  now: 'maintenant',
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (hours, minutes) => `${hours} h ${minutes}`,
  days: (count) => n(count, { one: `${count} jour`, other: `${count} jours` }),
  today: 'Aujourd’hui',
  yesterday: 'Hier',
};

export const common: Words['common'] = {
  close: 'Fermer',
  copy: 'Copier',
  copied: 'Copié',
  undo: 'Annuler',
  key: (name, key) => `${name} (${key})`,
};
