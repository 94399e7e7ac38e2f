/**
 * Search on this device, as pages ask for it. The leading tab has the worker; the others ask through it, so that a
 * browser has one index however many tabs it has (DESIGN 7).
 */
import type { FeedRow } from '#domain/model.ts';
import type { DeviceSearch, Signal } from '../contract.ts';
import type { Environment } from '../environment.ts';
import type { KeptFeed } from '../feed.ts';
import type { Tabs } from '../tabs.ts';
import type { FoundHere, FromWorker, SearchPageAsked, SearchState } from './messages.ts';
import type { SearchWorker } from './open-worker.ts';

export interface DeviceSearchParts {
  environment: Environment;
  tabs: Tabs;
  feed: KeptFeed;
  /** Null where nothing is kept on this device. */
  database: string | null;
  me: string;
  openWorker: () => SearchWorker | null;
}

export interface KeptSearch extends DeviceSearch {
  /** Copies of these were written. */
  stored(conversations: readonly string[]): void;
  close(): void;
}

/** The index is made when the page has come to rest, or when it is first asked for. */
const warmAfterMs = 3_000;
/** A leader that does not answer is being replaced. */
const answerWithinMs = 4_000;

const nothing: FoundHere = { hits: [], total: 0 };

export function openDeviceSearch(parts: DeviceSearchParts): KeptSearch {
  const { environment, tabs, feed } = parts;
  const state = tabs.mirror<SearchState>('search', { conversations: 0, isComplete: false });
  const asked = new Map<string, (found: FoundHere) => void>();
  const byNumber = new Map<number, (found: FoundHere) => void>();
  let worker: SearchWorker | null = null;
  let lastNumber = 0;
  let cancelWarm = () => {};

  /* ---------------------------------------------------------------- leading */

  const take = (message: FromWorker) => {
    if (message.kind === 'state') return state.set(message.state);
    byNumber.get(message.id)?.(message.found);
    byNumber.delete(message.id);
  };
  const start = (): SearchWorker | null => {
    if (worker !== null) return worker;
    worker = parts.openWorker();
    worker?.onMessage(take);
    worker?.post({ kind: 'open', database: parts.database, me: parts.me });
    // Rows may be here that are not written down yet, or never will be.
    const rows = feed.rows();
    worker?.post({ kind: 'rows', rows, reset: false });
    return worker;
  };
  const end = () => {
    cancelWarm();
    worker?.end();
    worker = null;
    for (const answer of byNumber.values()) answer(nothing);
    byNumber.clear();
  };
  const findHere = (page: SearchPageAsked): Promise<FoundHere> => {
    const started = start();
    if (started === null) return Promise.resolve(nothing);
    const id = ++lastNumber;
    return new Promise((resolve) => {
      byNumber.set(id, resolve);
      started.post({ kind: 'find', id, asked: page });
    });
  };

  const warm = () => {
    if (!tabs.isLeader.current || !feed.isCaughtUp.current) return;
    cancelWarm();
    cancelWarm = environment.timer(warmAfterMs, start);
  };
  const ends = [
    tabs.isLeader.subscribe(() => (tabs.isLeader.current ? warm() : end())),
    feed.isCaughtUp.subscribe(warm),
    feed.onChange((rows: readonly FeedRow[], reset) => worker?.post({ kind: 'rows', rows, reset })),
    tabs.on('search/ask', (body, from) => {
      if (!tabs.isLeader.current) return;
      const { key, page } = body as { key: string; page: SearchPageAsked };
      void findHere(page).then((found) => tabs.post('search/found', { key, found }, from));
    }),
  ];
  warm();

  /* ---------------------------------------------------------------- following */

  ends.push(
    tabs.on('search/found', (body) => {
      const { key, found } = body as { key: string; found: FoundHere };
      asked.get(key)?.(found);
    }),
  );
  const findThere = (page: SearchPageAsked, leader: string): Promise<FoundHere> => {
    const key = environment.uuid();
    return new Promise((resolve) => {
      const finish = (found: FoundHere) => {
        cancel();
        asked.delete(key);
        resolve(found);
      };
      const cancel = environment.timer(answerWithinMs, () => finish(nothing));
      asked.set(key, finish);
      tabs.post('search/ask', { key, page }, leader);
    });
  };

  return {
    state: state as Signal<SearchState>,
    find(page) {
      const leader = tabs.leader.current;
      if (tabs.isLeader.current || leader === null) return findHere(page);
      return findThere(page, leader);
    },
    stored: (conversations) => worker?.post({ kind: 'stored', conversations }),
    close() {
      for (const each of ends) each();
      end();
    },
  };
}
