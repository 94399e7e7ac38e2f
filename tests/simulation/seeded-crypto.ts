/**
 * What the server draws by chance (ids, epochs, tokens, keys) comes from the seed, too: `simulation.test.ts` puts these in
 * the place of `node:crypto`'s. Nothing here is secret.
 */
import { chanceFrom, type Chance } from './chance.ts';

let chance: Chance = chanceFrom(0);

/** From here on, everything is drawn as this seed says. */
export function seedCrypto(seed: number): void {
  chance = chanceFrom(seed);
}

export function randomBytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, () => chance.below(256)));
}

export function randomUUIDv7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const hex = randomBytes(9).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6)}`;
}
