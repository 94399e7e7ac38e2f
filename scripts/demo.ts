/**
 * `npm run demo`: Parley with two agents, conversations of the last days, three visitors who are on the site now and
 * answer when they are answered, and mail kept on this machine. In a folder of its own, made anew each time unless
 * DATA_DIR says where.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, start } from '../sync-server/main.ts';
import { startVisitor } from './demo-visitor.ts';
import { fillStore, password, team } from './fill.ts';

const dayMs = 24 * 60 * 60_000;
const given = process.env['DATA_DIR'];
const dataDir = given ?? mkdtempSync(join(tmpdir(), 'parley-demo-'));
if (given === undefined)
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

const store = await openStore(dataDir);
if ((await store.countAccounts()) === 0) {
  await fillStore(store, { conversations: 24, messages: 6, overMs: 9 * dayMs });
}
await store.close();

process.env['DATA_DIR'] = dataDir;
await start();

const port = process.env['PORT'] ?? '3000';
const origin = `http://${process.env['HOST'] ?? '127.0.0.1'}:${port}`;
const pages = [
  { title: 'Checkout', says: 'Hello, I am at the checkout. Does the Alba come with a bulb?' },
  { title: 'Alba table lamp', says: 'Is the Alba dimmable? I have the box open in front of me.' },
  { title: 'Delivery', says: 'Do you ship to Corsica?' },
];
for (const [index, { title, says }] of pages.entries()) {
  const page = { url: `${origin}/demo#${title.toLowerCase().replaceAll(' ', '-')}`, title };
  await startVisitor({ origin, page, says, afterMs: 500 + index * 1_500 });
}
console.log(`[demo] Two windows, please: ${team.map(({ email }) => email).join(' and ')}`);
console.log(`[demo] Password of both: ${password}`);
console.log(`[demo] To be a visitor yourself: ${origin}/demo`);
