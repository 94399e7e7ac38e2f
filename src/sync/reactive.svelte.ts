/**
 * The only bridge from the sync engine into runes: a signal read in a template, `$derived` or `$effect` is tracked
 * like state, and followed only while somebody reads it. Values stay as they are, never proxied.
 */
import { createSubscriber } from 'svelte/reactivity';
import type { Signal } from './contract.ts';

export function reactive<T>(signal: Signal<T>): { readonly current: T } {
  const track = createSubscriber((update) => signal.subscribe(update));
  return {
    get current() {
      track();
      return signal.current;
    },
  };
}
