import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '#domain/limits.ts';
import type { Role } from '#domain/model.ts';
import { hashOf } from '../../../sync-server/tokens.ts';
import { here, ines, openScene, outcomeOf, valueOf, type Scene } from './scene.ts';

const ana = { name: 'Ana Silva', password: 'paper lamp and oil' };
const anaInvited = { email: 'ana@maisonlumen.example', role: 'agent' };

let scene: Scene;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  scene = await openScene({ mailInboundAddress: 'in@reply.maisonlumen.example' });
});
afterEach(async () => {
  vi.useRealTimers();
  await scene.end();
});

/** The token in the link that Inès gets for Ana. */
async function invited(body: unknown = anaInvited): Promise<string> {
  const { owner } = await scene.setUp();
  const { link } = valueOf(await scene.accounts.invite(owner, body));
  return link.split('/').at(-1)!;
}

/** Somebody of the team with this role, signed in. */
async function colleague(role: Role) {
  const token = await invited({ email: `${role}@maisonlumen.example`, role });
  const { cookie } = valueOf(await scene.accounts.acceptInvitation(token, ana, here));
  return (await scene.accounts.signedIn(cookie))!;
}

describe('an invitation', () => {
  it('[T23] makes the account it was bound to, and signs in', async () => {
    const token = await invited();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await scene.store.invitation(hashOf(token))).toMatchObject(anaInvited);
    const { cookie } = valueOf(await scene.accounts.acceptInvitation(token, ana, here));
    expect(await scene.accounts.signedIn(cookie)).toMatchObject({
      email: anaInvited.email,
      who: { name: ana.name, role: 'agent' },
    });
  });

  it('[B85] may be looked at as often as mail scanners like', async () => {
    const token = await invited();
    for (let look = 0; look < 5; look++) {
      expect(valueOf(await scene.accounts.invitation(token))).toEqual({
        ...anaInvited,
        workspace: ines.workspace,
      });
    }
    expect(outcomeOf(await scene.accounts.acceptInvitation(token, ana, here))).toBe('done');
  });

  it('[B85] works once', async () => {
    const token = await invited();
    await scene.accounts.acceptInvitation(token, ana, here);
    expect(outcomeOf(await scene.accounts.acceptInvitation(token, ana, here))).toBe(
      '410 link-ended',
    );
    expect(outcomeOf(await scene.accounts.invitation(token))).toBe('410 link-ended');
    expect(await scene.store.accounts()).toHaveLength(2);
  });

  it('[T23] used by two at once makes one account', async () => {
    const token = await invited();
    const both = await Promise.all([
      scene.accounts.acceptInvitation(token, ana, here),
      scene.accounts.acceptInvitation(token, { ...ana, name: 'Mallory' }, here),
    ]);
    expect(both.map(outcomeOf).sort()).toEqual(['410 link-ended', 'done']);
    expect(await scene.store.accounts()).toHaveLength(2);
  });

  it('[B85] ends after a day, to the millisecond', async () => {
    const token = await invited();
    scene.clock.advance(limits.invitationMs - 1);
    expect(outcomeOf(await scene.accounts.invitation(token))).toBe('done');
    scene.clock.advance(1);
    expect(outcomeOf(await scene.accounts.invitation(token))).toBe('410 link-ended');
    expect(outcomeOf(await scene.accounts.acceptInvitation(token, ana, here))).toBe(
      '410 link-ended',
    );
  });

  it('[B85] ends when a newer one is made for the same address', async () => {
    const { owner } = await scene.setUp();
    const first = valueOf(await scene.accounts.invite(owner, anaInvited))
      .link.split('/')
      .at(-1)!;
    const capital = { ...anaInvited, email: 'ANA@MaisonLumen.example' };
    const second = valueOf(await scene.accounts.invite(owner, capital))
      .link.split('/')
      .at(-1)!;
    expect(outcomeOf(await scene.accounts.invitation(first))).toBe('410 link-ended');
    expect(outcomeOf(await scene.accounts.invitation(second))).toBe('done');
  });

  it('[T23] that was guessed is as ended as an old one', async () => {
    await scene.setUp();
    for (const guess of ['A'.repeat(43), 'x', '../../setup', '']) {
      expect(outcomeOf(await scene.accounts.invitation(guess))).toBe('410 link-ended');
    }
  });

  it('[B84] to somebody who is there already, or to oneself, changes nothing', async () => {
    const { owner } = await scene.setUp();
    const toSelf = await scene.accounts.invite(owner, { email: ines.email, role: 'viewer' });
    expect(outcomeOf(toSelf)).toBe('409 already-member');
    const { cookie } = valueOf(await scene.signInAsInes());
    expect((await scene.accounts.signedIn(cookie))?.who.role).toBe('owner');
  });

  it('[B84] a thousand at once are stopped', async () => {
    const { owner } = await scene.setUp();
    const outcomes: string[] = [];
    for (let n = 0; n < 1_000; n++) {
      const body = { email: `n${n}@maisonlumen.example`, role: 'agent' };
      outcomes.push(outcomeOf(await scene.accounts.invite(owner, body)));
    }
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(
      limits.invitationsPerHour,
    );
    expect(new Set(outcomes)).toEqual(new Set(['done', '429 rate']));
  });

  it('[B84] never goes to where our own mail comes in', async () => {
    const { owner } = await scene.setUp();
    const body = { email: 'anything+1@Reply.MaisonLumen.example', role: 'agent' };
    expect(outcomeOf(await scene.accounts.invite(owner, body))).toBe('400 email-inbound');
  });

  it.each([
    ['agent', 'viewer'],
    ['viewer', 'viewer'],
    ['admin', 'owner'],
  ] as const)('[T17] by an %s for an %s is refused', async (role, wanted) => {
    const who = await colleague(role);
    const refused = await scene.accounts.invite(who, { email: 'new@x.example', role: wanted });
    expect(outcomeOf(refused)).toBe('403 not-allowed');
  });

  it.each([
    { ...anaInvited, workspaceId: 'x' },
    { ...anaInvited, role: 'root' },
    { email: 'ana@x.example' },
    JSON.parse('{"email":"a@x.example","role":"agent","__proto__":{"role":"owner"}}'),
    [],
    null,
    'ana@x.example',
  ])('[B7] %j is no invitation', async (body) => {
    const { owner } = await scene.setUp();
    expect(outcomeOf(await scene.accounts.invite(owner, body))).toBe('400 malformed');
  });
});
