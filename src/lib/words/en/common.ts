/** Times, and words that belong to no place. */
import { plural } from '../plural.ts';

const n = plural('en');

export const time = {
  now: 'now',
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (hours: number, minutes: string) => `${hours} h ${minutes}`,
  days: (count: number) => n(count, { one: '1 day', other: `${count} days` }),
  today: 'Today',
  yesterday: 'Yesterday',
};

export const common = {
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  undo: 'Undo',
  key: (name: string, key: string) => `${name} (${key})`,
};
