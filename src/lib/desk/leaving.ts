/** Which rows have just left a list, and for how long they are still drawn, greyed (UX 4). Times are the device's. */

export const leavingForMs = 4_000;

export class Leaving {
  readonly #leftAtMsById = new Map<string, number>();

  /** Returns how many rows have left since the last look. */
  note(shown: readonly string[], fresh: readonly string[], nowMs: number): number {
    if (shown === fresh && this.#leftAtMsById.size === 0) return 0;
    const belongs = new Set(fresh);
    for (const id of this.#leftAtMsById.keys()) {
      if (belongs.has(id)) this.#leftAtMsById.delete(id);
    }
    const left = shown.filter((id) => !belongs.has(id) && !this.#leftAtMsById.has(id));
    for (const id of left) this.#leftAtMsById.set(id, nowMs);
    return left.length;
  }

  has(id: string, nowMs: number): boolean {
    return nowMs - (this.#leftAtMsById.get(id) ?? -Infinity) < leavingForMs;
  }
}
