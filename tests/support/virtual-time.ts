/**
 * Virtual time on vitest's fake timers, so that the same test always runs in the same order, on a busy machine too.
 *
 * `vi.advanceTimersByTimeAsync` is not used: between two timers it waits for a real timeout, in which now more and now
 * fewer turns of the event loop happen. Here the number of turns after each timer is fixed.
 */
import { inflateRawSync } from 'node:zlib';
import { vi } from 'vitest';

/** Inflating in another thread would take real time, which a busy machine has little of. */
class InflateAtOnce extends TransformStream<Uint8Array, Uint8Array> {
  constructor() {
    const packed: Uint8Array[] = [];
    super({
      transform: (chunk) => void packed.push(chunk),
      flush: (controller) => controller.enqueue(inflateRawSync(Buffer.concat(packed))),
    });
  }
}

/** Begins at `nowMs`, with no timer set, whatever was left of an earlier time. `vi.useRealTimers` ends it. */
export function startVirtualTime(nowMs: number): void {
  vi.useRealTimers();
  vi.stubGlobal('DecompressionStream', InflateAtOnce);
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    now: nowMs,
  });
}

/** Lets `ms` go by: one timer after the other, and after each what `turns` lets happen. */
export async function passTime(ms: number, turns: () => Promise<void>): Promise<void> {
  let isOver = false;
  setTimeout(() => (isOver = true), ms);
  await turns();
  while (!isOver) {
    vi.advanceTimersToNextTimer();
    await turns();
  }
}
