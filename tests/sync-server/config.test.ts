/** The environment of DESIGN 9: defaults, what may be set, and what stops the start. */
import { describe, expect, it } from 'vitest';
import { timerDefaults } from '#domain/limits.ts';
import { atPort, readConfig, type Config } from '../../sync-server/config.ts';

function good(env: Record<string, string>): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.config;
}

describe('the environment', () => {
  it('may be empty: this machine, port 3000, ./data', () => {
    expect(good({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDir: './data',
      timers: timerDefaults,
      rateLimits: true,
      trustProxy: false,
    });
  });

  it('shortens timers, and counts empty values as absent', () => {
    const config = good({ MISSED_AFTER_MS: '500', PORT: '', HOST: ' ' });
    expect(config.timers).toEqual({ ...timerDefaults, MISSED_AFTER_MS: 500 });
    expect([config.port, config.host]).toEqual([3000, '127.0.0.1']);
  });

  it("[T6] only the origin that was named is ours; where none was, the machine's own two are", () => {
    const named = good({ PUBLIC_URL: 'https://chat.example.com/', PORT: '8080' });
    expect(named.publicUrl).toBe('https://chat.example.com');
    expect([...named.origins]).toEqual(['https://chat.example.com']);
    expect([...good({ PORT: '8080' }).origins].sort()).toEqual([
      'http://127.0.0.1:8080',
      'http://localhost:8080',
    ]);
  });

  it('a free port is known only when it was taken', () => {
    const config = atPort(good({ PORT: '0' }), 4321);
    expect([config.port, config.publicUrl]).toEqual([4321, 'http://localhost:4321']);
    expect(config.origins.has('http://127.0.0.1:4321')).toBe(true);
    const named = atPort(good({ PORT: '0', PUBLIC_URL: 'https://chat.example.com' }), 4321);
    expect(named.publicUrl).toBe('https://chat.example.com');
    expect([...named.origins]).toEqual(['https://chat.example.com']);
  });

  it('RATE_LIMITS=off is obeyed with a warning', () => {
    const read = readConfig({ RATE_LIMITS: 'off' });
    expect(read).toMatchObject({ ok: true, config: { rateLimits: false } });
    expect(read.ok && read.warnings.join()).toContain('RATE_LIMITS=off');
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', 'http'],
    ['PORT', '0x10'],
    ['PORT', '99999999999999999999'],
    ['MISSED_AFTER_MS', '30s'],
    ['MISSED_AFTER_MS', '0'],
    ['VISITOR_GONE_MS', 'NaN'],
    ['PUBLIC_URL', 'chat.example.com'],
    ['PUBLIC_URL', 'ftp://chat.example.com'],
    ['PUBLIC_URL', 'https://chat.example.com/parley'],
    ['PUBLIC_URL', 'https://user@chat.example.com'],
    ['RATE_LIMITS', 'no'],
    ['TRUST_PROXY', '1'],
    ['LOG_LEVEL', 'loud'],
    ['PARLEY_ROLE', 'worker'],
    ['DATABASE_URL', 'postgres://localhost/parley'],
    ['REDIS_URL', 'redis://localhost'],
  ])('%s=%s stops the start with a line that names it', (name, value) => {
    const read = readConfig({ [name]: value });
    expect(read.ok).toBe(false);
    expect(!read.ok && read.problems).toHaveLength(1);
    expect(!read.ok && read.problems[0]).toContain(name);
  });
});
