/** F6 goes through the panes of the desk, in a text field too (UX 16). A pane marks itself with `data-f6`. */

/** Where the focus goes in a pane, best first. */
const landings = ['[role=textbox]', '[aria-current=page]', 'a[tabindex="0"]', 'a', 'button'];

export function focusNextPane(steps: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-f6]')].filter(
    (pane) => pane.getClientRects().length > 0,
  );
  const at = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const from = at === -1 && steps === -1 ? 0 : at;
  const next = panes[(from + steps + panes.length) % panes.length];
  if (next) landingIn(next)?.focus();
}

function landingIn(pane: HTMLElement): HTMLElement | null {
  if (pane.tabIndex >= 0) return pane;
  for (const landing of landings) {
    const found = pane.querySelector<HTMLElement>(landing);
    if (found) return found;
  }
  return null;
}
