/**
 * A token bucket that is asked for each frame and each entry. By hand, although `budgets.ts` uses a package for logins:
 * that one counts in windows by the machine's clock with a timer for each key; this one must run on a virtual clock,
 * cost nanoseconds and forget itself with its line.
 */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #countedAtMs: number;

  /** Full at first. `nowMs` is monotonic. */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#countedAtMs = nowMs;
  }

  /** Takes `cost` tokens if they are there; otherwise none. */
  take(cost: number, nowMs: number): boolean {
    this.#refill(nowMs);
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }

  /** Takes `cost` tokens even if they are not there, and returns what is left: below 0 is debt. */
  owe(cost: number, nowMs: number): number {
    this.#refill(nowMs);
    this.#tokens -= cost;
    return this.#tokens;
  }

  /** How long until `cost` tokens are there. */
  waitMs(cost: number, nowMs: number): number {
    this.#refill(nowMs);
    return Math.max(0, Math.ceil((cost - this.#tokens) / this.#perMs));
  }

  isFull(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#tokens >= this.#burst;
  }

  #refill(nowMs: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#countedAtMs) * this.#perMs);
    this.#countedAtMs = nowMs;
  }
}
