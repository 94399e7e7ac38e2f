import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { get, join, post, setUp, visit, type Said } from './people.ts';
import { routes, sampleOf } from './routes.ts';

const people = ['stranger', 'visitor', 'viewer', 'agent', 'admin', 'owner'] as const;
type Person = (typeof people)[number];
type Row = { body?: () => unknown; statuses: Record<Person, number> };

/** One status for everybody, except those named. */
function statuses(all: number, except: Partial<Record<Person, number>> = {}) {
  return {
    ...Object.fromEntries(people.map((person) => [person, all])),
    ...except,
  } as Row['statuses'];
}
const onlyAgents = statuses(200, { stranger: 401, visitor: 401 });
let invited = 0;
/** Nobody’s id: that it is answered 404 shows that the right to ask was there. */
const nobody = '0198f0a0-0000-7000-8000-00000000dead';

/**
 * What each person is answered, by method and path. Bodies are right, so that only the right to it decides. An agent sends
 * their cookie, a visitor their ticket.
 */
const matrix: Record<string, Row> = {
  'POST /api/setup': {
    body: () => ({ name: 'M', email: 'm@x.example', password: 'paper and lamp', workspace: 'M' }),
    statuses: statuses(409),
  },
  'POST /api/login': {
    body: () => ({ email: 'nobody@x.example', password: 'paper and lamp' }),
    statuses: statuses(401),
  },
  'POST /api/join': {
    body: () => ({ token: 'A'.repeat(43), name: 'M', password: 'paper and lamp' }),
    statuses: statuses(410),
  },
  'POST /api/ticket': { statuses: onlyAgents },
  'GET /api/me': { statuses: onlyAgents },
  'GET /api/conversations': { statuses: statuses(200, { stranger: 401, visitor: 403 }) },
  'GET /api/search': { statuses: statuses(200, { stranger: 401, visitor: 403 }) },
  'GET /api/rooms': { statuses: statuses(200, { stranger: 401, visitor: 403 }) },
  'POST /api/invitations': {
    body: () => ({ email: `n${invited++}@x.example`, role: 'viewer' }),
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 200, owner: 200 }),
  },
  'GET /api/team': { statuses: onlyAgents },
  'POST /api/team/role': {
    body: () => ({ agent: nobody, role: 'agent' }),
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 404, owner: 404 }),
  },
  'POST /api/team/remove': {
    body: () => ({ agent: nobody }),
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 404, owner: 404 }),
  },
  'POST /api/team/restore': {
    body: () => ({ agent: nobody }),
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 404, owner: 404 }),
  },
  'POST /api/invitations/revoke': {
    body: () => ({ email: 'nobody@x.example' }),
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 200, owner: 200 }),
  },
  'GET /api/sessions': { statuses: onlyAgents },
  'POST /api/sessions/end': { body: () => ({ session: 'a'.repeat(64) }), statuses: onlyAgents },
  'POST /api/password': {
    body: () => ({ current: 'not theirs', password: 'paper and lamp' }),
    statuses: statuses(400, { stranger: 401, visitor: 401 }),
  },
  'GET /api/audit': {
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 200, owner: 200 }),
  },
  // `x` is nobody's id: 404 shows that the right to ask was there.
  'GET /api/records/[table]/[id]/history': {
    statuses: statuses(404, { stranger: 401, visitor: 401 }),
  },
  'GET /api/contacts/[id]/export': {
    statuses: statuses(404, { stranger: 401, visitor: 401, viewer: 403 }),
  },
  'POST /api/conversations/[id]/erase': {
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 404, owner: 404 }),
  },
  'POST /api/contacts/[id]/erase': {
    statuses: statuses(403, { stranger: 401, visitor: 401, admin: 404, owner: 404 }),
  },
  // Only for a session of somebody who was removed.
  'POST /api/cleared': { body: () => ({ unsent: 0 }), statuses: statuses(401) },
  // A cookie is not enough here: another site could have it sent along.
  'POST /api/entries': { body: () => ({ entries: [] }), statuses: statuses(401, { visitor: 200 }) },
  'POST /api/visitor/session': { body: () => ({ site: 'default' }), statuses: statuses(200) },
  'GET /login': { statuses: statuses(303, { stranger: 200, visitor: 200 }) },
  'GET /setup': { statuses: statuses(303) },
  'GET /invitation/[token]': { statuses: statuses(410) },
  'GET /demo': { statuses: statuses(200) },
  'GET /widget/[site]': { statuses: statuses(200) },
  'GET /widget/face/[agent]': { statuses: statuses(200) },
  'GET /shell.html': { statuses: statuses(200) },
  // Last, because it ends the sessions that the others use.
  'POST /api/logout': { statuses: statuses(200) },
};

