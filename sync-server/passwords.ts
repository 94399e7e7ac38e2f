/**
 * Passwords: argon2id from Node itself, kept as PHC strings. Rules of what may be typed are in `#domain/accounts.ts`;
 * here is only the list of those that everybody tries first. T20, T21, B82.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { normalisedEmail, normalisedPassword } from '#domain/accounts.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; some 20 ms here. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const saltBytes = 16;

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** How often a password was worked on: the proof that unknown accounts cost the same as known ones (T21). */
export const work = { hashes: 0 };

/** A PHC string with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await derive(password, salt, cost);
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/**
 * Whether the password belongs to the hash. `null` stands for an account that does not exist: the same work is done, and
 * the answer is no. Throws on a hash that is not ours, because then the store is damaged.
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const parts = phc.exec(hash ?? nobody);
  if (!parts) throw new Error('A stored password hash is not a PHC string of argon2id.');
  const [, memory, passes, parallelism, salt, expected] = parts as unknown as string[];
  const tag = Buffer.from(expected!, 'base64');
  const found = await derive(password, Buffer.from(salt!, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: tag.length,
  });
  return timingSafeEqual(found, tag) && hash !== null;
}

/** Right length, but among the first that a guesser tries; also the person's own address, or one key held down. */
export function isCommonPassword(password: string, email: string): boolean {
  const text = normalisedPassword(password).toLowerCase();
  const address = normalisedEmail(email);
  const own = [address, address.slice(0, address.lastIndexOf('@'))];
  return common.has(text) || own.includes(text) || /^(.)\1*$/u.test(text);
}

/** One password a line, lower case. Typed for Parley: what people choose when a form asks for eight characters. */
const common: ReadonlySet<string> = new Set(
  readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== ''),
);

/** The hash that unknown accounts are measured against: nobody's, at today's cost. */
const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(
  randomBytes(saltBytes),
)}$${base64(randomBytes(cost.tagLength))}`;

function derive(
  password: string,
  salt: Buffer,
  { memory, passes, parallelism, tagLength }: Record<keyof typeof cost, number>,
): Promise<Buffer> {
  work.hashes++;
  const message = Buffer.from(normalisedPassword(password), 'utf8');
  const parameters = { message, nonce: salt, memory, passes, parallelism, tagLength };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

/** PHC's base64 has no padding. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
