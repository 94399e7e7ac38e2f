/**
 * The environment of DESIGN 9, read once. A bad value stops the start with exit code 78 and a line that names the
 * variable, because a server that guesses what was meant is found out at the worst moment. Pure.
 */
import { timerDefaults, type Timers } from '#domain/limits.ts';

export interface Config {
  host: string;
  port: number;
  /** Origin under which people reach us, without a slash at the end. Links and cookies are made from it. */
  publicUrl: string;
  /** Values of `Origin` that are ours (T6). */
  origins: ReadonlySet<string>;
  dataDir: string;
  timers: Timers;
  /** Off for benchmarks only. */
  rateLimits: boolean;
  /** Believe `X-Forwarded-For` and `X-Forwarded-Proto` of the peer: only behind a proxy that sets them (B11). */
  trustProxy: boolean;
  logLevel: (typeof logLevels)[number];
}

export type ConfigRead =
  { ok: true; config: Config; warnings: string[] } | { ok: false; problems: string[] };

/** `EX_CONFIG` of sysexits(3). */
export const exitCodeBadConfig = 78;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Ten years: anything longer is a slip of the keyboard, and would overflow a timer. */
const timerMsMax = 10 * 365 * 24 * 60 * 60_000;

/** `env` is `process.env` or a part of it; an empty string counts as absent. */
export function readConfig(env: Record<string, string | undefined>): ConfigRead {
  const problems: string[] = [];
  const warnings: string[] = [];
  const get = (name: string): string | null => env[name]?.trim() || null;

  const integer = (name: string, fallback: number, min: number, max: number): number => {
    const text = get(name);
    if (text === null) return fallback;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    problems.push(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
    return fallback;
  };
  const oneOf = <T extends string>(name: string, words: readonly T[], fallback: T): T => {
    const text = get(name);
    if (text === null) return fallback;
    if ((words as readonly string[]).includes(text)) return text as T;
    problems.push(`${name} must be one of ${words.join(', ')}, not "${text}".`);
    return fallback;
  };

  const port = integer('PORT', 3000, 0, 65_535);
  const host = get('HOST') ?? '127.0.0.1';
  const publicUrl = publicUrlFrom(get('PUBLIC_URL'), port, problems);
  const timers = Object.fromEntries(
    Object.entries(timerDefaults).map(([name, ms]) => [name, integer(name, ms, 1, timerMsMax)]),
  ) as Timers;
  const rateLimits = oneOf('RATE_LIMITS', ['on', 'off'], 'on') === 'on';
  if (!rateLimits) {
    warnings.push('RATE_LIMITS=off: no limits against floods. For benchmarks only, never in use.');
  }
  oneOf('PARLEY_ROLE', ['all'], 'all');
  for (const name of ['DATABASE_URL', 'REDIS_URL']) {
    if (get(name)) problems.push(`${name} is set, but this build keeps everything in DATA_DIR.`);
  }

  const config: Config = {
    host,
    port,
    publicUrl,
    origins: originsOf(publicUrl, get('PUBLIC_URL') === null, port),
    dataDir: get('DATA_DIR') ?? './data',
    timers,
    rateLimits,
    trustProxy: oneOf('TRUST_PROXY', ['yes', 'no'], 'no') === 'yes',
    logLevel: oneOf('LOG_LEVEL', logLevels, 'info'),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config, warnings };
}

/** The configuration once the port is known: `PORT=0` takes a free one, which only tests do. */
export function atPort(config: Config, port: number): Config {
  if (config.port === port) return config;
  const moved = config.publicUrl.replace(/:0$/, `:${port}`);
  return {
    ...config,
    port,
    publicUrl: moved,
    origins: originsOf(moved, moved !== config.publicUrl, port),
  };
}

function publicUrlFrom(text: string | null, port: number, problems: string[]): string {
  const fallback = `http://localhost:${port}`;
  if (text === null) return fallback;
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (url && plain && (url.protocol === 'http:' || url.protocol === 'https:')) return url.origin;
  problems.push(`PUBLIC_URL must be an origin like https://chat.example.com, not "${text}".`);
  return fallback;
}

/** Where nobody said how we are reached, the machine's own two names are both ours. */
function originsOf(publicUrl: string, guessed: boolean, port: number): Set<string> {
  const own = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return new Set(guessed ? [publicUrl, ...own] : [publicUrl]);
}
