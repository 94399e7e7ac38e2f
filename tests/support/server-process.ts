/**
 * The real server in a process of its own: a free port, a data folder of its own, ended by its id. What `npm run build` built
 * must be there; `npm test` sees to that. Its log is kept and shown when it does not start.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'sync-server', 'main.ts');
const pages = join(root, 'build', 'handler.js');

/** Long, because a machine of two cores may be building beside us; a server alone is up in one second. */
const startWithinMs = 30_000;
const stopWithinMs = 12_000;
const askEveryMs = 25;

export interface ServerProcess {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** Everything it has written so far. */
  log(): string;
  /** SIGTERM, and waits for its end. Returns the exit code; null if it had to be killed. */
  stop(): Promise<number | null>;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  /** Kept between two servers to restart one; a folder made here is removed with `removeData`. */
  dataDir?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  env?: Record<string, string>;
}

/** Resolves when `/readyz` answers. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  if (!existsSync(pages)) throw new Error('The pages are not built: npm run build.');
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'parley-server-'));
  const child = spawn(process.execPath, [main], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(options.port ?? 0),
      DATA_DIR: dataDir,
      ...options.env,
    },
  });
  let written = '';
  child.stdout.on('data', (bytes: Buffer) => (written += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (written += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));

  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await ended;
  }

  const port = await portOnceReady(() => written, child).catch(async (error: unknown) => {
    await kill();
    throw new Error(`The server did not start.\n${written}`, { cause: error });
  });

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid!,
    dataDir,
    log: () => written,
    kill,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

export function removeData(server: Pick<ServerProcess, 'dataDir'>): void {
  rmSync(server.dataDir, { recursive: true, force: true });
}

/** The server prints its address when it serves; then its own probe must agree. */
async function portOnceReady(
  written: () => string,
  child: { exitCode: number | null },
): Promise<number> {
  const untilMs = Date.now() + startWithinMs;
  while (Date.now() < untilMs && child.exitCode === null) {
    const port = /\[parley\] Open \S+?:(\d+)/.exec(written())?.[1];
    if (port !== undefined && (await isReady(Number(port)))) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
  throw new Error(child.exitCode === null ? 'Too slow.' : `It ended with ${child.exitCode}.`);
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}
