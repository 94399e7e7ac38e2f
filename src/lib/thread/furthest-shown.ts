/** The number of the last entry that is on the screen of a thread, or -1. Lines carry it as `data-upto`. */
export function furthestShown(scroller: HTMLElement): number {
  const { bottom } = scroller.getBoundingClientRect();
  const lines = [...scroller.querySelectorAll<HTMLElement>('[data-upto]')];
  // A line counts when it is whole, or begins high enough to fill the screen.
  const shown = lines.findLast((line) => {
    const box = line.getBoundingClientRect();
    return box.height > 0 && (box.bottom <= bottom + 24 || box.top < bottom - 200);
  });
  return shown ? Number(shown.dataset.upto) : -1;
}
