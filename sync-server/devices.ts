/**
 * The device cookie: "somebody signed in to this account from this browser before". It opens nothing; it only has a
 * budget of its own, so that a stranger who guesses passwords cannot keep the real person out (T20).
 *
 * Nothing is stored: the cookie is a random number and a MAC over it and the account.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const numberBytes = 16;
const device = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

export interface Devices {
  /** A new cookie value for a browser that has just signed in. */
  issue(account: string): string;
  /** The device's number if the cookie is ours and for this account; else null. */
  numberOf(cookie: string | undefined, account: string): string | null;
}

export function createDevices(secret: Uint8Array): Devices {
  const mac = (account: string, number: string) =>
    createHmac('sha256', secret).update(`device ${account} ${number}`).digest();
  return {
    issue(account) {
      const number = randomBytes(numberBytes).toString('base64url');
      return `${number}.${mac(account, number).toString('base64url')}`;
    },
    numberOf(cookie, account) {
      const [, number, given] = device.exec(cookie ?? '') ?? [];
      if (number === undefined || given === undefined) return null;
      const expected = mac(account, number);
      const found = Buffer.from(given, 'base64url');
      const same = found.length === expected.length && timingSafeEqual(found, expected);
      return same ? number : null;
    },
  };
}
