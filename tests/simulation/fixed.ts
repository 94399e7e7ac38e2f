/** Names that are the same in every simulated shift. */

/** In every comment; if a visitor's device ever receives it, audiences were mixed (R8). */
export const canary = 'canary-for-the-team';

export const groups = [
  '00000000-0000-4000-8000-0000000000f1',
  '00000000-0000-4000-8000-0000000000f2',
] as const;
export const tags = [
  '00000000-0000-4000-8000-0000000000e1',
  '00000000-0000-4000-8000-0000000000e2',
] as const;
