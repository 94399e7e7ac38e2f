/**
 * The frame and the line to it. Made on first want, counted as there once its panel says `ready`, made again with
 * patience while the server does not answer (SPEC V1). Origin, source and shape of every message are checked, and
 * every message names the origin it is for (RELIABILITY T8).
 */
import { parseToHost, type ToFrame, type ToHost } from '../messages.ts';
import type { Settings } from './settings.ts';

/** An iframe tells nobody that it failed: silence for this long counts. Slow phones get there in half. */
const readyWithinMs = 12_000;
/** At random in between, so that a server that comes back is not met by every open page at once (F30). */
const retryAfterMs = { min: 5_000, max: 30_000 };

export interface FrameLink {
  /** Makes the frame, unless there is one. */
  want(): void;
  isReady(): boolean;
  focus(): void;
  post(message: ToFrame): void;
}

export function linkFrame(
  card: HTMLElement,
  name: string,
  { origin, site, colour, theme, languages }: Settings,
  on: { ready(): void; lost(): void; said(message: ToHost): void },
): FrameLink {
  let frame: HTMLIFrameElement | undefined;
  let ready = false;

  function make(): void {
    const wishes = { host: location.origin, lang: languages, theme, colour };
    frame = document.createElement('iframe');
    frame.title = name;
    frame.src = `${origin}/widget/${encodeURIComponent(site)}?${new URLSearchParams(wishes)}`;
    card.append(frame);
    setTimeout(giveUp, readyWithinMs, frame);
  }

  function giveUp(tried: HTMLIFrameElement): void {
    if (ready) return;
    tried.remove();
    on.lost();
    const { min, max } = retryAfterMs;
    setTimeout(make, min + (max - min) * Math.random());
  }

  addEventListener('message', ({ source, origin: from, data }) => {
    if (!frame || source !== frame.contentWindow || from !== origin) return;
    const message = parseToHost(data);
    if (message?.parley === 'ready') {
      ready = true;
      frame.className = 'ready';
      on.ready();
    } else if (message) on.said(message);
  });

  return {
    want: () => frame ?? make(),
    isReady: () => ready,
    focus: () => frame?.focus(),
    post(message) {
      if (ready) frame?.contentWindow?.postMessage(message, origin);
    },
  };
}
