/** How a request is refused, in one line where it happens. Statuses are HTTP's. */
import type { Failed, HttpRefusal } from '#domain/services.ts';

export function refused(status: number, error: HttpRefusal, field?: string): Failed {
  return field === undefined ? { ok: false, status, error } : { ok: false, status, error, field };
}

export function tooOften(retryAfterMs: number): Failed {
  return { ok: false, status: 429, error: 'rate', retryAfterMs };
}
