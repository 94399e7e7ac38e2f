/**
 * `node scripts/pictures.ts`: draws the picture of the README anew, from the demonstration as it is. Two agents are at
 * work in one conversation; the picture is the owner's screen. Needs a built app and a browser.
 */
import type { Browser, Page } from '@playwright/test';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { password, team } from './fill.ts';
import { onStage } from './stage.ts';

const picture = fileURLToPath(new URL('../docs/pictures/desk.png', import.meta.url));
/** A README with heavy pictures is slow to open on a train. */
const bytesMax = 300 * 1024;

const [ines, marc] = team;
const asked = 'Is the Alba dimmable? I have the box open in front of me.';

await onStage(draw);
const { size } = statSync(picture);
console.log(`${picture}: ${Math.round(size / 1024)} KB`);
if (size > bytesMax) process.exitCode = 1;

async function draw(browser: Browser, origin: string): Promise<void> {
  const hers = await deskOf(browser, origin, ines.email);
  const his = await deskOf(browser, origin, marc.email);
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

async function deskOf(browser: Browser, origin: string, email: string): Promise<Page> {
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
