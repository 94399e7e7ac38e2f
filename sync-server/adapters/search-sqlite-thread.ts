/** The thread that keeps the index (DESIGN 6): its clock, and the messages it is asked by. What it does is `SearchIndex`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Asked } from './search-sqlite-query.ts';
import { SearchIndex } from './search-sqlite-index.ts';

export type Request =
  | { id: number; kind: 'find'; asked: Asked }
  | { id: number; kind: 'forget'; conversation: string }
  | { id: number; kind: 'close' };
export type Answer = { id: number; value: unknown } | { id: number; error: string };

/** What was committed is found a second later by those who do not ask; a question looks by itself. */
const lookEveryMs = 1_000;
/** The store is busy, or its disk is full: not at once again. */
const afterFailureMs = 5_000;
/** Primary result codes of SQLite that mean a damaged file: the next thread makes it anew. */
const damaged = new Set([11, 26]);

const port = parentPort!;
const index = new SearchIndex((workerData as { dataDir: string }).dataDir);
let timer: NodeJS.Timeout | null = null;

let isClosed = false;

/** Some rows at a time, so that a question comes in between. */
function look(): void {
  timer = null;
  if (isClosed) return;
  let hasMore = false;
  let againMs = lookEveryMs;
  try {
    hasMore = index.step();
  } catch (error) {
    if (damaged.has(codeOf(error))) throw error;
    againMs = afterFailureMs;
  }
  if (hasMore) setImmediate(look);
  else timer = setTimeout(look, againMs);
}

function codeOf(error: unknown): number {
  return Number((error as { errcode?: unknown } | null)?.errcode ?? 0) & 0xff;
}

function answer(request: Request): unknown {
  switch (request.kind) {
    case 'find':
      return index.find(request.asked);
    case 'forget':
      return index.forget(request.conversation);
    case 'close':
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      index.close();
      port.close();
      return null;
  }
}

port.on('message', (request: Request) => {
  try {
    const value = answer(request) ?? null;
    port.postMessage({ id: request.id, value } satisfies Answer);
  } catch (error) {
    // Never the words that were asked for: they are people's.
    const cause = error instanceof Error ? error.name : 'unknown';
    port.postMessage({ id: request.id, error: cause } satisfies Answer);
    if (damaged.has(codeOf(error))) throw error;
  }
});
look();
