/**
 * Threads of merged conversations: which conversation shows the others' entries, and in what order. Nothing is moved by
 * a merge, so unmerging needs no more than forgetting it, and each visitor keeps a room of their own. SPEC C15.
 */
import type { Summary } from '../model.ts';

/**
 * The conversation in whose thread this one is shown; itself if it was not merged. Two that were merged into each other,
 * by people who could not know, meet in the one with the smallest id. `mergedInto`: null for one that is not merged, or
 * not known.
 */
export function threadRootOf(id: string, mergedInto: (id: string) => string | null): string {
  const way: string[] = [];
  let at = id;
  for (;;) {
    const turn = way.indexOf(at);
    if (turn >= 0) return way.slice(turn).reduce((least, one) => (one < least ? one : least));
    way.push(at);
    const next = mergedInto(at);
    if (next === null) return at;
    at = next;
  }
}

/** Ids of all conversations shown in each thread, its own first; threads of one are not listed. */
export function threadsOf(
  summaries: ReadonlyMap<string, Pick<Summary, 'mergedInto'>>,
): ReadonlyMap<string, readonly string[]> {
  const threads = new Map<string, string[]>();
  const mergedInto = (id: string): string | null => summaries.get(id)?.mergedInto ?? null;
  for (const [id, summary] of summaries) {
    if (summary.mergedInto === null) continue;
    const root = threadRootOf(id, mergedInto);
    // The thread's own conversation may not be on this device, or was erased: then it stays alone.
    if (root === id || !summaries.has(root)) continue;
    threads.set(root, [...(threads.get(root) ?? [root]), id]);
  }
  return threads;
}

/** One thing of a merged thread, and whose log it stands in. */
export interface Placed<T> {
  conversation: string;
  item: T;
  atMs: number;
  id: string;
}

/** Several logs as one, by acceptance and then by id; within a log nothing changes places. */
export function interleaved<T>(logs: readonly (readonly Placed<T>[])[]): Placed<T>[] {
  return logs.flat().sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * The thread's row: as its own conversation's, with what the merged ones add to it. Somebody who waits in any of them
 * waits here, and the last words of all of them are shown.
 */
export function mergedRow(own: Summary, others: readonly Summary[]): Summary {
  const members = [own, ...others.map((other) => asShownIn(own, other))];
  const latest = members.reduce((a, b) => (b.activeAtMs > a.activeAtMs ? b : a));
  const waiting = members.filter((one) => one.waiting !== null);
  const first = waiting.reduce<Summary['waiting']>(
    (a, { waiting: b }) => (a === null || b!.sinceMs < a.sinceMs ? b : a),
    null,
  );
  return {
    ...own,
    // Closed by somebody who did not know that more would be written in another one of them.
    status: waiting.some(({ status }) => status === 'open') ? 'open' : own.status,
    activeAtMs: latest.activeAtMs,
    preview: latest.preview,
    waiting: first,
    missed: waiting.some(({ missed }) => missed),
    answeredLateAtMs: members.reduce<number | null>(
      (a, { answeredLateAtMs: b }) => (b !== null && b > (a ?? -1) ? b : a),
      null,
    ),
    tags: [...new Set(members.flatMap(({ tags }) => tags))],
  };
}

/**
 * A merged conversation as it counts in the thread: held by whoever holds that, and answered by a later reply there,
 * because both are one person's.
 */
export function asShownIn(own: Summary, other: Summary): Summary {
  const { agent, participants, group } = own;
  const isAnswered =
    own.waiting === null && other.waiting !== null && own.activeAtMs > other.waiting.lastMs;
  const waits = isAnswered ? { waiting: null, missed: false } : {};
  return { ...other, ...waits, agent, participants, group, mergedInto: null };
}
