/**
 * What is said after somebody was erased, for whoever must be able to show it (SPEC G2, P18): how much of what went, until
 * when backups hold it, and which devices of colleagues have not been here since. Signed, so that a copy can be told from
 * an invention. It names stones, never the person.
 */
import { createHmac } from 'node:crypto';
import type { ErasureReceipt } from '#domain/services.ts';
import type { Store } from './ports.ts';

/** Devices of the team that are signed in: those here hear of it at once, the others before they show anything. */
export async function devicesOf(
  store: Store,
  openSessions: ReadonlySet<string>,
  nowMs: number,
): Promise<ErasureReceipt['devices']> {
  const team = (await store.accounts()).filter(({ active }) => active);
  const devices = await Promise.all(
    team.map(async ({ id, name }) => {
      const browsers = await store.browsersOf(id);
      const sessions = await store.sessionsOf(id);
      return sessions
        .filter(({ expiresAtMs }) => expiresAtMs > nowMs)
        .map(({ idHash }) => {
          const isHere = openSessions.has(idHash);
          return { isHere, agent: name, browser: browsers.get(idHash) ?? '' };
        });
    }),
  );
  const pending = devices.flat().filter(({ isHere }) => !isHere);
  return {
    told: devices.flat().length - pending.length,
    pending: pending.map(({ agent, browser }) => ({ agent, browser })),
  };
}

export async function signed(
  store: Store,
  receipt: Omit<ErasureReceipt, 'signature'>,
): Promise<ErasureReceipt> {
  const key = await store.secret('receipt');
  const signature = createHmac('sha256', key).update(JSON.stringify(receipt)).digest('base64url');
  return { ...receipt, signature };
}
