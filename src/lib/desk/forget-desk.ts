/**
 * What the desk leaves in a browser beside the databases: the kept shell with its worker, and what was opened, filtered and
 * folded last. Gone with whoever signs out (RELIABILITY T32); the next desk makes its own.
 */
const storageKeys = ['view', 'recent', 'filters', 'snooze', 'layout'].map(
  (name) => `parley-${name}`,
);

export async function forgetDesk(): Promise<void> {
  for (const key of storageKeys) localStorage.removeItem(key);
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const workers = (await container?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  if (!('caches' in globalThis)) return;
  for (const name of await caches.keys()) {
    if (name.startsWith('parley-shell-')) await caches.delete(name);
  }
}
