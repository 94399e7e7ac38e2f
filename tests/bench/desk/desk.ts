/**
 * The desk at its full size, in Chromium against the real server: first paint from the device, selection, scrolling,
 * memory, a long conversation (SPEC L22). `npm run bench -- --only desk`. Needs what `npm run build` builds.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../../scripts/browser.mjs';
import { fillStore, password, team } from '../../../scripts/fill.ts';
import { openStore } from '../../../sync-server/main.ts';
import { startServer } from '../../support/server-process.ts';
import {
  cpuOf,
  firstRowMs,
  foundAfter,
  memoryOf,
  paintedAfter,
  percentile,
  scrollFrames,
  watchFirstRow,
  type Cost,
} from './measures.ts';

export interface DeskPlan {
  conversations: number;
  messages: number;
  /** In the one long conversation. */
  long: number;
  selections: number;
  frames: number;
}

export interface Figure {
  what: string;
  is: string;
  wanted: string;
}

const dayMs = 24 * 60 * 60_000;

/** `folder`: is filled where it is not there yet, and kept for the next time. */
export async function benchDesk(
  plan: DeskPlan,
  say: (line: string) => void,
  folder: string | null = null,
): Promise<Figure[]> {
  const dataDir = folder ?? mkdtempSync(join(tmpdir(), 'parley-desk-'));
  try {
    if (folder === null || !existsSync(folder)) await fill(dataDir, plan, say);
    const server = await startServer({ dataDir });
    const browser = await launched();
    try {
      return await measured(browser, `http://localhost:${server.port}`, plan, say);
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    if (folder === null) rmSync(dataDir, { recursive: true, force: true });
  }
}

async function fill(dataDir: string, plan: DeskPlan, say: (line: string) => void): Promise<void> {
  say(`[desk] filling ${plan.conversations} conversations of ${plan.messages} messages`);
  const store = await openStore(dataDir);
  await fillStore(store, { ...plan, overMs: 90 * dayMs });
  // Minutes lie between two lines, and all of them have to fit.
  await fillStore(store, {
    conversations: 1,
    messages: plan.long,
    overMs: plan.long * 30 * 60_000,
  });
  await store.close();
}

async function measured(
  browser: Browser,
  origin: string,
  plan: DeskPlan,
  say: (line: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const note = (what: string, is: string, wanted: string) => {
    say(`[desk] ${what}: ${is}`);
    figures.push({ what, is, wanted });
  };
  const page = await signedIn(browser, origin);
  const visitedAtMs = performance.now();
  await page.goto(`${origin}/all`);
  await allRows(page, plan.conversations);
  note('first visit, until all rows are there', seconds(visitedAtMs), '');
  await copied(page, plan.conversations);
  note('first visit, until all copies are there', seconds(visitedAtMs), '');

  await watchFirstRow(page);
  const paints: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.goto(`${origin}/all`);
    paints.push(await firstRowMs(page));
  }
  note('first row painted, from the device', both(paints), '< 1000 ms');
  await allRows(page, plan.conversations);
  const indexingFromMs = performance.now();
  await lookedThrough(page, plan.conversations);
  note('after that, until all words are searched', seconds(indexingFromMs), '');
  const memory = await memoryOf(page);
  const { process: whole } = memory;
  note(
    'memory of the tab',
    `${mb(memory.page)} live in the page, ${mb(memory.workers)} in its worker; ${mb(whole)} of the process`,
    '< 250 MB',
  );

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('.thread .bubble').first().waitFor();
  await page.keyboard.press('Escape');
  const selections: number[] = [];
  const select = await cpuOf(page, async () => {
    for (let count = 0; count < plan.selections; count += 1) {
      selections.push(await paintedAfter(page, 'j'));
    }
  });
  note('selection painted', both(selections), 'p95 < 50 ms');
  note("CPU of the page's thread a selection", costOf(select, plan.selections), '');
  const { blank, late } = await scrollFrames(page, plan.frames);
  note('frames with a blank row', `${blank} of ${plan.frames}`, '0');
  note('late frames while scrolling', `${late} of ${plan.frames}`, 'few');
  const searches: number[] = [];
  const search = await cpuOf(page, async () => void searches.push(...(await searching(page))));
  note('search of the device painted', both(searches), 'p95 < 100 ms');
  note("CPU of the page's thread a search", costOf(search, searches.length), '');
  const { entries, ms } = await longConversation(page, origin);
  note(`conversation of ${entries} entries at its last unread`, both(ms), '< 300 ms');
  return figures;
}

/** Names, words, beginnings of words, a slip, several together: what people type. */
const asked = ['lamp', 'deliv', 'order', 'tomorow', 'visitor', 'wall light', 'thank you', 'invoi'];

async function searching(page: Page): Promise<number[]> {
  await page.keyboard.press('/');
  await page.locator('.list input').waitFor();
  const ms: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const typed of asked) ms.push(await foundAfter(page, typed));
  }
  await page.keyboard.press('Escape');
  await page.locator('.row').first().waitFor();
  return ms;
}

