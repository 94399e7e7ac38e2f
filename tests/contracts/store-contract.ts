/**
 * What every store promises, as one suite over a place where a store can be opened. Each adapter's test file runs it.
 * The parts are by subject: logs and commits, the feed, what is due, pads, people.
 */
import { afterEach, describe } from 'vitest';
import type { Store } from '../../sync-server/ports.ts';
import type { StorePlace } from './bundles.ts';
import { dueContract } from './store-contract-due.ts';
import { feedContract } from './store-contract-feed.ts';
import { logContract } from './store-contract-log.ts';
import { packsContract } from './store-contract-packs.ts';
import { padContract } from './store-contract-pads.ts';
import { recordContract } from './store-contract-records.ts';
import { peopleContract } from './store-contract-people.ts';

/** A fresh store for one test; `reopen` closes it and opens the same place again. */
export type OpenStore = () => Promise<{ store: Store; reopen: () => Promise<Store> }>;

export function storeContract(name: string, newPlace: () => Promise<StorePlace>): void {
  describe(`the store contract on ${name}`, () => {
    const endings: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of endings.splice(0).reverse()) await end();
    });

    const openStore: OpenStore = async () => {
      const place = await newPlace();
      endings.push(() => place.remove());
      let store = await place.open();
      endings.push(() => store.close());
      return {
        store,
        reopen: async () => {
          await store.close();
          store = await place.open();
          return store;
        },
      };
    };

    logContract(openStore);
    packsContract(openStore);
    feedContract(openStore);
    dueContract(openStore);
    padContract(openStore);
    peopleContract(openStore);
    recordContract(openStore);
  });
}
