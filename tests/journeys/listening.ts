/**
 * What a page said and heard while a journey went on: errors on its console, and all that came over its network as
 * bytes, so that a test can look for words that must not be there.
 */
import type { BrowserContext, Page, Response, WebSocket } from '@playwright/test';
import { inflateRawSync } from 'node:zlib';
import { frameOp } from '#domain/wire.ts';

/** Errors on the console, breaches of the content policy among them, and what scripts threw. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // That the network is gone is the browser's own remark, and not for a page to silence.
    const isAboutNetwork = /net::ERR_(?!BLOCKED)/.test(message.text());
    if (message.type() === 'error' && !isAboutNetwork) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

export interface Traffic {
  /** Everything that arrived or was sent, whole frames and bodies, packed ones also as they are inside. */
  readonly pieces: Buffer[];
  readonly frames: number;
  /** Waits for bodies that are still being read. */
  settled(): Promise<void>;
}

/** Listens to every page, frame and socket of a context, from now on. */
export function trafficOf(context: BrowserContext): Traffic {
  const pieces: Buffer[] = [];
  const reading: Promise<unknown>[] = [];
  let frames = 0;

  const take = ({ payload }: { payload: string | Buffer }): void => {
    frames += 1;
    const bytes = Buffer.from(payload);
    pieces.push(bytes, ...unpacked(bytes));
  };
  const listen = (socket: WebSocket): void => {
    socket.on('framereceived', take);
    socket.on('framesent', take);
  };
  const read = (response: Response): void => {
    // A redirect has no body, and one cut off by a reload was not read by the page either.
    reading.push(
      response.body().then(
        (body) => pieces.push(body),
        () => 0,
      ),
    );
  };
  for (const page of context.pages()) page.on('websocket', listen);
  context.on('page', (page) => page.on('websocket', listen));
  context.on('response', read);

  return {
    pieces,
    get frames() {
      return frames;
    },
    async settled() {
      await Promise.all(reading);
    },
  };
}

/** How many pieces hold these words, as UTF-8. */
export function holding(traffic: Traffic, words: string): number {
  return traffic.pieces.filter((piece) => piece.includes(words)).length;
}

/** What is inside a packed frame: `[4, channel, raw deflate]`, where a channel takes one byte or two. */
function unpacked(frame: Buffer): Buffer[] {
  if (frame[0] !== frameOp.packed) return [];
  const channelBytes = frame[1]! < 0x80 ? 1 : 2;
  return [inflateRawSync(frame.subarray(1 + channelBytes))];
}
