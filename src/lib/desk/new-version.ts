/**
 * A new version of Parley takes over at an idle moment: when nobody looks at the page, or as it goes to another
 * place anyway; never mid-sentence (UX 19.28). What is typed is in pads and the outbox, so it is there after.
 */

export interface NewVersion {
  /** True when the next change of page had better be a whole new page. */
  isDue(): boolean;
  stop(): void;
}

export function watchForNewVersion(): NewVersion {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  let hasWorker = Boolean(container?.controller);
  let isStale = false;
  let registration: ServiceWorkerRegistration | undefined;
  void container?.getRegistration().then((found) => (registration = found));

  const onHidden = () => {
    if (document.visibilityState !== 'hidden') return;
    if (isStale) location.reload();
    else registration?.waiting?.postMessage('take-over');
  };
  const onTakenOver = () => {
    // The very first worker takes over a page that is as new as itself.
    isStale = hasWorker;
    hasWorker = true;
    if (isStale) onHidden();
  };
  document.addEventListener('visibilitychange', onHidden);
  container?.addEventListener('controllerchange', onTakenOver);
  return {
    isDue: () => isStale,
    stop() {
      document.removeEventListener('visibilitychange', onHidden);
      container?.removeEventListener('controllerchange', onTakenOver);
    },
  };
}
