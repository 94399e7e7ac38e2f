/**
 * The process: reads the environment, opens the store, puts core, sockets and pages together, and takes it all down again
 * in order. The only file that knows adapters. DESIGN 6, 9; F32, F36.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { servicesKey } from '#domain/services.ts';
import { systemClock } from './adapters/clock-system.ts';
import { openSqliteSearch } from './adapters/search-sqlite.ts';
import { openSqliteStore } from './adapters/store-sqlite.ts';
import { atPort, exitCodeBadConfig, readConfig, type Config } from './config.ts';
import { addressOf, createHttp, type Pages } from './http.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { PortError, type Store } from './ports.ts';
import { createServer, type Server } from './server.ts';
import { takeUpgrades } from './ws-socket.ts';

const stopWithinMs = 9_000; // F36 says 10 s, and the last second is the system's
const unknownErrorsMax = 5; // F32: in a minute
const minuteMs = 60_000;
/** Not to be felt, and a busy hour costs half (docs/performance.md). */
const gatherMs = 8;
const pagesFile = new URL('../build/handler.js', import.meta.url);
const versionFile = new URL('../build/client/_app/version.json', import.meta.url);

/** The store of a data folder, for programs that fill one through the core (`scripts/`) before anybody is served. */
export function openStore(dataDir: string): Promise<Store> {
  return openSqliteStore(dataDir, systemClock, { mayLoseNewest: true });
}

/** The acts about accounts, for whoever looks at a data folder from outside. */
export { actsIn, checkAudit } from './adapters/store-sqlite-audit-check.ts';

/** Serves until told to stop. Ends the process when it cannot. */
export async function start(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) {
    for (const problem of read.problems) console.error(`[parley] ${problem}`);
    process.exit(exitCodeBadConfig);
  }
  for (const warning of read.warnings) console.error(`[parley] ${warning}`);
  await run(read.config).catch((error: unknown) => {
    const isOurs =
      error instanceof PortError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error('[parley] Did not start:', isOurs ? (error as Error).message : error);
    process.exit(1);
  });
}

async function run(asked: Config): Promise<void> {
  const log = createLog(asked.logLevel);
  const store = await openSqliteStore(asked.dataDir, systemClock);
  const search = openSqliteSearch(asked.dataDir);
  let server: Server | null = null;
  const metrics = createMetrics({
    sockets: () => server?.counts().sockets ?? 0,
    rooms: () => server?.counts().rooms ?? 0,
    queued: () => server?.counts().queued ?? 0,
  });
  let state: 'starting' | 'serving' | 'stopping' = 'starting';
  let pages: Pages = notYet;
  const http = createHttp({
    pages: (request, response) => pages(request, response),
    isReady: () => state === 'serving',
    metricsText: () => metrics.text(),
    trustProxy: asked.trustProxy,
  });
  await new Promise<void>((listening, failed) => {
    http.once('error', failed);
    http.listen(asked.port, asked.host, listening);
  });
  const config = atPort(asked, (http.address() as AddressInfo).port);

  const watch = {
    count: metrics.count,
    group: metrics.group,
    note: log.note,
    fault(where: string, error: unknown, about?: Record<string, string>) {
      metrics.count('fault');
      log.fault(where, error, about);
    },
  };
  const core = await createServer(
    { store, clock: systemClock, watch, search },
    { ...config, build: builtVersion(), gatherMs },
  );
  server = core;
  (globalThis as { [servicesKey]?: unknown })[servicesKey] = core.services;
  pages = await loadPages(config, log);
  const endUpgrades = takeUpgrades({
    server: http,
    origins: config.origins,
    addressOf: (request) => addressOf(request, config.trustProxy),
    isOpen: () => state === 'serving',
    arrive: (socket, { path, address }) =>
      core.accept(socket, { ...roomAndTicketOf(path), address }),
    refused: (why) => metrics.count(`upgrade-${why}`),
  });

  async function stop(exitCode: number): Promise<void> {
    if (state === 'stopping') return;
    state = 'stopping';
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    http.close();
    await core.stop();
    endUpgrades();
    http.closeAllConnections();
    // Before the store: its file is summed up when nobody else has it open.
    await search.close();
    await store.close();
    process.exit(exitCode);
  }
  const stopped = (exitCode: number): void => {
    stop(exitCode).catch((error: unknown) => {
      log.fault('stop', error);
      process.exit(1);
    });
  };
  process.on('SIGTERM', () => stopped(0));
  process.on('SIGINT', () => stopped(0));
  surviveMistakes(log, () => stopped(1));

  state = 'serving';
  const path = (await core.services.isSetUp()) ? '' : '/setup';
  console.log(`[parley] Open ${config.publicUrl}${path}`);
}

/** For whoever asks between listening and being ready. */
const notYet: Pages = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' });
  response.end('Parley is starting.');
};

/** Name of the build that is served, as SvelteKit gave it. */
function builtVersion(): string {
  if (!existsSync(versionFile)) return 'none';
  const { version } = JSON.parse(readFileSync(versionFile, 'utf8')) as { version: string };
  return version;
}

/** SvelteKit's handler, where it is built. It must not guess its origin from what callers say (B10). */
async function loadPages(config: Config, log: Log): Promise<Pages> {
  if (!existsSync(pagesFile)) {
    log.warn('The pages are not built: npm run build. Sockets and health are served.');
    return (_request, response) => {
      response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('The pages are not built: npm run build.');
    };
  }
  process.env['ORIGIN'] = config.publicUrl;
  if (config.trustProxy) process.env['ADDRESS_HEADER'] ??= 'x-forwarded-for';
  const { handler } = (await import(pagesFile.href)) as { handler: Pages };
  return handler;
}

/** `/sync` or `/sync/<room>?ticket=...`, as it was asked for. A room that cannot be read is one that does not exist. */
function roomAndTicketOf(path: string): { room: string | null; ticket: string | null } {
  const url = new URL(path, 'http://sync.invalid');
  const ticket = url.searchParams.get('ticket');
  const name = url.pathname.slice('/sync'.length).replace(/^\//, '');
  if (name === '') return { room: null, ticket };
  try {
    return { room: decodeURIComponent(name), ticket };
  } catch {
    return { room: '', ticket };
  }
}

/** F32: an unknown error costs what it met, not the process; five in a minute mean that something is broken here. */
function surviveMistakes(log: Log, restart: () => void): void {
  const times: number[] = [];
  const survive = (error: unknown): void => {
    log.fault('process', error);
    times.push(performance.now());
    while (times.length > 0 && performance.now() - times[0]! > minuteMs) times.shift();
    if (times.length >= unknownErrorsMax) restart();
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
}

// Last, when everything above is there: `node sync-server/main.ts` serves, importing it does not.
if (import.meta.main) await start();
