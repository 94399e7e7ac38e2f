import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { get, post, setUp } from './people.ts';
import { routes, sampleOf } from './routes.ts';

let server: ServerProcess;
let cookie: string;
beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
  ({ cookie } = await setUp(server));
});
afterAll(async () => {
  await server.stop();
  removeData(server);
});

/** What browsers send along when a page of somebody else asks. */
const elsewhere = (port: number): Record<string, string>[] => [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: `http://localhost.evil.example:${port}` },
  { origin: `http://127.0.0.1:${port}.evil.example` },
  { origin: `https://localhost:${port}` },
  { origin: `http://localhost:${port + 1}` },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
];

const bodies: Record<string, unknown> = {
  '/api/invitations': { email: 'mallory@evil.example', role: 'admin' },
  '/api/visitor/session': { site: 'default' },
  '/api/entries': { entries: [] },
};

describe('a request from another site', () => {
  const writing = routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));

  it('[T24] is refused on every route that changes something', async () => {
    const refused: number[] = [];
    for (const { path } of writing) {
      for (const headers of elsewhere(server.port)) {
        const body = bodies[path] ?? {};
        const answer = await post(server, sampleOf(path), body, { cookie, ...headers });
        expect([path, headers, answer.status]).toEqual([path, headers, 403]);
        expect(answer.body['error']).toBe('cross-site');
        expect(answer.headers.getSetCookie()).toEqual([]);
        refused.push(answer.status);
      }
    }
    expect(refused.length).toBeGreaterThanOrEqual(60);
    expect((await get(server, '/api/me', { cookie })).status).toBe(200);
  });

  it('[T24] never gets as far as a form could send it', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      const answer = await post(server, '/api/invitations', 'x', { cookie, 'content-type': type });
      expect(answer.status).toBe(415);
    }
  });

  it('[T24] and a webhook never answers 403, whatever it says of where it comes from', async () => {
    for (const headers of elsewhere(server.port)) {
      for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
        const answer = await post(server, '/hooks/postmark/inbound', '{}', {
          ...headers,
          'content-type': type,
        });
        expect(answer.status).not.toBe(403);
      }
    }
  });
});

describe('a request of our own', () => {
  it.each([
    ['a page at the name', (port: number) => ({ origin: `http://localhost:${port}` })],
    ['a page at the number', (port: number) => ({ origin: `http://127.0.0.1:${port}` })],
    [
      'a newer browser',
      (port: number) => ({ origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-origin' }),
    ],
    ['a program', () => ({})],
  ])('[T24] from %s passes', async (_, headersAt) => {
    const answer = await post(server, '/api/ticket', undefined, {
      cookie,
      ...headersAt(server.port),
    });
    expect(answer.status).toBe(200);
  });

  it('[B10] is known by the address we were given, not by the one it names', async () => {
    const answer = await post(
      server,
      '/api/invitations',
      { email: 'ana@x.example', role: 'agent' },
      { cookie, host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    );
    expect(answer.body['link']).toMatch(new RegExp(`^http://localhost:${server.port}/`));
  });
});
