/**
 * The three sounds (UX 17): soft, under 400 ms, made here rather than loaded. A browser lets a page sound only after
 * somebody touched it; until then `state` is `blocked` and the desk offers the touch.
 */
import type { Sound } from '#domain/rules/announce.ts';

/** Notes one after the other: pitch, and when they begin. */
const tunes: Record<Sound, readonly { hertz: number; atMs: number }[]> = {
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
const noteMs = 160;
const loudness = 0.12;

export class Sounds {
  #context: AudioContext | null = null;
  readonly #onState: (isBlocked: boolean) => void;

  constructor(onState: (isBlocked: boolean) => void) {
    this.#onState = onState;
  }

  /** Plays, or says that it may not. */
  async play(sound: Sound): Promise<void> {
    const context = await this.#opened();
    if (!context) return;
    for (const { hertz, atMs } of tunes[sound]) note(context, hertz, atMs);
  }

  /** In answer to a touch: from now on sounds are heard. */
  async allow(): Promise<void> {
    await this.#opened();
  }

  async #opened(): Promise<AudioContext | null> {
    if (typeof AudioContext === 'undefined') return null;
    this.#context ??= new AudioContext();
    const context = this.#context;
    // Where it is not allowed this may wait for ever, so it is not waited for.
    if (context.state === 'suspended') void context.resume().then(() => this.#onState(false));
    await Promise.resolve();
    const isBlocked = context.state !== 'running';
    this.#onState(isBlocked);
    return isBlocked ? null : context;
  }
}

function note(context: AudioContext, hertz: number, atMs: number): void {
  const fromS = context.currentTime + atMs / 1_000;
  const toS = fromS + noteMs / 1_000;
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = hertz;
  gain.gain.setValueAtTime(0, fromS);
  gain.gain.linearRampToValueAtTime(loudness, fromS + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, toS);
  tone.connect(gain).connect(context.destination);
  tone.start(fromS);
  tone.stop(toS);
}
