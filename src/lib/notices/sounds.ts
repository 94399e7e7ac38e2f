/**
 * The three sounds (UX 17): soft, under 400 ms, made here rather than loaded. A browser lets a page sound only after
 * somebody touched it; until then `state` is `blocked` and the desk offers the touch.
 */
import { type RecordRow, valueOf } from '#domain/records/record.ts';
import type { Sound } from '#domain/rules/announce.ts';

/** Notes one after the other: pitch, and when they begin. */
const melodies: Record<Sound, readonly { hertz: number; atMs: number }[]> = {
  new: [{ hertz: 587, atMs: 0 }],
  mine: [
    { hertz: 587, atMs: 0 },
    { hertz: 784, atMs: 90 },
  ],
  missed: [
    { hertz: 784, atMs: 0 },
    { hertz: 587, atMs: 110 },
    { hertz: 784, atMs: 220 },
  ],
};

/** What plays them. Shorter than the pause that UX 17 allows: under 400 ms in all. */
export const instruments = ['soft', 'bell', 'wood'] as const;
export type Instrument = (typeof instruments)[number];
const voices: Record<Instrument, { type: OscillatorType; octave: number; noteMs: number }> = {
  soft: { type: 'sine', octave: 1, noteMs: 160 },
  bell: { type: 'triangle', octave: 2, noteMs: 175 },
  wood: { type: 'square', octave: 0.5, noteMs: 60 },
};

export const volumes = ['off', 'quiet', 'normal', 'loud'] as const;
export type Volume = (typeof volumes)[number];
const loudness: Record<Volume, number> = { off: 0, quiet: 0.05, normal: 0.12, loud: 0.3 };

/** How an agent wants to hear them, from their profile. */
export interface Hearing {
  instrument: Instrument;
  volume: Volume;
}

export function hearingOf(profile: RecordRow | undefined): Hearing {
  const [said, loud] = ['instrument', 'volume'].map((name) =>
    valueOf(profile, `preference.${name}`),
  );
  return {
    instrument: instruments.find((one) => one === said) ?? 'soft',
    volume: volumes.find((one) => one === loud) ?? 'normal',
  };
}

/** A browser that allows it has the sound ready long before; later a sound would be for nothing. */
const wakesWithinMs = 300;

export class Sounds {
  #context: AudioContext | null = null;
  readonly #onState: (isBlocked: boolean) => void;

  constructor(onState: (isBlocked: boolean) => void) {
    this.#onState = onState;
  }

  /** Plays, or says that it may not. */
  async play(sound: Sound, hearing: Hearing): Promise<void> {
    if (hearing.volume === 'off') return;
    const context = await this.#opened();
    if (!context) return;
    for (const { hertz, atMs } of melodies[sound]) note(context, hearing, hertz, atMs);
  }

  /** In answer to a touch: from now on sounds are heard. */
  async allow(): Promise<void> {
    await this.#opened();
  }

  async #opened(): Promise<AudioContext | null> {
    if (typeof AudioContext === 'undefined') return null;
    this.#context ??= new AudioContext();
    const context = this.#context;
    // A new one begins suspended, allowed or not. Where it is not allowed this waits for a touch, maybe for ever.
    if (context.state === 'suspended') {
      const resumed = context.resume().then(() => this.#onState(false));
      await Promise.race([resumed, new Promise((tooLate) => setTimeout(tooLate, wakesWithinMs))]);
    }
    const isBlocked = context.state !== 'running';
    this.#onState(isBlocked);
    return isBlocked ? null : context;
  }
}

function note(context: AudioContext, hearing: Hearing, hertz: number, atMs: number): void {
  const { type, octave, noteMs } = voices[hearing.instrument];
  const fromS = context.currentTime + atMs / 1_000;
  const toS = fromS + noteMs / 1_000;
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = type;
  tone.frequency.value = hertz * octave;
  gain.gain.setValueAtTime(0, fromS);
  gain.gain.linearRampToValueAtTime(loudness[hearing.volume], fromS + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, toS);
  tone.connect(gain).connect(context.destination);
  tone.start(fromS);
  tone.stop(toS);
}
