/**
 * `node scripts/pictures.ts`: draws the picture of the README anew, from the demonstration as it is. Two agents are at
 * work in one conversation; the picture is the owner's screen. Needs a built app and a browser.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';
import { password, team } from './fill.ts';

const picture = fileURLToPath(new URL('../docs/pictures/desk.png', import.meta.url));
/** A README with heavy pictures is slow to open on a train. */
const bytesMax = 300 * 1024;

const [ines, marc] = team;
const asked = 'Is the Alba dimmable? I have the box open in front of me.';

const port = await freePort();
const origin = `http://localhost:${port}`;
const dataDir = mkdtempSync(join(tmpdir(), 'parley-pictures-'));
const demo = spawn(process.execPath, [fileURLToPath(new URL('demo.ts', import.meta.url))], {
  env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
  stdio: ['ignore', 'inherit', 'inherit'],
});
try {
  await serving();
  await draw();
} finally {
  demo.kill('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
}

async function draw(): Promise<void> {
  const found = await findBrowser();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    args,
    ...(found.kind === 'system' ? { executablePath: found.path } : {}),
  });
  try {
    await drawIn(browser);
  } finally {
    await browser.close();
  }
  const { size } = statSync(picture);
  console.log(`${picture}: ${Math.round(size / 1024)} KB`);
  if (size > bytesMax) process.exitCode = 1;
}

async function drawIn(browser: Browser): Promise<void> {
  const hers = await deskOf(browser, ines.email);
  const his = await deskOf(browser, marc.email);
  for (const page of [hers, his]) {
    await page.getByRole('link', { name: asked }).click();
    await page.getByRole('log').getByText(asked).waitFor();
    await page.getByRole('log').hover();
  }
  await write(hers, 'r', 'It is, from candle light to full: there is a small wheel on the cable.');
  await hers.keyboard.press('Enter');
  await hers.getByText(/Read \d/).waitFor();
  // The visitor of the demonstration answers an answer.
  await hers.getByRole('log').getByText('I am on the train').waitFor();
  await write(his, 'c', 'Boxes from before March have no wheel. The label has a date.');
  await his.keyboard.press('Enter');
  await his.keyboard.press('Escape');
  await write(hers, 'r', 'No hurry, it keeps. What is the date');
  await write(his, 'r', '');
  await his.getByText('What is the date').waitFor();
  await write(his, 'r', ' on the label of the box?');
  await hers.getByText(' on the label of the box?').waitFor();
  await hers.getByText('Marc is writing too').waitFor();

  mkdirSync(join(picture, '..'), { recursive: true });
  await hers.screenshot({ path: picture, caret: 'initial' });
}

/** Presses the key that begins a reply or a comment, and types at its end. */
async function write(page: Page, key: 'r' | 'c', text: string): Promise<void> {
  await page.getByRole('log').focus();
  await page.keyboard.press(key);
  const name = key === 'r' ? 'Reply' : 'Comment';
  const editor = page.getByRole('textbox', { name, exact: true });
  await editor.waitFor();
  await editor.press('Control+End');
  await page.keyboard.type(text);
}

async function deskOf(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(`${origin}/login?next=/all`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Parley' }).waitFor();
  return page;
}

async function serving(): Promise<void> {
  while (demo.exitCode === null) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The demonstration ended before it served.');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
}
