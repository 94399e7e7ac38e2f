/**
 * One server under measurement: a child process of ours, loopback only, ended by its own pid.
 * What it has used is asked of `probe.mjs`, which every server has preloaded.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const probe = fileURLToPath(new URL('./probe.mjs', import.meta.url));
const startWithinMs = 30_000;

export interface MemoryBytes {
  heapUsed: number;
  external: number;
  rss: number;
  /** RSS before anything was collected. */
  asItIs: number;
}

export interface Server {
  readonly port: number;
  readonly pid: number;
  /** User and system CPU of the whole process since its start, µs. */
  cpuMicros(): Promise<number>;
  /** After two full collections that leave no gaps. */
  memory(): Promise<MemoryBytes>;
  /** SIGTERM, and SIGKILL if it has not ended 10 s later. */
  stop(): Promise<void>;
  /** SIGKILL, as the power would. */
  kill(): Promise<void>;
}

/** Whatever is still running when the bench itself ends, ends with it. */
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts `file` under this very Node and waits until it says where it listens: `listening <port>`, or anything
 * with `:<port>` when a `port` was chosen for it. Throws with the child's last words if it ends before.
 */
export async function startServer(
  file: string,
  options: { cwd: string; env: Record<string, string>; readyAt?: string },
): Promise<Server> {
  const child = spawn(process.execPath, ['--expose-gc', '--import', probe, file], {
    cwd: options.cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const words = lastWordsOf(child);
  const port = options.readyAt
    ? await portByAsking(options.readyAt, child, words)
    : await portByListening(child, words);
  return serverOf(child, port);
}

function serverOf(child: ChildProcess, port: number): Server {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ask = async (what: string): Promise<Record<string, unknown>> => {
    const answer = once(child, 'message');
    child.send(what);
    const [message] = (await answer) as [Record<string, unknown>];
    return message;
  };
  return {
    port,
    pid: child.pid!,
    cpuMicros: async () => {
      const { user, system } = (await ask('cpu')).cpu as NodeJS.CpuUsage;
      return user + system;
    },
    memory: async () => (await ask('memory')).memory as MemoryBytes,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The last lines a child wrote, for the sentence that says why it did not start. */
function lastWordsOf(child: ChildProcess): () => string {
  let text = '';
  const keep = (bytes: Buffer) => (text = (text + bytes.toString('utf8')).slice(-2000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text;
}

function portByListening(child: ChildProcess, words: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no port said: ${words()}`)), startWithinMs);
    const look = () => {
      const said = /listening (\d+)/.exec(words());
      if (!said) return;
      clearTimeout(late);
      resolve(Number(said[1]));
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${words()}`)));
  });
}

/** `readyAt` is an address that answers 200 once the server serves; asked every 50 ms. */
async function portByAsking(
  readyAt: string,
  child: ChildProcess,
  words: () => string,
): Promise<number> {
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < startWithinMs) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${words()}`);
    const ready = await fetch(readyAt).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return Number(new URL(readyAt).port);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not ready within ${startWithinMs} ms: ${words()}`);
}
