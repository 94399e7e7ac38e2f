/**
 * "Is typing" as the team sees it: on at the first key, off 6 s after the last one (SPEC "Typing indicator"). While
 * keys go on, the sign is given again every few seconds, so that a lost one heals.
 */
const goneAfterMs = 6_000;
const repeatMs = 3_000;

export class TypingSign {
  readonly #say: (typing: boolean) => void;
  #gone: ReturnType<typeof setTimeout> | undefined;
  /** Monotonic ms of the last sign; null while off. */
  #saidAtMs: number | null = null;

  constructor(say: (typing: boolean) => void) {
    this.#say = say;
  }

  keyPressed(): void {
    clearTimeout(this.#gone);
    this.#gone = setTimeout(() => this.stop(), goneAfterMs);
    const nowMs = performance.now();
    if (this.#saidAtMs !== null && nowMs - this.#saidAtMs < repeatMs) return;
    this.#saidAtMs = nowMs;
    this.#say(true);
  }

  stop(): void {
    clearTimeout(this.#gone);
    if (this.#saidAtMs === null) return;
    this.#saidAtMs = null;
    this.#say(false);
  }
}
