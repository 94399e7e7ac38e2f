/** What the tabs of one virtual browser share: broadcast channels, and Web Locks that end with their page. */
import type { Locks, TabChannel } from '../../src/sync/environment.ts';
import type { Page } from './world.ts';

/** A BroadcastChannel between the pages of one device; a message takes a millisecond. */
export class PagesChannel implements TabChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly #page: Page;
  readonly #name: string;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#name = name;
    page.device.channels.add(this);
  }

  postMessage(message: unknown): void {
    if (!this.#page.isAlive) return;
    if (!this.#page.device.channels.has(this))
      throw new DOMException('closed', 'InvalidStateError');
    const text = structuredClone(message);
    for (const other of this.#page.device.channels) {
      if (other === this || other.#name !== this.#name) continue;
      setTimeout(
        () => other.#page.run(() => other.onmessage?.({ data: structuredClone(text) })),
        1,
      );
    }
  }

  close(): void {
    this.#page.device.channels.delete(this);
  }
}

interface Request {
  grant(): void;
}

/** Web Locks of one browser: exclusive ones, queued, that can be stolen and end with their page. */
export class PagesLocks {
  readonly #holders = new Map<string, { lose(): void }>();
  readonly #queues = new Map<string, Request[]>();

  of(pageGone: AbortSignal): Locks {
    return {
      request: (name, { signal, steal = false }, held) =>
        new Promise((resolve, reject) => {
          const abort = () => reject(new DOMException('aborted', 'AbortError'));
          if (pageGone.aborted) return;
          const queue = this.#queues.get(name) ?? [];
          this.#queues.set(name, queue);
          const request: Request = {
            grant: () => {
              const holder = { lose: abort };
              this.#holders.set(name, holder);
              const release = () => {
                if (this.#holders.get(name) !== holder) return;
                this.#holders.delete(name);
                this.#queues.get(name)?.shift()?.grant();
              };
              pageGone.addEventListener('abort', release);
              held().then(resolve, reject).finally(release);
            },
          };
          const giveUp = () => {
            const index = queue.indexOf(request);
            if (index >= 0) queue.splice(index, 1);
          };
          pageGone.addEventListener('abort', giveUp);
          signal?.addEventListener('abort', () => {
            if (!queue.includes(request)) return;
            giveUp();
            abort();
          });
          setTimeout(() => {
            if (signal?.aborted) return abort();
            if (pageGone.aborted) return;
            const holder = this.#holders.get(name);
            if (steal) {
              this.#holders.delete(name);
              holder?.lose();
              request.grant();
            } else if (holder === undefined) request.grant();
            else queue.push(request);
          }, 0);
        }),
    };
  }
}
