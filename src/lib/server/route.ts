/**
 * What every route of the API has in common: a body read strictly, somebody known, and a fault of the world answered with
 * a sentence instead of a stack. Routes say only what is theirs.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { limits } from '#domain/limits.ts';
import type { Who } from '#domain/model.ts';
import type { Services, SignedIn } from '#domain/services.ts';
import { refuse } from './answers.ts';
import { readJson, readNothing } from './read-body.ts';
import { services } from './services.ts';

interface Asked {
  event: RequestEvent;
  services: Services;
}
type Act<T> = (asked: Asked & T) => Promise<Response>;
type Route = (event: RequestEvent) => Promise<Response>;

/** A route that takes JSON. */
export function takesJson(
  act: Act<{ input: unknown }>,
  bytesMax: number = limits.requestBytes,
): Route {
  return guarded(async (asked) => {
    const { request, locals } = asked.event;
    const body = await readJson(request, bytesMax);
    if (!body.ok) return refuse(body, locals.language);
    return act({ ...asked, input: body.value });
  });
}

/** A route that needs nothing said. */
export function takesNothing(act: Act<unknown>): Route {
  return guarded(async (asked) => {
    const { request, locals } = asked.event;
    const body = await readNothing(request, limits.requestBytes);
    if (!body.ok) return refuse(body, locals.language);
    const { value } = body;
    const empty = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!empty || Object.keys(value).length > 0) {
      return refuse({ status: 400, error: 'malformed' }, locals.language);
    }
    return act(asked);
  });
}

/** A route that is only read. */
export function answersRead(act: Act<unknown>): Route {
  return guarded(act);
}

/** The agent whose session cookie came along, or the refusal to send. */
export function agentOf({ locals }: RequestEvent): SignedIn | Response {
  if (locals.signedIn) return locals.signedIn;
  // Somebody who was removed is told so, and by it their device knows to clear itself (T33).
  const error = locals.wasRemoved ? 'removed' : 'not-signed-in';
  return refuse({ status: 401, error }, locals.language);
}

/** Whoever a bearer ticket speaks for; where none is sent and `orCookie` is asked for, the signed-in agent. */
export async function whoOf(
  { event, services }: Asked,
  { orCookie = false } = {},
): Promise<Who | Response> {
  const authorization = event.request.headers.get('authorization');
  const ticket = /^Bearer ([\w-]+)$/i.exec(authorization ?? '')?.[1];
  const who = ticket === undefined ? null : await services.byTicket(ticket);
  // A wrong ticket is not covered up by a good cookie.
  const found = authorization === null && orCookie ? event.locals.signedIn?.who : who;
  return found ?? refuse({ status: 401, error: 'not-signed-in' }, event.locals.language);
}

function guarded(act: (asked: Asked) => Promise<Response>): Route {
  return async (event) => {
    try {
      return await act({ event, services: services() });
    } catch (fault) {
      reportFault(fault, event.route.id);
      const failed = { status: 503, error: 'unavailable', retryAfterMs: 1_000 } as const;
      return refuse(failed, event.locals.language);
    }
  };
}

/** One line for whoever runs Parley: the route and the cause, never an address with a token or what was sent (T39). */
export function reportFault(fault: unknown, route: string | null): void {
  const cause = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  console.error(JSON.stringify({ level: 'error', part: 'http', route, cause }));
}
