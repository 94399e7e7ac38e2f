/**
 * `npm run seed -- --conversations 10000 --messages 20 [--days 90]`: fills DATA_DIR (`./data`) through `accept`.
 * Parley must not be serving that folder meanwhile. Makes two agents if there is nobody yet.
 */
import { parseArgs } from 'node:util';
import { openStore } from '../sync-server/main.ts';
import { PortError } from '../sync-server/ports.ts';
import { fillStore, password, team } from './fill.ts';

const dayMs = 24 * 60 * 60_000;
const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '100' },
    messages: { type: 'string', default: '20' },
    days: { type: 'string', default: '90' },
  },
});
const conversations = whole('conversations', 1_000_000);
const messages = whole('messages', 10_000);
const days = whole('days', 3_650);
const dataDir = process.env['DATA_DIR'] ?? './data';

try {
  const store = await openStore(dataDir);
  const isNew = (await store.countAccounts()) === 0;
  const startedAt = performance.now();
  let said = 0;
  const entries = await fillStore(store, {
    ...{ conversations, messages, overMs: days * dayMs },
    progress(count) {
      if (count - said < 20_000) return;
      said = count;
      console.log(`[seed] ${count} entries`);
    },
  });
  await store.close();
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `[seed] ${conversations} conversations, ${entries} entries in ${seconds.toFixed(1)} s.`,
  );
  if (isNew) {
    for (const { email } of team) console.log(`[seed] Sign in: ${email} / ${password}`);
  }
} catch (error) {
  if (!(error instanceof PortError)) throw error;
  console.error(`[seed] ${error.message}`);
  process.exit(1);
}

function whole(name: keyof typeof values, most: number): number {
  const text = values[name];
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= 1 && value <= most) return value;
  console.error(`[seed] --${name} must be a whole number from 1 to ${most}, not "${text}".`);
  process.exit(1);
}
