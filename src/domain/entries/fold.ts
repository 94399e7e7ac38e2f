/**
 * From a log to what a screen shows. `fold(log, pending)` is the only state a thread has: accepted entries in their
 * order, then what this device has written and the server has not yet answered. SPEC R1, R9, R10.
 */
import type { Answer, Entry, Principal, Submitted } from '../model.ts';
import type { ConversationState } from './state.ts';

/** What this device has written and has no final answer for: a row of the outbox. */
export interface Pending {
  entry: Submitted;
  /** Who wrote it: the account of this device. */
  by: Principal;
  byName: string | null;
  /** `waiting`: not answered. `held`/`refused`: answered so; kept until its author settles it. */
  state: 'waiting' | 'held' | 'refused';
  answer: Answer | null;
  /** Device clock. */
  savedAtMs: number;
}

/** One thing in a thread, in shown order. */
export type ThreadItem =
  | { state: 'accepted'; entry: Entry; number: number; readByOtherSide: boolean }
  | { state: 'waiting' | 'held' | 'refused'; pending: Pending }
  /** A kind this build does not know: "update Parley to see this". */
  | { state: 'unknown'; id: string; number: number; acceptedAtMs: number };

export interface Conversation {
  /** With pending closes, assignments and messages applied on top, as this device believes it to be. */
  state: ConversationState;
  items: readonly ThreadItem[];
  /** Rows that wait for an answer. */
  waiting: number;
}
