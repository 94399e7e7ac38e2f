/** What is measured in the page itself: what a person at the screen would have seen, frame by frame. */
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

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

/**
 * Presses a key and returns the ms until the conversation it leads to is painted with its words; `until`: what must be
 * seen in the thread.
 */
export async function paintedAfter(page: Page, key: string, until = '.bubble'): Promise<number> {
  await page.evaluate((until) => {
    const state = { before: location.pathname, ms: 0 };
    Object.assign(window, { measured: state });
    const isSeen = (part: Element | null): boolean => {
      const thread = part?.closest('.thread')?.getBoundingClientRect();
      const box = part?.getBoundingClientRect();
      return !!thread && !!box && box.bottom > thread.top && box.top < thread.bottom;
    };
    const onPress = ({ timeStamp }: KeyboardEvent) => {
      removeEventListener('keydown', onPress, { capture: true });
      const look = () => {
        const parts = [...document.querySelectorAll(`.thread ${until}`)];
        if (location.pathname === state.before || !parts.some(isSeen)) {
          return requestAnimationFrame(look);
        }
        return requestAnimationFrame(() => (state.ms = performance.now() - timeStamp));
      };
      requestAnimationFrame(look);
    };
    addEventListener('keydown', onPress, { capture: true });
  }, until);
  await page.keyboard.press(key);
  return measured(page);
}

/** Puts words into the search field at once and returns the ms until results with one of them marked are painted. */
export async function foundAfter(page: Page, typed: string): Promise<number> {
  await page.evaluate((typed) => {
    const field = document.querySelector<HTMLInputElement>('.list input')!;
    const state = { ms: 0 };
    Object.assign(window, { measured: state });
    const atMs = performance.now();
    const look = () => {
      const isThere = [...document.querySelectorAll('.result mark')].some((mark) =>
        typed.startsWith(mark.textContent.toLowerCase().slice(0, 3)),
      );
      if (!isThere) return requestAnimationFrame(look);
      return requestAnimationFrame(() => (state.ms = performance.now() - atMs));
    };
    field.value = typed;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    requestAnimationFrame(look);
  }, typed);
  const ms = await measured(page);
  await page.locator('.list input').fill('');
  await page.locator('.result').first().waitFor({ state: 'detached' });
  return ms;
}

async function measured(page: Page): Promise<number> {
  const found = await page.waitForFunction(
    () => (window as { measured?: { ms: number } }).measured?.ms || null,
  );
  return (await found.jsonValue()) as number;
}

/**
 * Scrolls the list as fast as a hard flick, a quarter of its height a frame, and counts frames that were painted with no
 * row somewhere, and frames that came late.
 */
export function scrollFrames(page: Page, frames: number): Promise<{ blank: number; late: number }> {
  return page.evaluate(async (most) => {
    const rows = document.querySelector('.rows')!;
    const { top, height } = rows.getBoundingClientRect();
    const places = [0.1, 0.5, 0.9].map((part) => top + height * part);
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    let [blank, late] = [0, 0];
    let before = await frame();
    for (let count = 0; count < most; count += 1) {
      rows.scrollTop += height / 4;
      const now = await frame();
      // Two frames at 60 Hz: one was missed.
      if (now - before > 34) late += 1;
      before = now;
      // After the frame was painted: rows are measured on the way, and hidden until then.
      await new Promise((resolve) => setTimeout(resolve));
      // Not by what is under a point: while it scrolls the list lets nothing be pointed at.
      const boxes = [...rows.querySelectorAll('.box')]
        .filter((box) => getComputedStyle(box).visibility === 'visible')
        .map((box) => box.getBoundingClientRect());
      const isWhole = places.every((y) => boxes.some((box) => box.top <= y && box.bottom >= y));
      if (!isWhole) blank += 1;
    }
    return { blank, late };
  }, frames);
}

/** Ms of CPU that the page's own thread spends on `work`: what it costs where other work does not stand in its way. */
export async function cpuOf(page: Page, work: () => Promise<void>): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<Cost> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const ms = (name: string) => 1_000 * (metrics.find((each) => each.name === name)?.value ?? NaN);
    const drawing = ms('LayoutDuration') + ms('RecalcStyleDuration');
    return { all: ms('TaskDuration'), script: ms('ScriptDuration'), drawing };
  };
  const before = await read();
  await work();
  const after = await read();
  await session.detach();
  return {
    all: after.all - before.all,
    script: after.script - before.script,
    drawing: after.drawing - before.drawing,
  };
}

export interface Cost {
  all: number;
  script: number;
  /** Style and layout. */
  drawing: number;
}

export interface Memory {
  /** Live objects of the page after a collection, and of its workers. */
  page: number;
  workers: number;
  /** Pages of the largest renderer process that no other process shares; NaN where the system does not say. */
  process: number;
}

interface TargetMessage {
  sessionId: string;
  message: string;
}

export async function memoryOf(page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const workers: string[] = [];
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.push(sessionId));
  await session.send('Target.setAutoAttach', {
    ...{ autoAttach: true, waitForDebuggerOnStart: false, flatten: false },
  });
  let inWorkers = 0;
  for (const sessionId of workers) {
    const ask = (id: number, method: string) =>
      new Promise<{ usedSize: number }>((resolve) => {
        const hear = ({ sessionId: from, message }: TargetMessage) => {
          const answer = JSON.parse(message) as { id?: number; result: { usedSize: number } };
          if (from !== sessionId || answer.id !== id) return;
          session.off('Target.receivedMessageFromTarget', hear);
          resolve(answer.result);
        };
        session.on('Target.receivedMessageFromTarget', hear);
        const message = JSON.stringify({ id, method });
        void session.send('Target.sendMessageToTarget', { sessionId, message });
      });
    await ask(1, 'HeapProfiler.collectGarbage');
    inWorkers += (await ask(2, 'Runtime.getHeapUsage')).usedSize;
  }
  await session.detach();
  return { page: usedSize, workers: inWorkers, process: await rendererBytes(page) };
}

async function rendererBytes(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => privateBytes(id));
  return Math.max(...sizes);
}

function privateBytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kilobytes = [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].map(([, size]) =>
      Number(size),
    );
    return 1024 * kilobytes.reduce((sum, size) => sum + size, 0);
  } catch {
    return NaN;
  }
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
