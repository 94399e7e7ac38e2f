/**
 * What is spoken of new messages: "Léa: first 150 characters", bundled if faster than one in 3 s. History is silent, and
 * so is what arrived while the panel was closed, because the launcher counted it (UX 18).
 */
import type { Words } from './words/catalogue.ts';

const charactersMax = 150;
const bundleMs = 3_000;

export interface Arrival {
  id: string;
  name: string | null;
  text: string;
}

export class Announcements {
  readonly #words: Words;
  readonly #speak: (text: string) => void;
  /** Null until the history is known. */
  #known: Set<string> | null = null;
  #bundle: string[] = [];
  #timeout: ReturnType<typeof setTimeout> | undefined;

  constructor(words: Words, speak: (text: string) => void) {
    this.#words = words;
    this.#speak = speak;
  }

  /** All unread messages of the team, each time there are others. */
  take(unread: readonly Arrival[], isOpen: boolean): void {
    const known = this.#known;
    this.#known = new Set([...(known ?? []), ...unread.map((message) => message.id)]);
    if (known === null || !isOpen) return;
    for (const { id, name, text } of unread) {
      if (known.has(id)) continue;
      const short = [...text].slice(0, charactersMax).join('');
      const { say } = this.#words;
      this.#bundle.push(this.#words.fill(say.said, { name: name ?? say.team, text: short }));
    }
    if (this.#bundle.length > 0 && this.#timeout === undefined) this.#flush();
  }

  stop(): void {
    clearTimeout(this.#timeout);
  }

  /** Speaks at once, then listens for 3 s before it speaks again. What was spoken is not left to be read twice. */
  #flush(): void {
    this.#timeout = undefined;
    this.#speak(this.#bundle.join('\n'));
    if (this.#bundle.length === 0) return;
    this.#bundle = [];
    this.#timeout = setTimeout(() => this.#flush(), bundleMs);
  }
}
