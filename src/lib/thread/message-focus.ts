/**
 * Keys inside a thread: up and down go from message to message, Home and End to the first and last, and `.` opens the
 * menu of the one that has the focus (UX 16). What takes the focus is the button of that menu.
 */
const menuButton = '.menu-of-message';

export function moveByMessage(event: KeyboardEvent, thread: HTMLElement): void {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const isIn = target === thread || (target as HTMLElement).matches(menuButton);
  if (!isIn) return;
  if (key === '.' && target !== thread) {
    event.preventDefault();
    event.stopPropagation();
    (target as HTMLElement).click();
    return;
  }
  const buttons = [...thread.querySelectorAll<HTMLElement>(menuButton)];
  const next = nextOf(buttons, buttons.indexOf(target as HTMLElement), key);
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.closest('.said')?.scrollIntoView({ block: 'nearest' });
}

/** `at`: -1 while the thread itself has the focus; up from there is the last message. */
function nextOf(buttons: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowUp':
      return at < 0 ? buttons.at(-1) : buttons[at - 1];
    case 'ArrowDown':
      return at < 0 ? undefined : buttons[at + 1];
    case 'Home':
      return buttons[0];
    case 'End':
      return buttons.at(-1);
    default:
      return undefined;
  }
}
