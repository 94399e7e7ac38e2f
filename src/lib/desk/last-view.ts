/** The list this device showed last: where the desk opens. Storage may be blocked; then it opens on all messages. */
import { isView, type View } from './views.ts';

const storageKey = 'parley-view';

export function lastView(): View {
  try {
    const view = localStorage.getItem(storageKey);
    return isView(view) ? view : 'all';
  } catch {
    return 'all';
  }
}

export function keepView(view: View): void {
  try {
    localStorage.setItem(storageKey, view);
  } catch {
    // Nothing is lost but a small comfort.
  }
}
