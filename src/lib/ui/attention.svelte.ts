/** Whether somebody looks at this page right now: it is visible and its window has the focus. */
import { createSubscriber } from 'svelte/reactivity';

const track = createSubscriber((update) => {
  addEventListener('focus', update);
  addEventListener('blur', update);
  document.addEventListener('visibilitychange', update);
  return () => {
    removeEventListener('focus', update);
    removeEventListener('blur', update);
    document.removeEventListener('visibilitychange', update);
  };
});

export const attention = {
  get isHere(): boolean {
    track();
    return document.visibilityState === 'visible' && document.hasFocus();
  },
  get isVisible(): boolean {
    track();
    return document.visibilityState === 'visible';
  },
};
