/**
 * Copies of all rooms that a device of the team keeps, in one stream of frames, newest first (DESIGN 7). `?since=` the
 * revision of the last frame of a stream that broke.
 */
import { answerDone, refuse } from '$lib/server/answers.ts';
import { answersRead, whoOf } from '$lib/server/route.ts';
import { streamOf } from '$lib/server/stream.ts';

export const GET = answersRead(async (asked) => {
  const who = await whoOf(asked, { orCookie: true });
  if (who instanceof Response) return who;
  const { url, request, locals } = asked.event;
  const since = url.searchParams.get('since');
  if (since !== null && !/^\d{1,15}$/.test(since)) {
    return refuse({ status: 400, error: 'malformed', field: 'since' }, locals.language);
  }
  const copies = await asked.services.copies(who, since === null ? null : Number(since));
  if (!copies.ok) return answerDone(copies, locals.language);
  const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };
  const stream = streamOf(copies.value);
  // A tenth of the size: entries repeat their keys.
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(stream, { headers });
  }
  const packed = stream.pipeThrough(new CompressionStream('gzip'));
  return new Response(packed, {
    headers: { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
  });
});
