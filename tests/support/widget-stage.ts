/**
 * An entry for the widget's build: the real frame around a fake line, with the fake as `window.fake`. Journeys put it
 * where the built panel would be and play the server from the test.
 */
import { startFrame } from '../../src/widget/start-frame.ts';
import { FakeWidgetSync } from './fake-widget-sync.ts';

declare global {
  interface Window {
    fake: FakeWidgetSync;
    /** How often the panel joined. */
    joins: (string | null)[];
  }
}

window.fake = new FakeWidgetSync();
window.joins = [];
startFrame(({ token, onToken }) => {
  window.joins.push(token ?? null);
  onToken?.(token ?? 'token-of-the-fake');
  return Promise.resolve(window.fake);
});
