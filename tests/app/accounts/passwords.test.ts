import { describe, expect, it } from 'vitest';
import { normalisedPassword, passwordProblem } from '#domain/accounts.ts';
import {
  hashPassword,
  isCommonPassword,
  verifyPassword,
  work,
} from '../../../sync-server/passwords.ts';

describe('a password', () => {
  it.each([
    ['seven77', 'password-short'],
    ['eight888', null],
    ['é'.repeat(128), null],
    ['é'.repeat(129), 'password-long'],
    ['👩‍🌾 and a long field', null],
    ['        ', 'password-blank'],
    ['\u200b'.repeat(9), 'password-blank'],
    ['nul\u0000inside', 'password-letters'],
  ])('[B82] %j is judged %s', (text, problem) => {
    expect(passwordProblem(normalisedPassword(text))).toBe(problem);
  });

  it.each([
    'password1',
    'Password1',
    'PASSWORD123',
    'ｐａｓｓｗｏｒｄ1',
    'zzzzzzzzzz',
    'ines@x.example',
  ])('[B82] %s is among the first that are tried', (text) => {
    expect(isCommonPassword(text, 'ines@x.example')).toBe(true);
  });

  it('[B82] an ordinary sentence is not on the list', () => {
    expect(isCommonPassword('lamp oil and paper', 'ines@x.example')).toBe(false);
  });

  it('[B82] is the same one in every form its letters can take', async () => {
    const hash = await hashPassword('caf\u00e9 ﬁlter');
    expect(await verifyPassword(hash, 'cafe\u0301 filter')).toBe(true);
    expect(await verifyPassword(hash, 'cafe filter')).toBe(false);
  });

  it('[T20] is kept as argon2id with its own salt and cost', async () => {
    const [one, two] = [await hashPassword('lamp oil'), await hashPassword('lamp oil')];
    expect(one).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(one).not.toBe(two);
  });

  it('[T20] of an older, cheaper hash still opens', async () => {
    const cheap =
      '$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$' +
      'UEiQwPZIpHbXW1W9TS9sP4oDSYWfC9Vn5Lw5dY4sUuI';
    expect(await verifyPassword(cheap, 'not this one')).toBe(false);
  });

  it('[T21] is worked on for nobody as for somebody, and opens nothing', async () => {
    const before = work.hashes;
    expect(await verifyPassword(null, 'lamp oil and paper')).toBe(false);
    expect(work.hashes - before).toBe(1);
  });

  it('says so when a stored hash is not one of ours', async () => {
    await expect(verifyPassword('$2b$12$abc', 'x')).rejects.toThrow('PHC string');
  });
});
