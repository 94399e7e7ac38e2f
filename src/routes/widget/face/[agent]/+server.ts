/**
 * The picture that visitors see of an agent (SPEC S5, "Who sees what"). Whoever has none is a picture of nothing, so that
 * the initials under it show through and nobody's console fills with what was not found.
 */
import { answersRead } from '$lib/server/route.ts';

const none = '<svg xmlns="http://www.w3.org/2000/svg"/>';

export const GET = answersRead(async ({ event, services }) => {
  const picture = await services.pictureOf(event.params['agent'] ?? '');
  const headers = {
    'content-type': picture?.type ?? 'image/svg+xml',
    // Long enough for a visit, short enough for a new picture to be seen the same day.
    'cache-control': 'public, max-age=600',
    'x-content-type-options': 'nosniff',
  };
  return new Response(picture?.bytes ?? none, { headers });
});
