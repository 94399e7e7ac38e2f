/**
 * What was just done and can be undone (UX rule 7): one toast at a time, for ten seconds, longer under pointer or focus.
 * Behind it lie the last twenty things that can be undone, newest first: three closes, three times Z (UX 19.4).
 */
import { createContext } from 'svelte';

const shownForMs = 10_000;
/** What was undone is only said. */
const saidForMs = 4_000;
const undoableMost = 20;

/** `all`; or how many of those meant had changed since and were left alone. */
export type Undone = { kind: 'all' } | { kind: 'but-for'; count: number } | { kind: 'none' };

export interface Toast {
  text: string;
  /** Returns nothing where all was taken back. */
  undo?: () => Promise<Undone | void> | void;
}

export type Shown =
  | { kind: 'done'; text: string; canUndo: boolean }
  | { kind: 'undone'; text: string; undone: Undone };

export class Toasts {
  #current = $state.raw<Shown | null>(null);
  #undoable: Required<Toast>[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  get current(): Shown | null {
    return this.#current;
  }

  show({ text, undo }: Toast): void {
    if (undo) this.#undoable = [...this.#undoable, { text, undo }].slice(-undoableMost);
    this.#say({ kind: 'done', text, canUndo: undo !== undefined });
  }

  /** Takes back what was done last, and says so; nothing where there is nothing left. */
  async undo(): Promise<void> {
    const last = this.#undoable.pop();
    if (!last) return;
    const undone = (await last.undo()) ?? { kind: 'all' };
    this.#say({ kind: 'undone', text: last.text, undone });
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
    const forMs = this.#current?.kind === 'done' ? shownForMs : saidForMs;
    this.#timer = setTimeout(() => this.dismiss(), forMs);
  }

  #say(shown: Shown): void {
    this.#current = shown;
    this.resume();
  }
}

export const [useToasts, setToasts] = createContext<Toasts>();
