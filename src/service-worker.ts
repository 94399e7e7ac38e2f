/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/**
 * Keeps the shell of the desk: its code, its looks and one empty page, so that any address of the desk opens with no
 * network (SPEC O2). What people write is never in here: that is the sync engine's, in its own database. A new
 * version is fetched beside the old one and takes over when no page of the desk is open any more, or when a page asks
 * at an idle moment (UX 19.28).
 */
import { build, files, version } from '$service-worker';

const worker = self as unknown as ServiceWorkerGlobalScope;

const shellCache = `parley-shell-${version}`;
const shellPage = '/shell.html';
/** The widget and its page belong to other sites, and are kept by ordinary caching. */
const kept = [...build, ...files.filter((file) => !/^\/widget/.test(file))];
const keptPaths = new Set(kept);

/** Addresses of the desk: drawn by the browser from what is on the device. */
const deskPage =
  /^\/(?:$|(?:mine|unassigned|all|mentions|drafts|attention|visitors|statistics|settings|(?:group|view)-[^/]+)(?:\/[^/]+)?\/?$)/;

/** A cold start to a usable list takes at most a second, offline too (UX 2). */
const answerWithinMs = 600;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(shellCache);
  await cache.addAll(kept);
  await cache.put(shellPage, await fetch(shellPage, { cache: 'no-store' }));
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldShells());
});

async function forgetOldShells(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('parley-shell-') && name !== shellCache) await caches.delete(name);
  }
  // The page that brought the first worker is served by it from now on, or its first reload offline would fail.
  await worker.clients.claim();
}

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (keptPaths.has(url.pathname)) event.respondWith(fromShell(url.pathname, request));
  else if (request.mode === 'navigate' && deskPage.test(url.pathname)) {
    event.respondWith(deskOr(request));
  }
});

/** Files of the build never change under their name: the kept one is as good as any. */
async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(shellCache);
  return (await cache.match(path)) ?? fetch(request);
}

/**
 * The network decides where a page leads while it answers: it knows whether somebody is signed in. Without it, or
 * when it takes longer than anybody should wait, the kept page opens what is on the device.
 */
async function deskOr(request: Request): Promise<Response> {
  const cache = await caches.open(shellCache);
  const shell = await cache.match(shellPage);
  if (!shell) return fetch(request);
  const tooLong = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(shell), answerWithinMs);
  });
  // A server that stumbles is no reason to keep somebody from their own messages.
  const answered = fetch(request).then((answer) => (answer.status >= 500 ? shell : answer));
  return Promise.race([answered.catch(() => shell), tooLong]);
}
