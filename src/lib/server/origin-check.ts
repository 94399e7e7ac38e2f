/**
 * Whether a request that changes something comes from our own pages. Webhooks are asked by providers and show credentials
 * instead. Programs send neither header and no browser of somebody else's: they pass. T24.
 */
import type { Services } from '#domain/services.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Both headers, where they are there, must say that it is ours. `Origin: null` is nobody's. */
export function isFromElsewhere(
  request: Request,
  path: string,
  services: Pick<Services, 'isOurOrigin'>,
): boolean {
  if (reading.has(request.method) || path.startsWith('/hooks/')) return false;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (origin !== null && !services.isOurOrigin(origin)) return true;
  // `none` is a person at the address bar, which sends no bodies.
  return site !== null && site !== 'same-origin';
}
