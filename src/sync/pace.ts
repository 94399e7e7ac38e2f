/**
 * Keeps what leaves a socket under the server's frame budget (RELIABILITY B26): 30 rooms that reconnect together are
 * 60 frames, and a client that is cut off for that would reconnect with 60 more. What people wait for goes first.
 */
import { limits } from '#domain/limits.ts';
import type { Environment } from './environment.ts';
import type { Bytes } from './frames.ts';

/* A little under the server's numbers: frames are counted when they arrive, and arrive closer together than sent. */
const burst = limits.framesBurst - 10;
const everyMs = 1000 / (limits.framesPerSecond - 2);

export interface Pace {
  /** `urgent` overtakes what still waits, but never another urgent one. */
  send(frame: Bytes, urgent: boolean): void;
  stop(): void;
}

export function paced(environment: Environment, send: (frame: Bytes) => void): Pace {
  const urgentFrames: Bytes[] = [];
  const frames: Bytes[] = [];
  let tokens = burst;
  let countedAt = environment.monotonic();
  let cancel: (() => void) | null = null;

  const drain = () => {
    cancel = null;
    const now = environment.monotonic();
    tokens = Math.min(burst, tokens + (now - countedAt) / everyMs);
    countedAt = now;
    while (tokens >= 1) {
      const frame = urgentFrames.shift() ?? frames.shift();
      if (frame === undefined) return;
      tokens -= 1;
      send(frame);
    }
    if (urgentFrames.length + frames.length > 0) {
      cancel = environment.timer(Math.ceil((1 - tokens) * everyMs), drain);
    }
  };

  return {
    send(frame, urgent) {
      (urgent ? urgentFrames : frames).push(frame);
      // Not left to the timer alone: those of hidden pages run late.
      cancel?.();
      drain();
    },
    stop() {
      cancel?.();
      urgentFrames.length = 0;
      frames.length = 0;
    },
  };
}
