import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { closeCodes } from '#domain/wire.ts';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { cookiesOf, get, ines, join, post, setUp, visit } from './people.ts';

let server: ServerProcess;
let owner: string;
const pair = { email: ines.email, password: ines.password };

beforeAll(async () => {
  server = await startServer();
  owner = (await setUp(server)).cookie;
});
afterAll(async () => {
  await server.stop();
  removeData(server);
});

describe('signing in', () => {
  it('[T22] sets a cookie that no script and no other site can use', async () => {
    const { headers } = await post(server, '/api/login', pair);
    const [session, device] = headers.getSetCookie();
    for (const cookie of [session, device]) {
      expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
      expect(cookie).not.toContain('Secure');
    }
    expect(session).toMatch(/^parley_session=[\w-]{43};/);
  });

  it('[T22] gives a new token, whatever the browser held before, and ends the old one', async () => {
    const before = cookiesOf(await post(server, '/api/login', pair));
    const planted = `parley_session=${'A'.repeat(43)}`;
    for (const held of [before, planted]) {
      const after = cookiesOf(await post(server, '/api/login', pair, { cookie: held }));
      expect(after).not.toContain(held.split('; ')[0]);
      expect((await get(server, '/api/me', { cookie: after })).status).toBe(200);
      expect((await get(server, '/api/me', { cookie: held })).status).toBe(401);
    }
  });

  it('[T21] answers the same, byte by byte, whether the account is there or not', async () => {
    const known = await post(server, '/api/login', { ...pair, password: 'not the password' });
    const unknown = await post(server, '/api/login', {
      email: 'nobody@maisonlumen.example',
      password: 'not the password',
    });
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(known.body);
    const names = (headers: Headers) => [...headers.keys()].sort();
    expect(names(unknown.headers)).toEqual(names(known.headers));
  });

  it('[T20] tells a guesser when to come back, and lets the known browser in meanwhile', async () => {
    const ana = await join(server, owner, 'agent');
    const { body } = await get(server, '/api/me', { cookie: ana });
    const wrong = { email: body['email'], password: 'guess' };
    const answers = [];
    for (let n = 0; n < 12; n++) answers.push(await post(server, '/api/login', wrong));
    const refused = answers.at(-1)!;
    expect([refused.status, refused.body['error']]).toEqual([429, 'rate']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const right = { email: body['email'], password: 'paper lamp and oil' };
    expect((await post(server, '/api/login', right)).status).toBe(429);
    expect((await post(server, '/api/login', right, { cookie: ana })).status).toBe(200);
  });

  it('signing out ends the session everywhere, and twice is no error', async () => {
    const cookie = cookiesOf(await post(server, '/api/login', pair));
    const { body } = await post(server, '/api/ticket', undefined, { cookie });
    const bearer = { authorization: `Bearer ${String(body['ticket'])}` };
    expect((await get(server, '/api/conversations', bearer)).status).toBe(200);
    const out = await post(server, '/api/logout', undefined, { cookie });
    expect(out.headers.getSetCookie()[0]).toMatch(/^parley_session=; Max-Age=0/);
    expect((await get(server, '/api/me', { cookie })).status).toBe(401);
    expect((await get(server, '/api/conversations', bearer)).status).toBe(401);
    expect((await get(server, '/', { cookie })).headers.get('location')).toBe('/login');
    expect((await post(server, '/api/logout', undefined, { cookie })).status).toBe(200);
  });

  it('[T22] sockets of a session that ended are closed within two seconds', async () => {
    const cookie = cookiesOf(await post(server, '/api/login', pair));
    const { body } = await post(server, '/api/ticket', undefined, { cookie });
    const visitor = await visit(server);
    const { body: list } = await post(
      server,
      '/api/entries',
      { entries: [messageIn(visitor.conversation)] },
      { authorization: `Bearer ${visitor.ticket}` },
    );
    expect(list).toMatchObject({ answers: [{ state: 'accepted' }] });
    const conversations = await get(server, '/api/conversations', { cookie });
    const [{ room }] = conversations.body['conversations'] as [{ room: string }];
    const address = `${server.url.replace('http', 'ws')}/sync/${room}?ticket=${String(body['ticket'])}`;
    const socket = new WebSocket(address, { origin: server.url });
    // Sync step 1 of somebody who has nothing; the answer says that the ticket was taken.
    socket.once('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)));
    await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const startedAtMs = performance.now();
    await post(server, '/api/logout', undefined, { cookie });
    expect(await closed).toBe(closeCodes.signIn.code);
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  });
});

describe('an invitation link', () => {
  it('[T23] [B85] is used by neither GET nor HEAD, then once', async () => {
    const body = { email: 'new@maisonlumen.example', role: 'agent' };
    const invited = await post(server, '/api/invitations', body, { cookie: owner });
    const link = String(invited.body['link']);
    expect(link).toMatch(new RegExp(`^http://localhost:${server.port}/invitation/[\\w-]{43}$`));
    const path = new URL(link).pathname;
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      expect((await fetch(server.url + path, { method })).status).toBe(200);
    }
    const join = { token: path.split('/').at(-1), name: 'Ana', password: 'paper lamp and oil' };
    expect((await post(server, '/api/join', join)).status).toBe(200);
    const again = await post(server, '/api/join', join);
    expect([again.status, again.body['error']]).toEqual([410, 'link-ended']);
    const page = await get(server, path);
    expect(page.status).toBe(410);
    expect(page.body['text']).toContain('This link is used up or too old.');
  });

  it('[T16] that nobody made looks like one that ended', async () => {
    for (const token of ['A'.repeat(43), 'x', '__proto__']) {
      const refused = await post(server, '/api/join', {
        token,
        name: 'M',
        password: 'x'.repeat(9),
      });
      expect([refused.status, refused.body['error']]).toEqual([410, 'link-ended']);
    }
  });
});

function messageIn(conversation: string) {
  return {
    id: crypto.randomUUID(),
    subject: `conversation/${conversation}`,
    kind: 'message',
    text: 'Is the bulb in the box?',
    writtenAtMs: Date.now(),
    seenUpTo: null,
  };
}
