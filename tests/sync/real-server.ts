/** The real server behind a virtual network: `sync-server`'s core on a store in a folder that is gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timerDefaults } from '../../src/domain/limits.ts';
import type { Submit } from '../../src/domain/wire.ts';
import { systemClock } from '../../sync-server/adapters/clock-system.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import type { Socket, Store } from '../../sync-server/ports.ts';
import { createServer, type Server } from '../../sync-server/server.ts';
import type { Watch } from '../../sync-server/watch.ts';
import type { TestServer } from './world.ts';

const origin = 'http://parley.test';
const owner = {
  name: 'Ana',
  email: 'ana@parley.test',
  password: 'correct horse battery',
  workspace: 'Test',
};

export interface RealServer {
  /** What an agent's device reaches: with the cookie of this one. */
  as(cookie: string): TestServer;
  readonly ana: string;
  /** Another agent, by invitation; gives the cookie. */
  invite(name: string): Promise<string>;
  /** Stops as a killed process does, and starts again on the same store. */
  killAndRestart(): Promise<void>;
  readonly faults: unknown[];
  close(): Promise<void>;
}

export async function startRealServer(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-sync-'));
  const faults: unknown[] = [];
  const watch: Watch = {
    count: () => undefined,
    note: () => undefined,
    fault: (_where, error) => void faults.push(error),
  };
  const config = {
    publicUrl: origin,
    origins: new Set([origin]),
    rateLimits: true,
    timers: timerDefaults,
  };
  const start = async () => createServer({ store, clock: systemClock, watch }, config);
  let store: Store = await openSqliteStore(folder, systemClock);
  let server: Server = await start();
  const sockets = new Set<Socket>();

  const set = await server.services.setUp(owner, '192.0.2.1');
  if (!set.ok) throw new Error(set.error);
  const ana = set.value.cookie;

  return {
    ana,
    faults,
    as: (cookie) => ({
      connect(socket) {
        sockets.add(socket);
        server.accept(socket, { room: null, ticket: null, address: '192.0.2.1' });
      },
      post: (path, body, headers) => post(server, cookie, path, body, headers),
    }),
    async invite(name) {
      const by = (await server.services.signedIn(ana))!;
      const email = `${name.toLowerCase()}@parley.test`;
      const invited = await server.services.invite(by, { email, role: 'agent' });
      if (!invited.ok) throw new Error(invited.error);
      const token = new URL(invited.value.link).pathname.split('/').at(-1)!;
      const accepted = await server.services.acceptInvitation(
        token,
        { name, password: 'correct horse battery' },
        '192.0.2.1',
      );
      if (!accepted.ok) throw new Error(accepted.error);
      return accepted.value.cookie;
    },
    async killAndRestart() {
      server.abandon();
      for (const socket of sockets) socket.close(1006, '');
      sockets.clear();
      await store.close();
      store = await openSqliteStore(folder, systemClock);
      server = await start();
    },
    async close() {
      server.abandon();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function post(
  { services }: Server,
  cookie: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<{ status: number; body: unknown }> {
  switch (path) {
    case '/api/ticket': {
      const by = await services.signedIn(cookie);
      return by
        ? { status: 200, body: await services.issueTicket(by) }
        : { status: 401, body: null };
    }
    case '/api/visitor/session': {
      const done = await services.visitorSession(body, '192.0.2.2');
      return done.ok ? { status: 200, body: done.value } : { status: done.status, body: done };
    }
    case '/api/entries': {
      const who = await services.byTicket((headers['authorization'] ?? '').slice('Bearer '.length));
      if (!who) return { status: 401, body: null };
      const { entries, ...deviceClock } = body as Submit;
      return { status: 200, body: { answers: await services.submit(who, entries, deviceClock) } };
    }
    default:
      return { status: 404, body: null };
  }
}
