/**
 * Doing something that can be undone: the one way in which the desk decides about conversations, one or many. All
 * entries of one action go out in their order, and one Undo takes all of them back (SPEC L9, L10).
 */
import { createContext } from 'svelte';
import type { Write } from '#sync/contract.ts';
import type { Desk } from './desk.svelte.ts';
import { inverseOf, isUntouched, type Deed } from './inverse.ts';
import type { Toasts, Undone } from './toasts.svelte.ts';

export class Doing {
  readonly #desk: Desk;
  readonly #toasts: Toasts;

  constructor(desk: Desk, toasts: Toasts) {
    this.#desk = desk;
    this.#toasts = toasts;
  }

  /** Resolves when it is safe on this device. `text` names it, for the toast and for Z. */
  async act(text: string, deeds: readonly Deed[]): Promise<void> {
    const desk = this.#desk;
    const possible = deeds
      .filter(({ what }) => desk.may(what.kind))
      .flatMap((deed) => this.#inWholeThread(deed));
    const backwards = possible.flatMap((deed) => {
      const before = desk.summaries.get(deed.conversation);
      const inverse = before && inverseOf(before, deed.what, desk.me);
      return inverse ? [{ deed, inverse }] : [];
    });
    if (possible.length === 0) return;
    await desk.writeAll(possible);
    const undo = () => this.#undo(backwards);
    this.#toasts.show({ text, ...(backwards.length > 0 && { undo }) });
  }

  /** What ends the waiting in a thread ends it in all that was merged into it (SPEC C15). */
  #inWholeThread(deed: Deed): readonly Deed[] {
    const { what, conversation } = deed;
    const members = this.#desk.threads.get(conversation);
    if (!members || (what.kind !== 'closed' && what.kind !== 'waived')) return [deed];
    return members.flatMap((id) => {
      const row = this.#desk.summaries.get(id);
      const isLeft = what.kind === 'closed' ? row?.status === 'open' : row?.waiting != null;
      return isLeft ? [{ conversation: id, what }] : [];
    });
  }

  async #undo(backwards: readonly { deed: Deed; inverse: Write }[]): Promise<Undone> {
    const desk = this.#desk;
    const still = backwards.filter(({ deed: { conversation, what } }) => {
      const now = desk.summaries.get(conversation);
      return now !== undefined && isUntouched(now, what, desk.me);
    });
    await desk.writeAll(
      // Last done, first undone.
      still
        .map(({ deed: { conversation }, inverse: what }) => ({ conversation, what }))
        .toReversed(),
    );
    const left = backwards.length - still.length;
    if (left === 0) return { kind: 'all' };
    return still.length === 0 ? { kind: 'none' } : { kind: 'but-for', count: left };
  }
}

export const [useDoing, setDoing] = createContext<Doing>();
