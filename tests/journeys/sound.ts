/** What a screen must be in every look: nothing for axe to find, and nothing wider than the screen. UX 18, 20. */
import { expect, type Page } from '@playwright/test';
import axeCore from 'axe-core';

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

/** As it is now, with the frames in it. `look` names it where something is found. */
export async function expectSound(page: Page, look = 'as it is'): Promise<void> {
  expect(await foundByAxe(page), look).toEqual([]);
  const beside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beside, `beside the screen, ${look}`).toBeLessThanOrEqual(0);
}

/** Axe gives a frame half a second to answer, and then says of the whole page what only the frame has. */
const frameAnswersWithinMs = 20_000;

/**
 * What axe has against the page: the rule and the elements. Put into every frame that Playwright knows; its own Playwright
 * package gives that a second and then silently goes on without the frame, which on a busy machine it did. A frame that was
 * not looked at is a finding.
 */
export async function foundByAxe(page: Page): Promise<[rule: string, elements: string[]][]> {
  // Colours on their way from one look to the other are nobody's.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity,
      ),
  );
  await Promise.all(page.frames().map((frame) => frame.evaluate(putAxe)));
  return page.evaluate(async (pingWaitTime) => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const { violations, incomplete } = await axe.run({ pingWaitTime });
    const unseen = incomplete.filter(({ id }) => id === 'frame-tested');
    return [...violations, ...unseen].map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }, frameAnswersWithinMs);
}

/** A classic script. The chat's frame has another origin than its host. Does nothing where it is already. */
const putAxe = `if (typeof axe === 'undefined') {
  ${axeCore.source};
  axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] });
}`;