/**
 * The long one is brought to the top by a reply. Marked as unread, it opens at its visitor's last message; what is opened
 * between is its neighbour.
 */
async function longConversation(
  page: Page,
  origin: string,
): Promise<{ entries: number; ms: number[] }> {
  const answer = await page.request.get(`${origin}/api/conversations`);
  const { conversations } = (await answer.json()) as {
    conversations: { id: string; entries: number }[];
  };
  const { id, entries } = conversations.reduce((a, b) => (b.entries > a.entries ? b : a));
  await page.goto(`${origin}/all/${id}`);
  await page.locator('.thread .bubble').first().waitFor();
  const editor = page.getByRole('textbox', { name: 'Reply', exact: true });
  await editor.click();
  await page.keyboard.type('I am looking at it now.');
  await page.keyboard.press('Enter');
  await page.locator('.thread').getByText('I am looking at it now.').last().waitFor();
  await page.goto(`${origin}/all`);
  const row = page.locator(`#row-${id}`);
  const next = page.locator('.row').nth(1);
  await row.click();
  const ms: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.locator('.thread .bubble').first().waitFor();
    await row.focus();
    await page.keyboard.press('u');
    await next.click();
    await page.waitForURL((url) => !url.pathname.includes(id));
    await page.locator('.thread .bubble').first().waitFor();
    await next.focus();
    ms.push(await paintedAfter(page, 'k', '.since'));
  }
  return { entries, ms };
}

/** Offline the search says how many conversations of this device it has looked through. */
async function lookedThrough(page: Page, count: number): Promise<void> {
  await page.context().setOffline(true);
  await page.getByText('Offline · everything is saved on this device').waitFor();
  await page.keyboard.press('/');
  await page.locator('.list input').fill('visitor');
  await page.waitForFunction(
    (least) => {
      const foot = document.querySelector('.list .foot')?.textContent ?? '';
      return Number(/searched ([\d,]+)/.exec(foot)?.[1]?.replaceAll(',', '') ?? 0) >= least;
    },
    count,
    { timeout: 600_000, polling: 500 },
  );
  await page.keyboard.press('Escape');
  await page.context().setOffline(false);
  await page.locator('.row').first().waitFor();
}

/** Every copy is on the device. */
async function copied(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    async (least) => {
      const databases = await indexedDB.databases();
      const { name } = databases.find((each) => each.name?.startsWith('parley/agent/')) ?? {};
      if (!name) return false;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error!);
      });
      const copies = await new Promise<number>((resolve) => {
        const counting = database.transaction('copyHeads').objectStore('copyHeads').count();
        counting.onsuccess = () => resolve(counting.result);
      });
      database.close();
      return copies >= least;
    },
    count,
    { timeout: 600_000, polling: 2_000 },
  );
}

async function allRows(page: Page, count: number): Promise<void> {
  await page
    .getByRole('button', { name: 'Open', exact: true })
    .or(page.getByRole('button', { name: 'All', exact: true }))
    .first()
    .click();
  await page.getByRole('menuitemradio', { name: 'All', exact: true }).click();
  // A list that is pointed at holds still.
  await page.mouse.move(1_000, 450);
  await page.waitForFunction(
    (least) =>
      Number(document.querySelector('li[aria-setsize]')?.getAttribute('aria-setsize')) >= least,
    count,
    { timeout: 180_000 },
  );
}

async function signedIn(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(120_000);
  await page.goto(`${origin}/login`);
  await page.getByLabel('Email').fill(team[0].email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Parley' }).waitFor();
  return page;
}

async function launched(): Promise<Browser> {
  const found = await findBrowser();
  const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({
    args,
    ...(found.kind === 'system' ? { executablePath: found.path } : {}),
  });
}

function both(values: readonly number[]): string {
  const [middle, high] = [percentile(values, 0.5), percentile(values, 0.95)].map(Math.round);
  return `median ${middle} ms, p95 ${high} ms`;
}

function costOf({ all, script, drawing }: Cost, times: number): string {
  const [each, scripts, draws] = [all, script, drawing].map((ms) => (ms / times).toFixed(1));
  return `${each} ms, of which ${scripts} are script and ${draws} style and layout`;
}

function seconds(fromMs: number): string {
  return `${((performance.now() - fromMs) / 1000).toFixed(1)} s`;
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
