/**
 * The bus of a single process: hints go to every subscriber of their topic, in the order they were published.
 *
 * They arrive after the publisher's turn, as they would from another process: nobody may rely on having been heard
 * when `publish` returns, and a listener that throws does not fail its publisher.
 */
import type { Bus } from '../ports.ts';

type Listener = (message: string) => void;

export function inProcessBus(): Bus {
  const listenersByTopic = new Map<string, Set<Listener>>();

  return {
    publish(topic, message) {
      if (!listenersByTopic.has(topic)) return;
      setImmediate(() => {
        for (const listener of listenersByTopic.get(topic) ?? []) tell(listener, message);
      });
    },
    subscribe(topic, on) {
      // Its own function each time, so that two subscriptions of one function are two.
      const listener: Listener = (message) => on(message);
      const listeners = listenersByTopic.get(topic) ?? new Set();
      listenersByTopic.set(topic, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && listenersByTopic.get(topic) === listeners) {
          listenersByTopic.delete(topic);
        }
      };
    },
  };
}

/** A mistake of a listener is its own: it surfaces as an uncaught error, after the others have heard. */
function tell(listener: Listener, message: string): void {
  try {
    listener(message);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
