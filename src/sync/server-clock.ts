/**
 * What time it is at the server, from welcomes and probes. The device's own clock may be wrong by years or be set
 * while we run (F19): the offset is therefore taken against the monotonic clock, and is the median of recent answers,
 * so that one slow answer moves nothing.
 */
import type { Environment } from './environment.ts';

const samplesKept = 9;

export interface ServerClock {
  now(): number;
  /** How far the server is ahead of the device's wall clock, ms; what is remembered for the next start. */
  offsetMs(): number;
  /** The same, or null while no answer of this visit says so. */
  measuredMs(): number | null;
  /** `sentAt`: monotonic, when it was asked. `serverMs`: what the server answered. */
  learn(sentAt: number, serverMs: number): void;
  /** A new socket: a device that slept has stopped its monotonic clock. */
  forget(): void;
}

/** `rememberedOffsetMs`: from an earlier visit, until the server has spoken. */
export function serverClock(environment: Environment, rememberedOffsetMs: number): ServerClock {
  let samples: number[] = [];
  let ahead: number | null = null;

  const clock: ServerClock = {
    now: () =>
      ahead === null
        ? environment.now() + rememberedOffsetMs
        : Math.round(environment.monotonic() + ahead),
    offsetMs: () => clock.now() - environment.now(),
    measuredMs: () => (ahead === null ? null : clock.offsetMs()),
    learn(sentAt, serverMs) {
      const middle = (sentAt + environment.monotonic()) / 2;
      samples = [...samples.slice(1 - samplesKept), serverMs - middle];
      ahead = medianOf(samples);
    },
    forget() {
      samples = [];
    },
  };
  return clock;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
