/**
 * On a phone the card is the whole screen and modal: the page behind neither scrolls nor takes focus, the card
 * follows the visual viewport above the keyboard, and the back button closes it. SPEC V24, UX 13.
 */
const narrow = matchMedia('(width < 640px)');
/** Marks the history entry that the back button takes away. */
const mark = 'parley';

export function fullScreen(
  card: HTMLElement,
  back: () => void,
): {
  /** Returns whether the card covers the screen. */
  enter(): boolean;
  leave(): void;
} {
  const root = document.documentElement;
  const view = visualViewport!;
  let entered = false;
  let isFull = false;
  let overflow = '';
  let pushed = false;

  function follow(): void {
    card.style.setProperty('--top', `${view.offsetTop}px`);
    card.style.setProperty('--height', `${view.height}px`);
  }
  function settle(): void {
    if (isFull === (entered && narrow.matches)) return;
    isFull = !isFull;
    card.className = isFull ? 'full' : '';
    // The widget stands beside the body, so the whole page can be set aside at once.
    document.body.inert = isFull;
    if (isFull) overflow = root.style.overflow;
    root.style.overflow = isFull ? 'hidden' : overflow;
    follow();
  }
  narrow.onchange = settle;
  for (const moved of ['resize', 'scroll']) view.addEventListener(moved, follow);
  addEventListener('popstate', () => {
    if (pushed) back();
  });

  return {
    enter() {
      entered = true;
      settle();
      // The page's own state stays in the entry, for routers that read it.
      if (isFull && !pushed) history.pushState({ ...history.state, [mark]: 1 }, '');
      pushed ||= isFull;
      return isFull;
    },
    leave() {
      entered = false;
      settle();
      const isOurs = pushed && history.state?.[mark];
      pushed = false;
      if (isOurs) history.back();
    },
  };
}
