/** How the API answers: JSON, never kept by a cache, and a refusal always with its key and a sentence. */
import type { Done, Failed, HttpRefusal } from '#domain/services.ts';
import { refusalSentence } from '$lib/refusals/refusals.ts';
import type { Language } from '$lib/words/words.ts';

export function answer(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store' } });
}

interface RefusalAnswer {
  error: HttpRefusal;
  message: string;
  field?: string;
}

export function refuse(failed: Omit<Failed, 'ok'>, language: Language): Response {
  const { status, error, field, retryAfterMs } = failed;
  const body: RefusalAnswer = { error, message: refusalSentence(error, language) };
  if (field !== undefined) body.field = field;
  const response = answer(body, status);
  if (retryAfterMs !== undefined) {
    response.headers.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  }
  return response;
}

export function answerDone<T>(done: Done<T>, language: Language): Response {
  return done.ok ? answer(done.value) : refuse(done, language);
}
