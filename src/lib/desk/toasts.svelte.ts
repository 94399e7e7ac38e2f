/** What was just done and can be undone (UX rule 7): one toast at a time, for ten seconds, longer under pointer or focus. */
import { createContext } from 'svelte';

const shownForMs = 10_000;

export interface Toast {
  text: string;
  undo: () => void;
}

export class Toasts {
  #current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  get current(): Toast | null {
    return this.#current;
  }

  show(toast: Toast): void {
    this.#current = toast;
    this.resume();
  }

  undo(): void {
    const toast = this.#current;
    this.dismiss();
    toast?.undo();
  }

  dismiss(): void {
    this.hold();
    this.#current = null;
  }

  /** While somebody points at it, it stays. */
  hold(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  resume(): void {
    this.hold();
    this.#timer = setTimeout(() => this.dismiss(), shownForMs);
  }
}

export const [useToasts, setToasts] = createContext<Toasts>();
