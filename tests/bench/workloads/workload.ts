/** One row of the table: what is done, to which targets, and what number comes out of one run. */
import type { Conversation, Installation, Seat, Target } from '../targets/target.ts';
import type { Plan } from '../plan.ts';

export interface Workload {
  readonly name: string;
  readonly unit: 'µs CPU' | 'KiB' | 'lost %';
  readonly targets: readonly Target['name'][];
  /** What the numbers are compared with in the table: the relay, unless said otherwise. */
  readonly against: string;
  /** Where one round says as much as three. */
  readonly roundsMax?: number;
  /**
   * One run over a fresh installation. `figure` is compared; the `notes` are printed below the table.
   * A workload may split a target into several columns of its own (`parley`, `parley, shared line`).
   */
  run(installation: Installation, plan: Plan, target: Target['name']): Promise<Run[]>;
}

export interface Run {
  column: string;
  figure: number;
  notes?: Record<string, number>;
}

/** The two people of one conversation. */
export interface Pair {
  writer: Seat;
  reader: Seat;
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Asks `done` every few ms; throws when it takes unreasonably long, so that no bench hangs. */
export async function until(done: () => boolean, what: string, withinMs = 30_000): Promise<void> {
  const startedAtMs = performance.now();
  while (!done()) {
    if (performance.now() - startedAtMs > withinMs) throw new Error(`still waiting for: ${what}`);
    await pause(5);
  }
}

/** Both seats of each conversation, both from the beginning. */
export async function seatAll(conversations: Conversation[]): Promise<Pair[]> {
  return inGroups(conversations, async (conversation) => ({
    writer: await conversation.writer(0),
    reader: await conversation.reader(0),
  }));
}

/** 20 at a time: enough to be quick, few enough that no listen queue overflows. */
export async function inGroups<A, B>(all: A[], run: (one: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  for (let i = 0; i < all.length; i += 20) {
    results.push(...(await Promise.all(all.slice(i, i + 20).map(run))));
  }
  return results;
}

/** Every writer says `messages` lines, at most 8 unseen at a time; done when the readers have seen all. */
export async function fill(
  seats: Pair[],
  messages: number,
  lineOf: (n: number) => string,
): Promise<void> {
  let missing = seats.length * messages;
  for (const { writer, reader } of seats) {
    let said = 0;
    const sayNext = () => {
      if (said < messages) writer.say(lineOf(said++));
    };
    reader.onSeen = (count) => {
      missing -= count;
      for (let i = 0; i < count; i++) sayNext();
    };
    for (let i = 0; i < 8; i++) sayNext();
  }
  await until(() => missing <= 0, `${missing} messages to be seen`, 300_000);
}
