/**
 * Cards in the desk: what happened elsewhere, said for a few seconds, each leading to its conversation (SPEC N1). A few at
 * most; under pointer or focus they stay; read anywhere, they go (N6).
 */
import type { Happening } from '#domain/rules/announce.ts';

const shownMost = 3;
const shownForMs = 8_000;

export class Cards {
  /** Oldest first. */
  shown = $state.raw<readonly Happening[]>([]);
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** The newest of a conversation takes the place of what was said of it before. */
  show(happenings: readonly Happening[]): void {
    if (happenings.length === 0) return;
    const all = [...this.shown, ...happenings];
    const latest = all.filter(
      ({ conversation }, n) =>
        all.findLastIndex((other) => other.conversation === conversation) === n,
    );
    this.shown = latest.slice(-shownMost);
    this.resume();
  }

  dismiss(conversation: string): void {
    this.keep((one) => one.conversation !== conversation);
  }

  /** Leaves only those that are still news. */
  keep(isNews: (happening: Happening) => boolean): void {
    const still = this.shown.filter(isNews);
    if (still.length < this.shown.length) this.shown = still;
  }

  /** While somebody points at them, they stay. */
  hold(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  resume(): void {
    this.hold();
    this.#timer = setTimeout(() => (this.shown = []), shownForMs);
  }
}
