/**
 * A text being written: its pad, and its words as they change. The one place where the desk watches a document of
 * Yjs; components get a signal.
 */
import { padText, clearPad, appendToPad } from '#domain/documents/pad-text.ts';
import type { OpenPad, Signal } from '#sync/contract.ts';

export interface PadDraft {
  readonly pad: OpenPad;
  readonly words: Signal<string>;
  append(text: string): void;
  clear(): void;
  close(): void;
}

export function padDraft(pad: OpenPad): PadDraft {
  let words: string | null = null;
  const listeners = new Set<() => void>();
  const changed = () => {
    words = null;
    for (const listener of [...listeners]) listener();
  };
  pad.text.observeDeep(changed);
  return {
    pad,
    words: {
      get current() {
        words ??= padText(pad.text);
        return words;
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    append: (text) => appendToPad(pad.text, text),
    clear: () => clearPad(pad.text),
    close() {
      pad.text.unobserveDeep(changed);
      pad.close();
    },
  };
}
