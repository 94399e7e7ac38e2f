/** A search as it is asked over HTTP: by the team only, a page at a time, and never a fault whatever was typed (B87). */
import { parseQuery } from '#domain/search/query.ts';
import { can } from '#domain/rules/can.ts';
import type { Who } from '#domain/model.ts';
import type { Done, SearchPage } from '#domain/services.ts';
import type { Search } from './ports.ts';

const hitsPerPage = 100;
const cursor = /^(\d{1,16})\.(\d{1,16})$/;

export async function searchFor(
  search: Search | null,
  who: Who,
  asked: { q: string; before: string | null },
): Promise<Done<SearchPage>> {
  if (who.kind !== 'agent' || !can(who, 'see-conversations')) {
    return { ok: false, status: 403, error: 'not-allowed' };
  }
  const found = asked.before === null ? null : cursor.exec(asked.before);
  if (asked.before !== null && !found) {
    return { ok: false, status: 400, error: 'malformed', field: 'before' };
  }
  if (!search) return { ok: false, status: 503, error: 'unavailable' };
  const query = parseQuery(asked.q);
  const below = found ? { activeAtMs: Number(found[1]), no: Number(found[2]) } : null;
  return { ok: true, value: await search.find({ query, me: who.id, below, limit: hitsPerPage }) };
}
