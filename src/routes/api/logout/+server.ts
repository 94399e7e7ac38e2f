/** Ends the session of this browser, and with it its tickets and sockets. Signed out already is no error. */
import { answer } from '$lib/server/answers.ts';
import { leave } from '$lib/server/cookies.ts';
import { takesNothing } from '$lib/server/route.ts';

export const POST = takesNothing(async ({ event }) => {
  await leave(event);
  const response = answer({});
  // Nothing of the desk is to be cached; should anything be, it goes too (RELIABILITY T32).
  response.headers.set('clear-site-data', '"cache"');
  return response;
});
