import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { get, post, setUp, visit } from './people.ts';
import { routes, sampleOf } from './routes.ts';

let server: ServerProcess;
let cookie: string;
let ticket: string;
beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
  ({ cookie } = await setUp(server));
  ({ ticket } = await visit(server));
});
afterAll(async () => {
  expect((await get(server, '/readyz')).status, 'the process lives').toBe(200);
  await server.stop();
  removeData(server);
});

const writing = routes.filter(({ method }) => method === 'POST').map(({ path }) => sampleOf(path));
/** Routes that need a body; the others take none or `{}`. */
const jsonRoutes = writing.filter((path) => !['/api/logout', '/api/ticket'].includes(path));
const known = () => ({ cookie, authorization: `Bearer ${ticket}` });

/** Sends what `fetch` would not: any method, any header, any bytes. Resolves to status and text. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string | string[]> = {},
  body: string | Buffer = '',
  agent?: Agent,
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: server.port, method, path, headers, agent },
      (answer) => {
        let text = '';
        answer.on('data', (bytes: Buffer) => (text += bytes.toString()));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

function expectPlain(text: string) {
  expect(text).not.toMatch(/\bat .*\.(?:js|ts):\d|node_modules|Error:/);
}

describe('a body', () => {
  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a string', '"x"'],
    ['10,000 lists', '['.repeat(10_000)],
    ['a name twice', '{"site":"default","site":"default"}'],
    ['a number beyond doubles', '{"site":1e400}'],
    ['a byte order mark', '\ufeff{"site":"default"}'],
    ['text behind it', '{"site":"default"}x'],
  ])('[B5] that is %s is answered 400 everywhere', async (_, body) => {
    for (const path of jsonRoutes) {
      const headers = { ...known(), 'content-type': 'application/json' };
      const answer = await post(server, path, body, headers);
      // Whether an account is there already is asked first.
      expect([path, answer.status]).toEqual([
        path,
        path === '/api/setup' && isJson(body) ? 409 : 400,
      ]);
      expect(answer.body).toMatchObject({
        error: expect.any(String),
        message: expect.stringMatching(/\.$/),
      });
      expectPlain(JSON.stringify(answer.body));
    }
  });

  it('[B5] that is not UTF-8 is answered 400', async () => {
    const bytes = Buffer.from([0x7b, 0x22, 0x73, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    const type = { 'content-type': 'application/json' };
    expect((await raw('POST', '/api/visitor/session', type, bytes)).status).toBe(400);
  });

  it.each([
    ['/api/login', { email: { $ne: null }, password: 'x' }],
    ['/api/login', { email: ['ines@maisonlumen.example'], password: 'x' }],
    ['/api/login', { email: 'ines@maisonlumen.example', password: true }],
    ['/api/visitor/session', { site: 7 }],
    ['/api/visitor/session', { site: ['default'] }],
    ['/api/invitations', { email: 'a@x.example', role: ['owner'] }],
    ['/api/team/role', { agent: { $ne: '' }, role: 'agent' }],
    ['/api/team/remove', { agent: 7 }],
    ['/api/sessions/end', { session: true }],
    ['/api/password', { current: ['x'], password: 'paper and lamp' }],
    ['/api/cleared', { unsent: '1' }],
    ['/api/join', { token: { $gt: '' }, name: 'x', password: 'x' }],
    ['/api/entries', { entries: {} }],
    ['/api/entries', { entries: [], deviceNowMs: '1' }],
    ['/api/entries', { entries: [], aheadMs: null }],
  ])('[B6] to %s with wrong kinds of values, %j, is answered 400', async (path, body) => {
    const answer = await post(server, path, body, known());
    expect([answer.status, answer.body['error']]).toEqual([400, 'malformed']);
  });

  const right: Record<string, string> = {
    '/api/login': '"email":"a@x.example","password":"x"',
    '/api/visitor/session': '"site":"default"',
    '/api/invitations': '"email":"a@x.example","role":"agent"',
    '/api/entries': '"entries":[]',
    '/api/team/remove': '"agent":"0198f0a0-0000-7000-8000-00000000dead"',
    '/api/team/restore': '"agent":"0198f0a0-0000-7000-8000-00000000dead"',
    '/api/invitations/revoke': '"email":"a@x.example"',
    '/api/sessions/end': '"session":"others"',
    '/api/password': '"current":"x","password":"paper and lamp"',
    '/api/cleared': '"unsent":0',
    '/api/ticket': '',
    '/api/logout': '',
  };
  it.each([
    '"workspaceId":"x"',
    '"role":"owner","createdAt":1',
    '"__proto__":{"role":"owner"}',
    '"constructor":{"prototype":{"role":"owner"}}',
    '"toString":1',
  ])('[B7] [T19] [T48] with the unknown key %s is answered 400', async (extra) => {
    for (const [path, fields] of Object.entries(right)) {
      const duplicate = fields.includes('"role"') && extra.includes('"role":"owner","c');
      const body = `{${[fields, extra].filter(Boolean).join(',')}}`;
      const headers = { ...known(), 'content-type': 'application/json' };
      const answer = await post(server, path, body, headers);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.body['error']).toBe(duplicate ? 'bad-json' : 'malformed');
    }
    expect((await get(server, '/api/me', { cookie })).status, 'no effect').toBe(200);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
    'application/jsonx',
    '',
  ])('[B8] of the type %j is answered 415 on every route', async (type) => {
    for (const path of writing) {
      const answer = await raw('POST', path, { cookie, 'content-type': type }, '{}');
      expect([path, answer.status]).toEqual([path, 415]);
    }
  });

  it('[B8] of ten thousand parts is not even looked at', async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n';
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await raw('POST', '/api/login', type, part.repeat(10_000));
    expect([413, 415]).toContain(answer.status);
  });

  it.each([
    ['/api/login', 64 * 1024],
    ['/api/entries', 512 * 1024],
  ])(
    '[B1] to %s one byte over %d is answered 413, whether it says its length or not',
    async (path, max) => {
      const headers = { ...known(), 'content-type': 'application/json' };
      const body = JSON.stringify({ x: '' });
      const fits = body.replace('""', `"${'x'.repeat(max - body.length)}"`);
      expect(Buffer.byteLength(fits)).toBe(max);
      expect((await raw('POST', path, headers, fits)).status).toBe(400);
      expect((await raw('POST', path, headers, ` ${fits}`)).status).toBe(413);
      const chunked = { ...headers, 'transfer-encoding': 'chunked' };
      expect((await raw('POST', path, chunked, ` ${fits}`)).status).toBe(413);
    },
  );
});

describe('a line', () => {
  it.each([10, 300_000, 600_000])(
    '[B4] goes on after a body of %d bytes that no route wanted',
    async (bytes) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const type = { 'content-type': 'text/plain' };
      const refused = await raw('POST', '/api/login', type, 'x'.repeat(bytes), agent);
      const next = await raw('GET', '/api/me', { cookie }, '', agent);
      agent.destroy();
      expect([refused.status, next.status]).toEqual([415, 200]);
    },
  );
});

describe('a method', () => {
  it.each(['TRACE', 'PROPFIND', 'MKCOL', 'SEARCH'])('[B12] %s is answered 405', async (method) => {
    for (const path of ['/', '/api/login', '/api/nowhere', '/login']) {
      const answer = await raw(method, path, { cookie });
      expect([path, answer.status]).toEqual([path, 405]);
      expectPlain(answer.text);
    }
  });

  it('[B12] that a route does not know is answered 405 in JSON, with those it knows', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'GET']) {
      const answer = await raw(method, '/api/login');
      expect(answer.status).toBe(405);
      expect(JSON.parse(answer.text)).toMatchObject({ error: 'no-such-method' });
      expect(answer.headers['allow']).toBe('POST');
    }
  });

  it('[B12] is the one that was used, not one that a header names', async () => {
    const override = { 'x-http-method-override': 'POST', 'x-method-override': 'POST' };
    expect((await get(server, '/api/logout', { cookie, ...override })).status).toBe(405);
    expect((await get(server, '/api/me', { cookie })).status).toBe(200);
  });

  it('of an address that is not there is answered 404 in JSON', async () => {
    for (const path of ['/api', '/api/', '/api/nowhere', '/api/login/x', '/api/__proto__']) {
      const answer = await get(server, path);
      expect([path, answer.status, answer.body['error']]).toEqual([path, 404, 'no-such-page']);
    }
  });
});

describe('a page of a list', () => {
  const asked = ['-1', '1e9', 'NaN', '[]', '', "1' or 1=1", '9'.repeat(40), '1.2.3', '%00'];

  it.each([
    ['/api/rooms', 'since'],
    ['/api/audit', 'before'],
    ['/api/search', 'before'],
  ])('[B13] [B14] of %s that cannot be is answered 400', async (path, name) => {
    for (const value of asked) {
      const answer = await get(server, `${path}?${name}=${value}`, { cookie });
      expect([value, answer.status, answer.body['field']]).toEqual([value, 400, name]);
      expectPlain(JSON.stringify(answer.body));
    }
  });

  it.each(['/api/audit', '/api/search?q=x'])(
    '[B13] of %s is as long as the server says, whatever is asked',
    async (path) => {
      const usual = await get(server, path, { cookie });
      const more = path.includes('?') ? '&' : '?';
      for (const limit of ['10000', '-1', 'NaN']) {
        const answer = await get(server, `${path}${more}limit=${limit}&page=-1`, { cookie });
        expect(answer).toMatchObject({ status: 200, body: usual.body });
      }
    },
  );
});

describe('a cookie', () => {
  const session = () => /parley_session=([\w-]+)/.exec(cookie)![1]!;

  it.each([
    [
      'planted beside the right one',
      () => `parley_session=${'A'.repeat(43)}; parley_session=${session()}`,
    ],
    ['planted behind the right one', () => `parley_session=${session()}; parley_session=x`],
    ['in quotes', () => `parley_session="${session()}"`],
    ['with something behind it', () => `parley_session=${session()}x`],
    ['cut in two', () => `parley_session=${session().slice(0, 20)};${session().slice(20)}`],
    ['in capitals', () => `PARLEY_SESSION=${session()}`],
    ['that is not ours', () => `parley_session=' or ''='`],
    ['that is only encoded', () => `parley_session=%${session()}`],
  ])('[B17] %s makes nobody an agent', async (_, value) => {
    expect((await get(server, '/api/me', { cookie: value() })).status).toBe(401);
  });

  it('[B17] of 100 KB is answered 431', async () => {
    const answer = await raw('GET', '/api/me', { cookie: `parley_session=${'x'.repeat(100_000)}` });
    expect(answer.status).toBe(431);
  });

  it('[B17] that is right still works', async () => {
    expect((await get(server, '/api/me', { cookie: `a=b; ${cookie}; c` })).status).toBe(200);
  });
});

describe('a language', () => {
  it.each(['xx-INVALID', '../../', 'en-GB-GB-GB', '*', ';;;,,,q=', '%00'])(
    '[B16] asked for as %j gives the default one',
    async (language) => {
      const page = await get(server, '/login', { 'accept-language': language });
      expect(page.body['text']).toContain('<html lang="en"');
    },
  );

  it('[B16] asked for in ten kilobytes is still found at the start', async () => {
    const page = await get(server, '/login', { 'accept-language': 'fr,'.repeat(3_000) });
    expect(page.body['text']).toContain('<html lang="fr"');
    expect(page.body['text']).toContain('Connexion à Maison Lumen');
  });
});

function isJson(body: string): boolean {
  return ['null', '[]', '"x"'].includes(body);
}
