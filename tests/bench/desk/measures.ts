/** What is measured in the page itself: what a person at the screen would have seen, frame by frame. */
import type { Page } from '@playwright/test';

/** Before the page loads: notes when the first row of the list was painted. */
export async function watchFirstRow(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector('.row')) return requestAnimationFrame(look);
      // The frame in which it was found is painted when the next one begins.
      return requestAnimationFrame(() => {
        Object.assign(window, { firstRowMs: performance.now() });
      });
    };
    requestAnimationFrame(look);
  });
}

/** Ms from the start of the navigation. */
export async function firstRowMs(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => (window as { firstRowMs?: number }).firstRowMs);
  return (await found.jsonValue()) as number;
}

/** Presses a key and returns the ms until the conversation it leads to is painted with its words. */
export async function paintedAfter(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    const state = { before: location.pathname, ms: 0 };
    Object.assign(window, { selecting: state });
    const onPress = ({ timeStamp }: KeyboardEvent) => {
      removeEventListener('keydown', onPress, { capture: true });
      const look = () => {
        const isThere =
          location.pathname !== state.before && document.querySelector('.thread .bubble') !== null;
        if (!isThere) return requestAnimationFrame(look);
        return requestAnimationFrame(() => (state.ms = performance.now() - timeStamp));
      };
      requestAnimationFrame(look);
    };
    addEventListener('keydown', onPress, { capture: true });
  });
  await page.keyboard.press(key);
  const found = await page.waitForFunction(
    () => (window as { selecting?: { ms: number } }).selecting?.ms || null,
  );
  return (await found.jsonValue()) as number;
}

/** Scrolls the list by whole screens and counts frames in which somewhere no row stood, and frames that came late. */
export function scrollFrames(page: Page, frames: number): Promise<{ blank: number; late: number }> {
  return page.evaluate(async (most) => {
    const rows = document.querySelector('.rows')!;
    const { left, top, height } = rows.getBoundingClientRect();
    const places = [0.1, 0.5, 0.9].map((part) => top + height * part);
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    let [blank, late] = [0, 0];
    let before = await frame();
    for (let count = 0; count < most; count += 1) {
      rows.scrollTop += height / 2;
      const now = await frame();
      // Two frames at 60 Hz: one was missed.
      if (now - before > 34) late += 1;
      before = now;
      const isWhole = places.every((y) => document.elementFromPoint(left + 40, y)?.closest('.box'));
      if (!isWhole) blank += 1;
    }
    return { blank, late };
  }, frames);
}

/** Bytes of live objects after a collection, in this tab. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
