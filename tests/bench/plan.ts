/** How much of everything: the real numbers, and those of the test that only keeps the bench running. */

export interface Plan {
  rounds: number;
  steady: { conversations: number; perSecond: number; warmMs: number; forMs: number };
  full: { conversations: number; inFlight: number; warmMs: number; forMs: number };
  idle: { before: number; conversations: number };
  stored: { conversations: number; messages: number };
  cold: { conversations: number; messages: number };
  back: { clients: number; messages: number; missed: number };
  kill: { conversations: number; inFlight: number; afterMs: number };
}

/** The sizes of the table in `docs/performance.md`. */
export const realPlan: Plan = {
  rounds: 3,
  steady: { conversations: 1000, perSecond: 500, warmMs: 4000, forMs: 8000 },
  full: { conversations: 50, inFlight: 8, warmMs: 3000, forMs: 5000 },
  idle: { before: 500, conversations: 2000 },
  stored: { conversations: 2000, messages: 10 },
  cold: { conversations: 40, messages: 1000 },
  back: { clients: 1000, messages: 10, missed: 2 },
  kill: { conversations: 50, inFlight: 8, afterMs: 2000 },
};

export const smallPlan: Plan = {
  rounds: 1,
  steady: { conversations: 4, perSecond: 100, warmMs: 100, forMs: 200 },
  full: { conversations: 2, inFlight: 4, warmMs: 100, forMs: 200 },
  idle: { before: 2, conversations: 4 },
  stored: { conversations: 4, messages: 2 },
  cold: { conversations: 2, messages: 200 },
  back: { clients: 4, messages: 4, missed: 2 },
  kill: { conversations: 2, inFlight: 4, afterMs: 200 },
};

/** A usual line of a chat: 83 characters. */
export const chatLine =
  'Hello, my order from last Tuesday has not arrived yet. Could you look where it is?';