let server: ServerProcess;
const credentials = {} as Record<Person, Record<string, string>>;
const conversations: string[] = [];

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
  const { cookie } = await setUp(server);
  const [visitor, other] = [await visit(server), await visit(server)];
  conversations.push(visitor.conversation, other.conversation);
  credentials.stranger = {};
  credentials.visitor = { authorization: `Bearer ${visitor.ticket}` };
  credentials.owner = { cookie };
  for (const role of ['viewer', 'agent', 'admin'] as const) {
    credentials[role] = { cookie: await join(server, cookie, role) };
  }
});
afterAll(async () => {
  await server.stop();
  removeData(server);
});

function ask(
  method: string,
  path: string,
  row: Row,
  headers: Record<string, string>,
): Promise<Said> {
  if (method === 'GET') return get(server, sampleOf(path), headers);
  return post(server, sampleOf(path), row.body?.(), headers);
}

describe('every route', () => {
  it('[T16] has a row in the matrix, or is a page of the desk', () => {
    const asked = routes
      .filter(({ isDesk }) => !isDesk)
      .map(({ method, path }) => `${method} ${path}`);
    expect(asked.sort()).toEqual(Object.keys(matrix).sort());
  });

  it.each(Object.entries(matrix))(
    '[T16] [T17] %s answers each role as its row says',
    async (key, row) => {
      const [method, path] = key.split(' ') as [string, string];
      const found: Record<string, number> = {};
      for (const person of people) {
        const answer = await ask(method, path, row, credentials[person]);
        found[person] = answer.status;
        expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.(?:js|ts):\d/);
      }
      expect(found).toEqual(row.statuses);
    },
  );

  it('[T16] of the desk is for agents alone', async () => {
    const cookie = (await post(server, '/api/login', {
      email: 'ines@maisonlumen.example',
      password: 'lamp oil and paper',
    }).then(({ headers }) => headers.getSetCookie()[0]!.split(';')[0]))!;
    for (const { path } of routes.filter(({ isDesk }) => isDesk)) {
      for (const person of ['stranger', 'visitor'] as const) {
        const away = await get(server, sampleOf(path), credentials[person]);
        expect([path, away.status]).toEqual([path, 303]);
        expect(away.headers.get('location')).toMatch(/^\/login(?:\?next=|$)/);
      }
      expect(
        (await get(server, sampleOf(path), { cookie })).headers.get('location') ?? '',
      ).not.toMatch(/^\/login/);
    }
  });
});

describe('another conversation', () => {
  const entry = (conversation: string) => ({
    id: crypto.randomUUID(),
    subject: `conversation/${conversation}`,
    kind: 'message',
    text: 'hello',
    writtenAtMs: Date.now(),
    seenUpTo: null,
  });

  it("[T16] somebody else's is answered to a visitor exactly as one that does not exist", async () => {
    const entries = [
      entry(conversations[1]!),
      entry(crypto.randomUUID()),
      entry(conversations[0]!),
    ];
    const { body } = await post(server, '/api/entries', { entries }, credentials.visitor);
    const [foreign, unknown, own] = body['answers'] as Record<string, unknown>[];
    expect(own).toMatchObject({ id: entries[2]!.id, state: 'accepted' });
    expect({ ...foreign, id: '' }).toEqual({ ...unknown, id: '' });
    expect(foreign).toMatchObject({ id: entries[0]!.id, state: 'refused', reason: 'not-yours' });
  });

  it('[T17] a viewer reads all and writes nothing', async () => {
    const who = await post(server, '/api/login', {
      email: 'ines@maisonlumen.example',
      password: 'lamp oil and paper',
    });
    const owner = who.headers.getSetCookie()[0]!.split(';')[0]!;
    const viewer = await join(server, owner, 'viewer');
    const { body } = await post(server, '/api/ticket', undefined, { cookie: viewer });
    const bearer = { authorization: `Bearer ${String(body['ticket'])}` };
    expect((await get(server, '/api/conversations', bearer)).status).toBe(200);
    const entries = [entry(conversations[0]!)];
    const refused = await post(server, '/api/entries', { entries }, bearer);
    expect(refused.body).toMatchObject({ answers: [{ state: 'refused', reason: 'not-allowed' }] });
  });
});
