/**
 * What the core tells whoever runs it: counters by reason, and faults with their cause. `metrics.ts` and `log.ts` listen
 * in the process, tests and the simulation listen themselves. Never texts of messages, never tokens (T39).
 */
export interface Watch {
  /** Something that is counted: a refusal, a repair. `what` is one of a closed set of words. */
  count(what: string, amount?: number): void;
  /** The world failed, or we made a mistake; the process lives (F32). */
  fault(where: string, error: unknown, about?: Record<string, string>): void;
  /** A passing remark for the log. */
  note(sentence: string, about?: Record<string, string | number>): void;
  /** How long a group took from its first entry to its last answer, and how many entries it held. */
  group?(ms: number, entries: number): void;
}
