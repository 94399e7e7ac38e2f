/** The numbers that bound something, and the timers. */
export * as limits from './limit-values.ts';

/** Defaults of the timers of SPEC "Numbers"; each may be overridden by the environment (DESIGN 9). Units: ms. */
export const timerDefaults = {
  MISSED_AFTER_MS: 30_000,
  VISITOR_GONE_MS: 60_000,
  AGENT_GONE_MS: 75_000,
  AGENT_AWAY_MS: 5 * 60_000,
} as const;
export type Timers = { [K in keyof typeof timerDefaults]: number };
