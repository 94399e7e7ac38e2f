/** `npm run seed`: what it writes went through `accept`, so it is what people would have written. DESIGN 9, "Data". */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Entry, Summary } from '#domain/model.ts';
import { fillStore, team } from '../scripts/fill.ts';
import { openStore } from '../sync-server/main.ts';
import type { Store } from '../sync-server/ports.ts';

const dayMs = 24 * 60 * 60_000;

async function summariesOf(store: Store): Promise<Summary[]> {
  const upTo = await store.feedRevision();
  const rows = await store.feed({ owner: null, after: 0, upTo, limit: 1_000 });
  return rows.flatMap(({ table, value }) => (table === 'conversation' ? [value as Summary] : []));
}

it('fills a store with conversations in which everything follows from what was said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-seed-'));
  const plan = { conversations: 30, messages: 8, overMs: 30 * dayMs };
  const first = await openStore(folder);
  const entries = await fillStore(first, plan);
  expect(entries).toBeGreaterThan(30 * 8 * 0.9);
  await first.close();

  const store = await openStore(folder);
  expect((await store.accounts()).map(({ email }) => email).sort()).toEqual(
    team.map(({ email }) => email).sort(),
  );
  const summaries = await summariesOf(store);
  expect(summaries).toHaveLength(30);
  let said = 0;
  for (const { id } of summaries) {
    const texts = await store.entryTexts(id, 'team', 0, 1_000);
    const log = texts.map((text) => JSON.parse(text) as Entry);
    said += log.filter(({ by }) => by !== 'parley').length;
    expect(log[0]!.kind).toBe('message');
    const times = log.map(({ acceptedAtMs }) => acceptedAtMs);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.at(-1)! - times[0]!).toBeLessThan(dayMs);
  }
  expect(said).toBe(entries);
  // Once more: new conversations beside the old ones, and the same people.
  await fillStore(store, { ...plan, conversations: 5 });
  expect(await summariesOf(store)).toHaveLength(35);
  expect(await store.countAccounts()).toBe(team.length);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
