/** Starts the search worker of this page. A file of its own, so that only what may have one bundles it. */
import type { FromWorker, ToWorker } from './messages.ts';

export interface SearchWorker {
  post(message: ToWorker): void;
  onMessage(take: (message: FromWorker) => void): void;
  end(): void;
}

/** Null where there are no workers: then only the server searches. */
export function openSearchWorker(): SearchWorker | null {
  if (typeof Worker === 'undefined') return null;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage(take) {
      worker.onmessage = ({ data }) => take(data as FromWorker);
    },
    end: () => worker.terminate(),
  };
}
