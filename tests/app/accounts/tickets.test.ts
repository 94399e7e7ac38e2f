import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import { hashOf } from '../../../sync-server/tokens.ts';
import { here, openScene, valueOf, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => void (scene = await openScene()));
afterEach(() => scene.end());

describe('a ticket', () => {
  it('[T6] speaks for whoever it was given to', async () => {
    const { owner } = await scene.setUp();
    const { ticket, principal, store } = await scene.accounts.issueTicket(owner);
    expect(principal).toBe(`agent/${owner.who.id}`);
    expect(store).toBe(scene.store.id);
    expect(await scene.accounts.byTicket(ticket)).toEqual(owner.who);
    expect(await scene.accounts.useTicket(ticket)).toMatchObject({ principal });
  });

  it('[T22] is kept as a hash only', async () => {
    const { owner } = await scene.setUp();
    const { ticket } = await scene.accounts.issueTicket(owner);
    expect(await scene.store.ticket(hashOf(ticket))).not.toBeNull();
    expect(await scene.store.ticket(ticket)).toBeNull();
  });

  it('[T6] must be used within its first minute', async () => {
    const { owner } = await scene.setUp();
    const [inTime, late] = [
      await scene.accounts.issueTicket(owner),
      await scene.accounts.issueTicket(owner),
    ];
    scene.clock.advance(limits.ticketFirstUseMs);
    expect(await scene.accounts.byTicket(inTime.ticket)).not.toBeNull();
    scene.clock.advance(1);
    expect(await scene.accounts.byTicket(late.ticket)).toBeNull();
  });

  it('[T6] once used is good for days, also after a restart', async () => {
    const { owner } = await scene.setUp();
    const { ticket } = await scene.accounts.issueTicket(owner);
    await scene.accounts.byTicket(ticket);
    scene.clock.advance(limits.sessionMs - 1);
    await scene.restart();
    expect(await scene.accounts.byTicket(ticket)).toEqual(owner.who);
    scene.clock.advance(1);
    expect(await scene.accounts.byTicket(ticket)).toBeNull();
  });

  it('[T22] ends with its session', async () => {
    const { entered, owner } = await scene.setUp();
    const { ticket } = await scene.accounts.issueTicket(owner);
    const connection = (await scene.accounts.useTicket(ticket))!;
    expect(await scene.accounts.stillGood(connection)).toBe(true);
    await scene.accounts.logOut(entered.cookie);
    expect(await scene.accounts.byTicket(ticket)).toBeNull();
    expect(await scene.accounts.stillGood(connection)).toBe(false);
  });

  it('[T22] carries the role of now, not of when it was given', async () => {
    const { entered, owner } = await scene.setUp();
    const { ticket } = await scene.accounts.issueTicket(owner);
    await scene.accounts.changeAccount(owner.who.id, { role: 'viewer' }, owner.session);
    expect(await scene.accounts.byTicket(ticket)).toMatchObject({ role: 'viewer' });
    expect((await scene.accounts.signedIn(entered.cookie))?.who.role).toBe('viewer');
  });

  it('of a visitor speaks for their one conversation', async () => {
    await scene.setUp();
    const visit = valueOf(await scene.accounts.visitorSession({ site: 'default' }, here));
    expect(await scene.accounts.byTicket(visit.ticket)).toEqual({
      kind: 'visitor',
      id: visit.principal.slice('visitor/'.length),
      conversation: visit.conversation,
    });
  });

  it.each(['', 'x', 'A'.repeat(43), "' or 1=1 --", 'é'.repeat(43), '__proto__'])(
    '[B17] %j opens nothing',
    async (ticket) => {
      await scene.setUp();
      expect(await scene.accounts.byTicket(ticket)).toBeNull();
      expect(await scene.accounts.signedIn(ticket)).toBeNull();
    },
  );
});
