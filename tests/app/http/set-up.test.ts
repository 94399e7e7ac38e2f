import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { cookiesOf, get, ines, post } from './people.ts';

let server: ServerProcess;
beforeAll(async () => void (server = await startServer()));
afterAll(async () => {
  await server.stop();
  removeData(server);
});

// In this order: the second half is about what the first one made.
describe('a Parley without an account', () => {
  it.each(['/', '/login', '/all', '/demo', '/invitation/abc', '/nowhere'])(
    'leads %s to the set-up',
    async (path) => {
      const { status, headers } = await get(server, path);
      expect([status, headers.get('location')]).toEqual([303, '/setup']);
    },
  );

  it.each(['/setup', '/widget.js', '/healthz', '/readyz', '/metrics'])(
    'answers %s itself',
    async (path) => expect((await get(server, path)).status).toBe(200),
  );

  it('gives visitors no conversation yet, and says why', async () => {
    const { status, body } = await post(server, '/api/visitor/session', { site: 'default' });
    expect([status, body['error']]).toEqual([503, 'not-set-up']);
  });

  it.each([
    ['a password that everybody tries', { password: 'password123' }, 'password-common', 'password'],
    ['an address that is none', { email: 'a@[127.0.0.1]' }, 'email-wrong', 'email'],
    ['no name for the business', { workspace: ' ' }, 'empty', 'workspace'],
    ['a role', { role: 'admin' }, 'malformed', 'role'],
  ])('[B81] [B82] [B83] [T19] refuses %s beside its field', async (_, change, error, field) => {
    const { status, body } = await post(server, '/api/setup', { ...ines, ...change });
    expect(status).toBe(400);
    expect(body).toEqual({ error, field, message: expect.stringMatching(/^[A-Z].*\.$/) });
    expect((await get(server, '/')).headers.get('location')).toBe('/setup');
  });

  it('is set up by exactly one of twenty at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        post(server, '/api/setup', { ...ines, email: `n${n}@maisonlumen.example` }),
      ),
    );
    const winners = answers.filter(({ status }) => status === 200);
    const losers = answers.filter(({ status }) => status === 409);
    expect([winners.length, losers.length]).toEqual([1, 19]);
    for (const { body, headers } of losers) {
      expect(body['error']).toBe('already-set-up');
      expect(headers.getSetCookie()).toEqual([]);
    }
    const me = await get(server, '/api/me', { cookie: cookiesOf(winners[0]!) });
    expect(me.body).toMatchObject({ role: 'owner', workspace: ines.workspace });
  });

  it('and afterwards is not set up again, but asks to sign in', async () => {
    expect((await post(server, '/api/setup', ines)).status).toBe(409);
    expect((await get(server, '/setup')).headers.get('location')).toBe('/login');
    expect((await get(server, '/all/7?x=1')).headers.get('location')).toBe(
      '/login?next=%2Fall%2F7%3Fx%3D1',
    );
  });
});
