/**
 * The body of a request, read to its limit and no further. Routes take JSON only, so that no form of another site can
 * write to one (T24, B8).
 */
import type { HttpRefusal } from '#domain/services.ts';
import { parseStrictJson } from './strict-json.ts';

export type Body =
  { ok: true; value: unknown } | { ok: false; status: 400 | 408 | 413 | 415; error: HttpRefusal };

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

async function readBytes(
  request: Request,
  bytesMax: number,
): Promise<Uint8Array | Extract<Body, { ok: false }>> {
  const tooBig = { ok: false, status: 413, error: 'too-big' } as const;
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) return tooBig;
  if (!request.body) return new Uint8Array();
  // Not cancelled when too long: that would cut the line before the answer is out.
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(chunks);
      length += value.length;
      if (length > bytesMax) return tooBig;
      chunks.push(value);
    }
  } catch {
    // The line broke, or the server gave up waiting: whoever sent it hardly reads the answer.
    return { ok: false, status: 408, error: 'too-slow' };
  }
}
