/**
 * Values that say when they changed: the only kind of state that leaves the sync engine. Knows no Svelte.
 */
import type { Signal } from './contract.ts';

export interface WritableSignal<T> extends Signal<T> {
  /** Replaces the value and calls back, unless it is the same one. */
  set(value: T): void;
}

export function signalOf<T>(initial: T): WritableSignal<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get current() {
      return current;
    },
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      callAll(listeners);
    },
    subscribe(changed) {
      // A wrapper of its own, so that the same function may listen twice.
      const listener = () => changed();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface LazySignal<T> extends Signal<T> {
  /** What it was made from has changed: the next reader makes it anew. */
  stale(): void;
}

/** A value made only when somebody reads it, and the same one until it is stale. */
export function lazySignal<T>(make: () => T): LazySignal<T> {
  let known: { value: T } | null = null;
  const listeners = new Set<() => void>();
  return {
    get current() {
      known ??= { value: make() };
      return known.value;
    },
    stale() {
      known = null;
      callAll(listeners);
    },
    subscribe(changed) {
      const listener = () => changed();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function callAll(listeners: ReadonlySet<() => void>): void {
  for (const listener of [...listeners]) listener();
}
