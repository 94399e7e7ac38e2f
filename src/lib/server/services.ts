/** The running server, as it handed itself over. Pages and routes ask nothing else. DESIGN 6. */
import { servicesKey, type Services } from '#domain/services.ts';

/** Null while the server starts, and in `vite dev` without one. */
export function runningServices(): Services | null {
  const all = globalThis as { [servicesKey]?: Services };
  return all[servicesKey] ?? null;
}

/** For routes: `hooks.server.ts` has answered 503 already where there is none. */
export function services(): Services {
  const running = runningServices();
  if (!running) throw new Error('No server has handed its services over.');
  return running;
}
