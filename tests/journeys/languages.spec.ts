/**
 * Parley in each of its languages: chosen on the spot, without a network too, kept, and with room for its words on every
 * screen, on a desk and on the narrowest phone. UX 12, 15. What the words are: tests/app/catalogues.test.ts.
 */
import { expect, test, type Page } from '@playwright/test';
import { topics } from '../../src/lib/desk/topics.ts';
import { languageCookie } from '../../src/lib/words/words.ts';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { wordsIn } from '../support/words.ts';
import { theOwner, type Agent } from './agent.ts';
import { aVisitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let origin: string;
let ana: Agent;
const question = 'Do you ship to Corsica?';

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say(question);
  await expect(ana.rowSaying(question)).toBeVisible();
});
test.afterAll(async () => {
  await ana.context.close();
  await server.stop();
  removeData(server);
});

async function expectSpoken(page: Page, language: 'it' | 'es'): Promise<void> {
  const { nav, settings } = wordsIn(language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.getByRole('heading', { name: settings.appearance.title })).toBeVisible();
  await expect(page.getByRole('link', { name: nav.all }).first()).toBeVisible();
}

test('[UX15] every word changes with the language, which is kept, also for the door', async () => {
  const { page } = ana;
  await page.goto(`${origin}/settings/appearance`);
  await page.getByText('Italiano', { exact: true }).click();
  await expectSpoken(page, 'it');
  await page.reload();
  await expectSpoken(page, 'it');

  await page.goto(`${origin}/settings/no-such-page`);
  await expect(page.getByRole('heading', { name: 'Qui non c’è nulla' })).toBeVisible();
});

test('[UX15] [O2] a language that was never read is there without a network', async () => {
  const { page, context } = ana;
  await page.goto(`${origin}/settings/appearance`);
  await page.evaluate(async () => navigator.serviceWorker.ready);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true);
  await context.setOffline(true);
  await page.getByText('Español', { exact: true }).click();
  await expectSpoken(page, 'es');
  await context.setOffline(false);
});

const places = ['mine', 'unassigned', 'all', 'mentions', 'drafts', 'visitors', 'statistics'];
const pages = [...places, 'settings', ...topics.map((topic) => `settings/${topic}`)];

for (const language of ['en', 'fr', 'it', 'es'] as const) {
  test(`[UX12] every screen has something to read, and room for it, at 320 px in ${language}`, async () => {
    const { page, context } = ana;
    await context.addCookies([{ name: languageCookie, value: language, url: origin }]);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of pages) {
      await page.goto(`${origin}/${path}`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      // The bar at the foot is not what one came for.
      const pane = page.locator('.panes > :visible').first();
      await expect(pane, path).toHaveText(/\p{L}{3}/u);
      expect(await besideTheScreen(page), path).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });
}

/** Parts that stand out beside the screen, or hide what a button or a heading says. */
function besideTheScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const whole = document.documentElement;
    const parts = [...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, legend')];
    const cut = parts.filter(
      (part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth + 1,
    );
    return [
      ...(whole.scrollWidth > innerWidth ? ['the page'] : []),
      ...cut.map((part) => part.textContent.trim()),
    ];
  });
}
