/** How much of everything: the real numbers, and those of the test that only keeps the bench running. */

import type { DeskPlan } from './desk/desk.ts';

export interface Plan {
  rounds: number;
  steady: { conversations: number; perSecond: number; warmMs: number; forMs: number };
  full: { conversations: number; inFlight: number; warmMs: number; forMs: number };
  /** `idleMs`: longer than anybody keeps what is only kept for a while. */
  idle: { before: number; conversations: number; idleMs: number };
  stored: { conversations: number; messages: number };
  cold: { conversations: number; messages: number };
  back: { clients: number; messages: number; missed: number };
  kill: { conversations: number; inFlight: number; afterMs: number };
}

/**
 * The sizes of the table in `docs/performance.md`. Warm is long: a server runs for weeks, and in its first seconds a
 * third of the CPU is the compiler's, the more the more code there is to compile.
 */
export const realPlan: Plan = {
  rounds: 3,
  steady: { conversations: 1000, perSecond: 500, warmMs: 24_000, forMs: 8000 },
  full: { conversations: 50, inFlight: 8, warmMs: 3000, forMs: 5000 },
  idle: { before: 1000, conversations: 4000, idleMs: 65_000 },
  stored: { conversations: 2000, messages: 10 },
  cold: { conversations: 120, messages: 1000 },
  back: { clients: 1000, messages: 10, missed: 2 },
  kill: { conversations: 50, inFlight: 8, afterMs: 2000 },
};

export const smallPlan: Plan = {
  rounds: 1,
  steady: { conversations: 4, perSecond: 100, warmMs: 100, forMs: 200 },
  full: { conversations: 2, inFlight: 4, warmMs: 100, forMs: 200 },
  idle: { before: 2, conversations: 4, idleMs: 0 },
  stored: { conversations: 4, messages: 2 },
  cold: { conversations: 2, messages: 200 },
  back: { clients: 4, messages: 4, missed: 2 },
  kill: { conversations: 2, inFlight: 4, afterMs: 200 },
};

/** The desk in Chromium, at the size of SPEC L22; and small, to see that it runs. */
export const realDesk: DeskPlan = {
  ...{ conversations: 10_000, messages: 20, long: 5_000 },
  ...{ selections: 60, frames: 240 },
};
export const smallDesk: DeskPlan = {
  ...{ conversations: 40, messages: 6, long: 200 },
  ...{ selections: 10, frames: 30 },
};

/** A usual line of a chat: 83 characters. */
export const chatLine =
  'Hello, my order from last Tuesday has not arrived yet. Could you look where it is?';

const words = [
  ...'the a to and of is in it you that not for on have can we are with this your my so at as but if'.split(
    ' ',
  ),
  ...'order invoice parcel page address because please thanks could would tomorrow yesterday again'.split(
    ' ',
  ),
  ...'always screen button number account payment seller colour arrive return refund help where when'.split(
    ' ',
  ),
  ...'which password browser telephone morning afternoon evening delivery courier neighbour street'.split(
    ' ',
  ),
  ...'receipt discount voucher basket checkout card bank transfer amount twice wrong right missing'.split(
    ' ',
  ),
  ...'broken small large blue green size sleeve collar button zip washing shipping customs country'.split(
    ' ',
  ),
  ...'language setting notice email message answer question problem error reload update version phone'.split(
    ' ',
  ),
  ...'tablet computer keyboard photograph picture attach upload download print label stamp weight kilo'.split(
    ' ',
  ),
  ...'week month year Monday Tuesday Wednesday Thursday Friday Saturday Sunday noon hour minute late'.split(
    ' ',
  ),
  ...'early soon never maybe certainly unfortunately actually really sorry kind regards hello goodbye'.split(
    ' ',
  ),
];

/** Line `n` of a long conversation: 5 to 25 words, never the same again, so that packing it is honest work. */
export function variedLine(n: number): string {
  let state = (n + 1) * 2_654_435_761;
  const next = (below: number): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e37;
    return ((state ^ (state >>> 12)) >>> 0) % below;
  };
  return Array.from({ length: 5 + next(21) }, () => words[next(words.length)]).join(' ');
}
