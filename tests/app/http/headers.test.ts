import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { get, setUp } from './people.ts';
import { routes, sampleOf } from './routes.ts';

let server: ServerProcess;
let cookie: string;
beforeAll(async () => {
  server = await startServer();
  ({ cookie } = await setUp(server));
});
afterAll(async () => {
  await server.stop();
  removeData(server);
});

const addresses = [...new Set(routes.map(({ path }) => sampleOf(path)))];

it.each(addresses.filter((path) => !path.startsWith('/widget/')))(
  '[T7] %s may be framed by nobody, signed in or not',
  async (path) => {
    for (const headers of [{}, { cookie }]) {
      const answer = await get(server, path, headers);
      expect(answer.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    }
  },
);

it("[T7] the widget's frame may be framed, and runs no script but ours", async () => {
  const policy = (await get(server, '/widget/default')).headers.get('content-security-policy');
  expect(policy).not.toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/script-src 'self'(?:;|$)/);
});

it('[T11] a page runs no script but ours: its own are named one by one', async () => {
  for (const [path, headers] of [
    ['/login', {}],
    ['/', { cookie }],
  ] as const) {
    const policy = (await get(server, path, headers)).headers.get('content-security-policy') ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
    expect(scripts).toMatch(/^'self' 'nonce-[\w+/=]+'$/);
    expect(policy).toContain("default-src 'none'");
  }
});

it('what the API says is kept by no cache', async () => {
  for (const path of ['/api/me', '/api/nowhere', '/api/conversations']) {
    expect((await get(server, path, { cookie })).headers.get('cache-control')).toBe('no-store');
  }
});

it("the widget's files are kept for ever, since their names say what is in them; its loader is not", async () => {
  const frame = await get(server, '/widget/default');
  const files = [...String(frame.body['text']).matchAll(/"(\/widget\/[^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path!,
  );
  expect(files).toHaveLength(3);
  const keptAs = async (path: string): Promise<[number, string | null]> => {
    const { status, headers } = await get(server, path);
    return [status, headers.get('cache-control')];
  };
  for (const path of files) {
    expect(await keptAs(path)).toEqual([200, 'public, max-age=31536000, immutable']);
    const [, missing] = await keptAs(path.replace(/-.{8}\./, '-gone1234.'));
    expect(missing ?? '').not.toContain('immutable');
  }
  for (const path of ['/widget.js', '/widget/default']) {
    expect((await keptAs(path))[1] ?? '').not.toContain('immutable');
  }
});

it.each(['/widget.js', '/icon.svg', '/theme.js'])(
  '[T12] %s is read as what it says it is',
  async (path) => {
    const answer = await get(server, path);
    expect([answer.status, answer.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
  },
);
