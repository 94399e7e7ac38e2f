/**
 * The desk at its full size, in Chromium against the real server: first paint from the device, selection, scrolling,
 * memory, a long conversation (SPEC L22). `npm run bench -- --only desk`. Needs what `npm run build` builds.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../../scripts/browser.mjs';
import { fillStore, password, team } from '../../../scripts/fill.ts';
import { openStore } from '../../../sync-server/main.ts';
import { startServer } from '../../support/server-process.ts';
import {
  firstRowMs,
  heapBytes,
  paintedAfter,
  percentile,
  scrollFrames,
  watchFirstRow,
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

export async function benchDesk(plan: DeskPlan, say: (line: string) => void): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-desk-'));
  try {
    say(`[desk] filling ${plan.conversations} conversations of ${plan.messages} messages`);
    const store = await openStore(dataDir);
    await fillStore(store, { ...plan, overMs: 90 * dayMs });
    await fillStore(store, { conversations: 1, messages: plan.long, overMs: dayMs });
    await store.close();
    const server = await startServer({ dataDir });
    const browser = await launched();
    try {
      return await measured(browser, `http://localhost:${server.port}`, plan, say);
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measured(
  browser: Browser,
  origin: string,
  plan: DeskPlan,
  say: (line: string) => void,
): Promise<Figure[]> {
  const page = await signedIn(browser, origin);
  say('[desk] first visit: waiting for all rows');
  await page.goto(`${origin}/all`);
  await allRows(page, plan.conversations);

  await watchFirstRow(page);
  const paints: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await page.goto(`${origin}/all`);
    paints.push(await firstRowMs(page));
  }
  await allRows(page, plan.conversations);
  const heap = await heapBytes(page);

  say('[desk] selecting');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('.thread .bubble').first().waitFor();
  const selections: number[] = [];
  for (let count = 0; count < plan.selections; count += 1) {
    selections.push(await paintedAfter(page, 'j'));
  }
  const { blank, late } = await scrollFrames(page, plan.frames);

  return [
    { what: 'first row painted, warm', is: ms(percentile(paints, 0.5)), wanted: '< 1000 ms' },
    { what: 'selection painted, median', is: ms(percentile(selections, 0.5)), wanted: '' },
    { what: 'selection painted, p95', is: ms(percentile(selections, 0.95)), wanted: '< 50 ms' },
    { what: 'frames with a blank row', is: `${blank} of ${plan.frames}`, wanted: '0' },
    { what: 'late frames while scrolling', is: `${late} of ${plan.frames}`, wanted: 'few' },
    { what: 'heap of the tab', is: `${Math.round(heap / 1024 / 1024)} MB`, wanted: '< 250 MB' },
    await longConversation(page),
  ];
}

/** The newest one is the long one: it was filled last. */
async function longConversation(page: Page): Promise<Figure> {
  const row = page.locator('.row').first();
  await page.locator('.rows').evaluate((rows) => (rows.scrollTop = 0));
  await row.waitFor();
  const openings: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await page.locator('.row').nth(3).click();
    await page.locator('.thread .bubble').first().waitFor();
    await row.focus();
    openings.push(await paintedAfter(page, 'Enter'));
  }
  const { length: shown } = await page.locator('.thread .bubble').all();
  return {
    what: `long conversation open at its last unread (${shown} bubbles drawn)`,
    is: ms(percentile(openings, 0.5)),
    wanted: '< 300 ms',
  };
}

async function allRows(page: Page, count: number): Promise<void> {
  await page
    .getByRole('button', { name: 'Open', exact: true })
    .or(page.getByRole('button', { name: 'All', exact: true }))
    .first()
    .click();
  await page.getByRole('menuitemradio', { name: 'All', exact: true }).click();
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

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}
