/**
 * Submits entries without a socket: `{entries, aheadMs?, deviceNowMs?}` with a bearer ticket -> `{answers}`, one for
 * each, in order. The same circuit as SUBMIT: entries are judged one by one there, here only the envelope is. DESIGN 3, 9.
 */
import * as v from 'valibot';
import { limits } from '#domain/limits.ts';
import { answer, refuse } from '$lib/server/answers.ts';
import { takesJson, whoOf } from '$lib/server/route.ts';

const time = v.optional(v.pipe(v.number(), v.finite()));
const envelope = v.strictObject({
  entries: v.array(v.unknown()),
  aheadMs: time,
  deviceNowMs: time,
});

export const POST = takesJson(async (asked) => {
  const who = await whoOf(asked);
  if (who instanceof Response) return who;
  const body = v.safeParse(envelope, asked.input);
  if (!body.success) {
    const field = v.getDotPath(body.issues[0])?.split('.')[0];
    const known = field !== undefined && Object.hasOwn(envelope.entries, field) ? { field } : {};
    return refuse({ status: 400, error: 'malformed', ...known }, asked.event.locals.language);
  }
  const { entries, ...deviceClock } = body.output;
  return answer({ answers: await asked.services.submit(who, entries, deviceClock) });
}, limits.requestBytesEntries);
