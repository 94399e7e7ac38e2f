/** A page's request to the API. A refusal comes back as its key; no answer at all is `offline`. */
import { isHttpRefusal, type HttpRefusal } from '#domain/services.ts';

export type Asked =
  | { kind: 'done' }
  | { kind: 'refused'; error: HttpRefusal; field: string | null; retryAfterMs: number | null }
  | { kind: 'offline' };

export async function ask(path: string, body: unknown): Promise<Asked> {
  let response: Response;
  let said: { error?: unknown; field?: unknown };
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    said = (await response.json()) as typeof said;
  } catch {
    // No line, or something between us that speaks no JSON: a hotel's sign-in page, say (F9).
    return { kind: 'offline' };
  }
  if (response.ok) return { kind: 'done' };
  const seconds = Number(response.headers.get('retry-after'));
  return {
    kind: 'refused',
    error: isHttpRefusal(said.error) ? said.error : 'unavailable',
    field: typeof said.field === 'string' ? said.field : null,
    retryAfterMs: seconds > 0 ? seconds * 1000 : null,
  };
}
