/**
 * The frame's side of the line to the loader. The host's origin comes in the frame's address: a page that lies about
 * it receives nothing, because every message names the origin it is for. RELIABILITY T8.
 */
import { parseToFrame, type ToFrame, type ToHost } from './messages.ts';

export interface HostLine {
  post(message: ToHost): void;
}

export function lineToHost(
  frame: Pick<Window, 'parent' | 'addEventListener'>,
  hostOrigin: string,
  heard: (message: ToFrame) => void,
): HostLine {
  frame.addEventListener('message', (event) => {
    if (event.source !== frame.parent || event.origin !== hostOrigin) return;
    const message = parseToFrame(event.data);
    if (message) heard(message);
  });
  return {
    post: (message) => frame.parent.postMessage(message, hostOrigin),
  };
}
