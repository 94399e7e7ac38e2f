/**
 * The one global: `Parley('open')`, `close`, `show`, `hide`, `on`. SPEC V14, V15.
 *
 * Calls made before this script arrived wait in the stub's queue (docs/embedding.md) and are answered first.
 */
type Listener = (detail?: number) => void;

interface Parley {
  (method: string, ...rest: unknown[]): void;
  /** The stub's queue of calls. */
  q?: ArrayLike<unknown>[];
}
declare global {
  interface Window {
    Parley?: Parley;
  }
}

/** Returns how to call the page's listeners: `ready`, `opened`, `closed`, and `unread` with its count. */
export function answerCalls(
  methods: Record<string, () => void>,
): (happening: string, detail?: number) => void {
  const listeners: [happening: unknown, listener: Listener][] = [];
  const told = new Set<unknown>();
  // A listener that throws is the page's own error, not ours.
  const call = (listener: Listener, detail?: number): void =>
    queueMicrotask(() => listener(detail));

  const parley: Parley = (method, happening, listener) => {
    if (method === 'on' && typeof listener === 'function') {
      listeners.push([happening, listener as Listener]);
      if (happening === 'ready' && told.has('ready')) call(listener as Listener);
    } else if (Object.hasOwn(methods, method)) methods[method]!();
    else if (!told.has(`no ${method}`)) {
      told.add(`no ${method}`);
      console.warn(`Parley: there is no "${method}".`);
    }
  };
  const waiting = window.Parley?.q ?? [];
  window.Parley = parley;
  // After this script's own start: a queued `open` needs everything in place.
  queueMicrotask(() => {
    for (const args of waiting) parley(...(Array.from(args) as [string]));
  });

  return (happening, detail) => {
    told.add(happening);
    for (const [name, listener] of listeners) if (name === happening) call(listener, detail);
  };
}
