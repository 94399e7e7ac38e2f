/**
 * The body of a request, read to its limit and no further. Routes take JSON only, so that no form of another site can
 * write to one (T24, B8).
 */
import type { HttpRefusal } from '#domain/services.ts';
import { parseStrictJson } from './strict-json.ts';

export type Body =
  { ok: true; value: unknown } | { ok: false; status: 400 | 408 | 413 | 415; error: HttpRefusal };

const tooBig = { ok: false, status: 413, error: 'too-big' } as const;
const json = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

export async function readJson(request: Request, bytesMax: number): Promise<Body> {
  if (!json.test(request.headers.get('content-type') ?? '')) {
    return { ok: false, status: 415, error: 'not-json' };
  }
  const body = await readBytes(request, bytesMax);
  if (!(body instanceof Uint8Array)) return body;
  const parsed = parseStrictJson(body);
  return parsed.ok ? parsed : { ok: false, status: 400, error: 'bad-json' };
}

/** For routes that need nothing said: no body at all, or an empty object. */
export async function readNothing(request: Request, bytesMax: number): Promise<Body> {
  const hasType = request.headers.has('content-type');
  if (!hasType && request.body === null) return { ok: true, value: {} };
  return readJson(request, bytesMax);
}

/**
 * What is too much is still read to its end, and thrown away: a line cut in the middle of a body loses the answer too. The
 * HTTP server ends whoever takes longer than half a minute.
 */
async function readBytes(
  request: Request,
  bytesMax: number,
): Promise<Uint8Array | Extract<Body, { ok: false }>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length <= bytesMax) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch (fault) {
    // The adapter has a limit of its own. Otherwise the line broke, and hardly anybody reads the answer.
    const isTooBig = (fault as { status?: unknown }).status === 413;
    return isTooBig ? tooBig : { ok: false, status: 408, error: 'too-slow' };
  }
  return length > bytesMax ? tooBig : Buffer.concat(chunks);
}
