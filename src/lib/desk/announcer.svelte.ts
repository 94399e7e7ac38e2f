/**
 * What a screen reader is told (UX 18): one polite region for the page, and an assertive one for missed chats. Faster
 * than one sentence in three seconds is bundled into the last.
 */
import { createContext } from 'svelte';

const restMs = 3_000;

export class Announcer {
  #polite = $state('');
  #assertive = $state('');
  #next: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  get polite(): string {
    return this.#polite;
  }
  get assertive(): string {
    return this.#assertive;
  }

  say(text: string): void {
    if (this.#timer) {
      this.#next = text;
      return;
    }
    this.#polite = again(this.#polite, text);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const next = this.#next;
      this.#next = null;
      if (next !== null) this.say(next);
    }, restMs);
  }

  alert(text: string): void {
    this.#assertive = again(this.#assertive, text);
  }
}

/** The same sentence twice is only spoken twice if the text differs: a no-break space at the end does it. */
function again(before: string, text: string): string {
  return before === text ? `${text}\u00a0` : text;
}

export const [useAnnouncer, setAnnouncer] = createContext<Announcer>();
