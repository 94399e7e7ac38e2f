/** Search over HTTP: found by the team, and whatever is typed is answered. SPEC L18; RELIABILITY B87, T18. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchPage } from '#domain/services.ts';
import { typedByAnybody } from '../../contracts/search-corpus.ts';
import { enterAsVisitor, messageIn, submitOverHttp } from '../../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { get, setUp, visit } from './people.ts';

let server: ServerProcess;
let cookie: string;
const conversations: string[] = [];

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
  ({ cookie } = await setUp(server));
  for (const text of ['Où est mon colis ?', 'Une lampe, s’il vous plaît', 'Colis perdu']) {
    const visitor = await enterAsVisitor(server.url);
    await submitOverHttp(server.url, visitor.ticket, [messageIn(visitor.conversation, text)]);
    conversations.push(visitor.conversation);
  }
});
afterAll(async () => {
  await server.stop();
  removeData(server);
});

const ask = (q: string, more = '', headers: Record<string, string> = { cookie }) =>
  get(server, `/api/search?q=${encodeURIComponent(q.toWellFormed())}${more}`, headers);

describe('GET /api/search', () => {
  it('[L18] finds what was said a moment ago, newest first', async () => {
    const { status, body } = await ask('colis');
    expect(status).toBe(200);
    const { hits, next } = body as unknown as SearchPage;
    expect(hits.map(({ conversation }) => conversation)).toEqual([
      conversations[2],
      conversations[0],
    ]);
    expect(hits[1]!.snippet).toBe('Où est mon colis ?');
    expect(next).toBeNull();
  });

  it('[B87] [T18] answers everything that can be typed', async () => {
    for (const typed of typedByAnybody) {
      const { status, body } = await ask(typed);
      // An address has an end, as everywhere on the web: what is longer never reaches Parley.
      expect([200, 414, 431], typed.slice(0, 40)).toContain(status);
      if (status === 200) expect(Array.isArray(body['hits'])).toBe(true);
    }
    expect((await get(server, '/api/search', { cookie })).status).toBe(200);
    expect((await get(server, '/api/search?q=%ff%00', { cookie })).status).toBe(200);
    expect((await get(server, '/api/search?q[]=1&q=2', { cookie })).status).toBe(200);
  });

  it('[T18] takes only its own words for a page', async () => {
    expect((await ask('colis', '&before=5.1')).body['hits']).toEqual([]);
    for (const before of ['', 'x', '1', '1.2.3', "1.1' or 1=1", '-1.5', `${'9'.repeat(30)}.1`]) {
      const answer = await ask('colis', `&before=${encodeURIComponent(before)}`);
      expect(answer.status, before).toBe(400);
      expect(answer.body).toMatchObject({ error: 'malformed', field: 'before' });
    }
  });

  it('[T4] says nothing to visitors and strangers', async () => {
    const visitor = await visit(server);
    const asVisitor = await ask('colis', '', { authorization: `Bearer ${visitor.ticket}` });
    expect(asVisitor.status).toBe(403);
    expect((await ask('colis', '', {})).status).toBe(401);
  });
});
