/**
 * The two cookies of an agent's browser: the session, and the mark that somebody signed in here before (T20). Both are for
 * the server alone, and never sent along from another site except when a link is followed.
 */
import type { Cookies, RequestEvent } from '@sveltejs/kit';
import type { Entered } from '#domain/services.ts';
import { services } from './services.ts';

const sessionCookie = 'parley_session';
const deviceCookie = 'parley_device';

/** As long as browsers keep a cookie at all: when a session ends is decided by the server. */
const keptSeconds = 400 * 24 * 60 * 60;

/** The session's value, or nothing if the header names it twice: then somebody else planted one (B17). */
export function sessionOf(request: Request): string {
  const values = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${sessionCookie}=`))
    .map((pair) => pair.slice(sessionCookie.length + 1));
  return values.length === 1 ? values[0]! : '';
}

export function deviceOf(cookies: Cookies): string | undefined {
  return cookies.get(deviceCookie);
}

/** Signs the browser in, under a new token whatever it held before (T22). */
export async function enter(event: RequestEvent, { cookie, device }: Entered): Promise<void> {
  const before = sessionOf(event.request);
  if (before) await services().logOut(before);
  await services().nameBrowser(cookie, event.request.headers.get('user-agent') ?? '');
  event.cookies.set(sessionCookie, cookie, options());
  event.cookies.set(deviceCookie, device, options());
}

export async function leave(event: RequestEvent): Promise<void> {
  const before = sessionOf(event.request);
  if (before) await services().logOut(before);
  event.cookies.delete(sessionCookie, { ...options(), maxAge: 0 });
}

function options() {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: services().publicUrl().startsWith('https:'),
    maxAge: keptSeconds,
  } as const;
}
