/** A question to the server from a dialog: never thrown, because being offline is ordinary here. */

const withinMs = 15_000;

export type PostAnswer =
  | { kind: 'done'; body: Record<string, unknown> }
  /** The server's own sentence, in the reader's language. */
  | { kind: 'refused'; status: number; message: string | null; field: string | null }
  | { kind: 'unreachable' };

export async function postJson(path: string, body: object): Promise<PostAnswer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(withinMs),
    });
  } catch {
    return { kind: 'unreachable' };
  }
  const answer: unknown = await response.json().catch(() => null);
  const fields = typeof answer === 'object' && answer !== null ? answer : {};
  if (response.ok) return { kind: 'done', body: fields as Record<string, unknown> };
  const message = 'message' in fields && typeof fields.message === 'string' ? fields.message : null;
  const field = 'field' in fields && typeof fields.field === 'string' ? fields.field : null;
  return { kind: 'refused', status: response.status, message, field };
}
