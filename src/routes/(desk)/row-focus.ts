/** Rows of a list of which only those in view are in the page: going to one, and what a click on one means. */

/** About half a second; a row that is not there by then is not coming. */
const framesMost = 30;

/**
 * Focuses a row that has just been scrolled to: a list draws its rows once it knows its height, and hides them until it
 * has measured. `isWanted`: nobody has gone elsewhere meanwhile.
 */
export async function focusRow(id: string, isWanted: () => boolean): Promise<void> {
  for (let frames = 0; frames < framesMost && isWanted(); frames += 1) {
    const row = document.getElementById(`row-${id}`);
    row?.focus({ preventScroll: true });
    if (row && document.activeElement === row) return;
    await new Promise(requestAnimationFrame);
  }
}

/** Not into another tab, and not to select. */
export function isPlain({ metaKey, ctrlKey, shiftKey, button }: MouseEvent): boolean {
  return !metaKey && !ctrlKey && !shiftKey && button === 0;
}

/** A click without a pointer is Enter: the focus goes on into the thread. */
export function isEnter(event: MouseEvent): boolean {
  return event.detail === 0 && isPlain(event);
}
