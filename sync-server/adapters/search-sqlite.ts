/**
 * The index of the sqlite store, in a thread of its own (DESIGN 6): questions go there and come back, and the thread
 * that serves sockets never waits for one. A thread that dies is started anew by the next question.
 */
import { Worker } from 'node:worker_threads';
import { PortError, type Search } from '../ports.ts';
import type { Answer, Request } from './search-sqlite-thread.ts';

/** More questions than this in a row mean that the machine does not keep up; who asks again later is served. */
const waitingMost = 50;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Question = Request extends infer R
  ? R extends { id: number }
    ? Omit<R, 'id'>
    : never
  : never;

/** The store of `dataDir` is open in this process. Close the index before the store. */
export function openSqliteSearch(dataDir: string): Search {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;
  let isClosed = false;

  const failAll = (why: string) => {
    for (const { reject } of waiting.values()) reject(new PortError('io', why));
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(new URL('./search-sqlite-thread.ts', import.meta.url), {
      workerData: { dataDir },
    });
    started.unref();
    started.on('message', (answer: Answer) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('error' in answer) asker?.reject(new PortError('io', `The index says: ${answer.error}.`));
      else asker?.resolve(answer.value);
    });
    // It says itself what went wrong, by not answering: the next question starts another.
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (worker === started) worker = null;
      failAll('The index stopped.');
    });
    return started;
  };

  const ask = <T>(question: Question): Promise<T> => {
    if (isClosed) return Promise.reject(new PortError('closed', 'The index is closed.'));
    if (waiting.size >= waitingMost) {
      return Promise.reject(new PortError('busy', 'The index has too many questions.'));
    }
    worker ??= start();
    const id = ++lastId;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker!.postMessage({ ...question, id } satisfies Request);
    });
  };

  worker = start();
  return {
    find: (asked) => ask({ kind: 'find', asked }),
    forget: (conversation) => ask({ kind: 'forget', conversation }),
    async close() {
      if (isClosed) return;
      if (worker !== null) await ask({ kind: 'close' }).catch(() => undefined);
      isClosed = true;
      await worker?.terminate();
    },
  };
}
