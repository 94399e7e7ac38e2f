/** A workspace with nobody in it yet: the real store in a folder of its own, a clock that is moved by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Done, Entered, SignedIn } from '#domain/services.ts';
import { createAccounts, type AccountsConfig } from '../../../sync-server/accounts.ts';
import { openSqliteStore } from '../../../sync-server/adapters/store-sqlite.ts';
import { manualClock } from '../../support/manual-clock.ts';

export const here = '203.0.113.7';
export const ines = {
  name: 'Inès Moreau',
  email: 'ines@maisonlumen.example',
  password: 'lamp oil and paper',
  workspace: 'Maison Lumen',
};
const inesSignsIn = { email: ines.email, password: ines.password };

export type Scene = Awaited<ReturnType<typeof openScene>>;

export async function openScene(config: Partial<AccountsConfig> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-accounts-'));
  const clock = manualClock();
  const whole: AccountsConfig = {
    publicUrl: 'https://chat.example',
    origins: new Set(['https://chat.example']),
    rateLimits: true,
    ...config,
  };
  let store = await openSqliteStore(folder, clock);
  let accounts = createAccounts(store, clock, whole);
  return {
    clock,
    get store() {
      return store;
    },
    get accounts() {
      return accounts;
    },
    /** As after `kill` and start: nothing is left but what was stored. */
    async restart() {
      await store.close();
      store = await openSqliteStore(folder, clock);
      accounts = createAccounts(store, clock, whole);
    },
    /** Inès sets Parley up and is signed in. */
    async setUp(): Promise<{ entered: Entered; owner: SignedIn }> {
      const entered = valueOf(await accounts.setUp(ines, here));
      return { entered, owner: (await accounts.signedIn(entered.cookie))! };
    },
    async signInAsInes(device?: string): Promise<Done<Entered>> {
      return accounts.logIn(inesSignsIn, here, device);
    },
    async end() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export function valueOf<T>(done: Done<T>): T {
  if (!done.ok) throw new Error(`Refused: ${done.error}`);
  return done.value;
}

/** The part of an answer that somebody outside sees: its status and key, or `done`. */
export function outcomeOf(done: Done<unknown>): string {
  return done.ok ? 'done' : `${done.status} ${done.error}`;
}
