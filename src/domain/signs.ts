/**
 * What lines say about themselves: where an agent looks and types, what page a visitor is on. Shapes with their
 * validators; anything else is null and has no effect. DESIGN 5 "Presence".
 */
import * as v from 'valibot';
import { limits } from './limits.ts';
import { uuid } from './submitted.ts';
import type { AgentSigns, VisitorSigns } from './wire.ts';

const agentSigns = v.strictObject({
  viewing: v.nullable(uuid),
  typing: v.nullable(v.strictObject({ conversation: uuid, tab: v.picklist(['reply', 'comment']) })),
  usedAtMs: v.optional(v.pipe(v.number(), v.finite())),
});

const visitorSigns = v.strictObject({
  typing: v.boolean(),
  page: v.optional(
    v.strictObject({
      url: v.pipe(v.string(), v.maxLength(limits.pageUrlCharacters)),
      title: v.pipe(
        v.string(),
        v.transform((title) => title.slice(0, limits.pageTitleCharacters)),
      ),
      referrer: v.optional(v.pipe(v.string(), v.maxLength(limits.pageUrlCharacters))),
    }),
  ),
});

export function readAgentSigns(raw: unknown): AgentSigns | null {
  const read = v.safeParse(agentSigns, raw);
  if (!read.success) return null;
  const { viewing, typing, usedAtMs } = read.output;
  return { viewing, typing, ...(usedAtMs !== undefined && { usedAtMs }) };
}

/** A page is kept only if its address is one that a link may have (T11). */
export function readVisitorSigns(raw: unknown): VisitorSigns | null {
  const read = v.safeParse(visitorSigns, raw);
  if (!read.success) return null;
  const { typing, page } = read.output;
  if (!page || !/^https?:\/\//i.test(page.url)) return { typing };
  const { url, title, referrer } = page;
  const isLink = referrer === '' || (referrer !== undefined && /^https?:\/\//i.test(referrer));
  return {
    typing,
    page: {
      ...{ url: url.toWellFormed(), title: title.toWellFormed() },
      ...(isLink && { referrer: referrer.toWellFormed() }),
    },
  };
}
