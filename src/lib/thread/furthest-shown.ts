/** The number of the last entry that is on the screen of a thread, or -1. Lines and bubbles carry it as `data-upto`. */
export function furthestShown(scroller: HTMLElement): number {
  const { top, bottom } = scroller.getBoundingClientRect();
  const lines = [...scroller.querySelectorAll<HTMLElement>('[data-upto]')];
  // A line counts when its end is in sight, or when it began so far up that it fills the screen.
  const shown = lines.findLast((line) => {
    const box = line.getBoundingClientRect();
    return box.height > 0 && (box.bottom <= bottom + 8 || box.top < top);
  });
  return shown ? Number(shown.dataset.upto) : -1;
}
