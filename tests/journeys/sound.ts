/** What a screen must be in every look: nothing for axe to find, and nothing wider than the screen. UX 18, 20. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const wide = { width: 1366, height: 856 };
/** The narrowest screen there is to reflow to (WCAG 2.2, 1.4.10). */
const narrow = { width: 320, height: 640 };

/** By day on a desk, and by night on the narrowest phone; the page is left as it was first. */
export async function expectSoundInBothLooks(page: Page): Promise<void> {
  for (const [colorScheme, size] of [
    ['light', wide],
    ['dark', narrow],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await expectSound(page, `${colorScheme}, ${size.width} px`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(wide);
}

/** What a page must have is asked of a page that is there: behind a chat that is the whole screen it is set aside. */
const ofTheWholePage = ['landmark-one-main', 'page-has-heading-one'];

/** As it is now. `look` names it where something is found. */
export async function expectSound(page: Page, look = 'as it is'): Promise<void> {
  const isSetAside = await page.evaluate(() => document.body.inert);
  const axe = new AxeBuilder({ page }).disableRules(isSetAside ? ofTheWholePage : []);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
    look,
  ).toEqual([]);
  const beside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beside, `beside the screen, ${look}`).toBeLessThanOrEqual(0);
}
