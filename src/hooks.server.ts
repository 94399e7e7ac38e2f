/**
 * What every request passes: is the server there, do we know the method, does it come from our own pages, who sent it, and
 * is this the page for them. Then the headers that every answer carries. RELIABILITY T7, T24, B12, B16.
 */
import { redirect, type Handle, type HandleServerError, type RequestEvent } from '@sveltejs/kit';
import type { Services } from '#domain/services.ts';
import { preferredLanguages } from '$lib/server/accept-language.ts';
import { refuse } from '$lib/server/answers.ts';
import { sessionOf } from '$lib/server/cookies.ts';
import { isFromElsewhere } from '$lib/server/origin-check.ts';
import { reportFault } from '$lib/server/route.ts';
import { runningServices } from '$lib/server/services.ts';
import { redirectFor } from '$lib/server/who-goes-where.ts';
import { refusalSentence } from '$lib/refusals/refusals.ts';
import { chooseLanguage, languageCookie } from '$lib/words/words.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

type Resolve = Parameters<Handle>[0]['resolve'];

export const handle: Handle = async ({ event, resolve }) => {
  const { request, cookies, url, locals } = event;
  const preferred = preferredLanguages(request.headers.get('accept-language'));
  locals.language = chooseLanguage(preferred, cookies.get(languageCookie));
  locals.signedIn = null;
  locals.wasRemoved = false;
  const response = await respond(event, resolve);
  for (const [name, value] of Object.entries(headersFor(url.pathname, response))) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
};

async function respond(event: RequestEvent, resolve: Resolve): Promise<Response> {
  const { request, url, locals } = event;
  const isApi = /^\/api(?:\/|$)/.test(url.pathname);
  const services = runningServices();
  if (!services) {
    const failed = { status: 503, error: 'unavailable', retryAfterMs: 1_000 } as const;
    return isApi ? refuse(failed, locals.language) : notRunning(event);
  }
  if (!methods.has(request.method)) {
    return refuse({ status: 405, error: 'no-such-method' }, locals.language);
  }
  if (isFromElsewhere(request, url.pathname, services)) {
    return refuse({ status: 403, error: 'cross-site' }, locals.language);
  }
  if (isApi && event.route.id === null) {
    return refuse({ status: 404, error: 'no-such-page' }, locals.language);
  }
  const elsewhere = await letIn(event, services);
  if (elsewhere !== null) {
    // Kit asks for data between its own pages, and understands a redirect only in its own words.
    if (event.isDataRequest) redirect(303, elsewhere);
    return new Response(null, { status: 303, headers: { location: elsewhere } });
  }
  const { language } = locals;
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('<html lang="en"', `<html lang="${language}"`),
  });
  return isApi && response.status === 405 ? withSentence(response, event) : response;
}

/** Learns who sent this. Returns the page to send them to if this one is not for them. */
async function letIn(event: RequestEvent, services: Services): Promise<string | null> {
  const { request, url, locals } = event;
  const cookie = sessionOf(request);
  if (cookie) locals.signedIn = await services.signedIn(cookie);
  if (cookie && !locals.signedIn) locals.wasRemoved = await services.wasRemoved(cookie);
  const isSetUp = await services.isSetUp();
  const isSignedIn = locals.signedIn !== null;
  return redirectFor({ path: url.pathname, search: url.search, isSetUp, isSignedIn });
}

/** Kit refuses a method in plain text; the API always answers in JSON. */
function withSentence(response: Response, { locals }: RequestEvent): Response {
  const answer = refuse({ status: 405, error: 'no-such-method' }, locals.language);
  const allowed = response.headers.get('allow');
  if (allowed) answer.headers.set('allow', allowed);
  return answer;
}

function notRunning({ locals }: RequestEvent): Response {
  return new Response(refusalSentence('unavailable', locals.language), {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' },
  });
}

/** Pages have their policy from `svelte.config.js`; whatever has none may load nothing and be framed nowhere. */
function headersFor(path: string, response: Response): Record<string, string> {
  const isHtml = response.headers.get('content-type')?.startsWith('text/html');
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    // A page says who is signed in, so a cache asks again each time.
    ...(isHtml ? { 'cache-control': 'private, no-cache' } : {}),
    // The widget's frame belongs on other people's sites, and says itself on which.
    ...(path.startsWith('/widget/')
      ? {}
      : {
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
          'cross-origin-opener-policy': 'same-origin',
        }),
  };
}

export const handleError: HandleServerError = ({ error, event, status }) => {
  const { language } = event.locals;
  if (status === 404) return { message: refusalSentence('no-such-page', language), language };
  reportFault(error, event.route.id);
  return { message: refusalSentence('unavailable', language), language };
};
