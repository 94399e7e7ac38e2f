import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '#domain/model.ts';
import type { SignedIn } from '#domain/services.ts';
import { browserName } from '../../../sync-server/browser-name.ts';
import { hashOf } from '../../../sync-server/tokens.ts';
import { here, ines, openScene, outcomeOf, valueOf, type Scene } from './scene.ts';

const newPassword = 'a lamp in the window';

let scene: Scene;
let owner: SignedIn;
let ownerCookie: string;
beforeEach(async () => {
  scene = await openScene();
  const { entered, owner: first } = await scene.setUp();
  [owner, ownerCookie] = [first, entered.cookie];
});
afterEach(() => scene.end());

async function join(role: Role, by = owner): Promise<{ cookie: string; who: SignedIn }> {
  const email = `${role}@lumen.example`;
  const { link } = valueOf(await scene.accounts.invite(by, { email, role }));
  const body = { name: `Ben the ${role}`, password: 'two chairs and a table' };
  const token = link.split('/').at(-1)!;
  const { cookie } = valueOf(await scene.accounts.acceptInvitation(token, body, here));
  return { cookie, who: (await scene.accounts.signedIn(cookie))! };
}
async function acts(): Promise<string[]> {
  const { acts } = valueOf(await scene.accounts.audit(owner, null));
  return acts.map(({ byName, act, whom, detail }) => [byName, act, whom, detail].join(' ').trim());
}

describe('a role', () => {
  it('[S1] [T22] changes for everybody at once, and ends every session of the person', async () => {
    const { cookie, who } = await join('agent');
    const ended: string[] = [];
    scene.accounts.onSessionsEnded((hashes) => ended.push(...hashes));
    const change = { agent: who.who.id, role: 'viewer' };
    expect(outcomeOf(await scene.accounts.changeRole(owner, change))).toBe('done');
    const row = await scene.store.feedRow('agent', who.who.id, null);
    expect(row?.value).toMatchObject({ role: 'viewer' });
    expect(ended).toEqual([hashOf(cookie)]);
    expect(await scene.accounts.signedIn(cookie)).toBeNull();
    expect((await acts())[0]).toBe('Inès Moreau role-changed Ben the agent agent viewer');
  });

  it('[T17] is changed by owners and admins, and an owner by owners alone', async () => {
    const people = {
      owner,
      admin: (await join('admin')).who,
      agent: (await join('agent')).who,
      viewer: (await join('viewer')).who,
    };
    const found: Record<string, string[]> = {};
    for (const [from, target] of Object.entries(people)) {
      for (const to of ['owner', 'agent'] as const) {
        const change = { agent: target.who.id, role: to };
        const may: string[] = [];
        for (const [name, by] of Object.entries(people)) {
          // Nothing changes that way, so that one try does not change the next.
          if (name === 'owner' || name === from) continue;
          const outcome = outcomeOf(await scene.accounts.changeRole(by, change));
          if (outcome !== '403 not-allowed') may.push(`${name}: ${outcome}`);
          await scene.store.changeMember(target.who.id, { role: from as Role });
        }
        found[`${from} to ${to}`] = may;
      }
    }
    expect(found).toEqual({
      'owner to owner': [],
      'owner to agent': [],
      'admin to owner': [],
      'admin to agent': [],
      'agent to owner': [],
      'agent to agent': ['admin: done'],
      'viewer to owner': [],
      'viewer to agent': ['admin: done'],
    });
    expect((await acts()).filter((act) => act.endsWith('change-role')).length).toBe(16);
  });

  it('[S1] of the last owner stays', async () => {
    const change = { agent: owner.who.id, role: 'admin' };
    expect(outcomeOf(await scene.accounts.changeRole(owner, change))).toBe('409 last-owner');
    const second = await join('owner');
    expect(outcomeOf(await scene.accounts.changeRole(second.who, change))).toBe('done');
    const own = { agent: second.who.who.id, role: 'agent' };
    expect(outcomeOf(await scene.accounts.changeRole(second.who, own))).toBe('409 last-owner');
  });

  it('[S1] of the last two owners, given up by both at once, is kept by one', async () => {
    const second = await join('owner');
    const outcomes = await Promise.all([
      scene.accounts.changeRole(owner, { agent: owner.who.id, role: 'agent' }),
      scene.accounts.changeRole(second.who, { agent: second.who.who.id, role: 'agent' }),
    ]);
    expect(outcomes.map(outcomeOf).sort()).toEqual(['409 last-owner', 'done']);
  });

  it('[T16] of nobody is answered as unknown', async () => {
    const change = { agent: '0198f0a0-0000-7000-8000-00000000dead', role: 'agent' };
    expect(outcomeOf(await scene.accounts.changeRole(owner, change))).toBe('404 no-such-member');
  });
});

describe('removing somebody', () => {
  it('[S2] [T33] closes their lines, opens nothing any more, and tells their device why', async () => {
    const { cookie, who } = await join('agent');
    const ended: string[] = [];
    scene.accounts.onSessionsEnded((hashes) => ended.push(...hashes));
    expect(outcomeOf(await scene.accounts.removeMember(owner, { agent: who.who.id }))).toBe('done');
    expect(ended).toEqual([hashOf(cookie)]);
    expect(await scene.accounts.signedIn(cookie)).toBeNull();
    expect(await scene.accounts.signedIn(cookie), 'asked again').toBeNull();
    expect((await scene.store.feedRow('agent', who.who.id, null))?.value ?? null).toBeNull();
    expect(await scene.accounts.wasRemoved(cookie)).toBe(true);
    expect(await scene.accounts.wasRemoved(ownerCookie)).toBe(false);
    expect(await scene.accounts.wasRemoved('x'.repeat(43))).toBe(false);
  });

  it('[T33] their device says once that it is empty, and how much was never sent', async () => {
    const { cookie, who } = await join('agent');
    expect(outcomeOf(await scene.accounts.deviceCleared(cookie, { unsent: 2 }))).toBe(
      '401 not-signed-in',
    );
    await scene.accounts.removeMember(owner, { agent: who.who.id });
    expect(outcomeOf(await scene.accounts.deviceCleared(cookie, { unsent: 2 }))).toBe('done');
    expect(outcomeOf(await scene.accounts.deviceCleared(cookie, { unsent: 9 }))).toBe(
      '401 not-signed-in',
    );
    expect((await acts())[0]).toBe('Ben the agent device-cleared Ben the agent 2');
  });

  it('[T22] who is let in again signs in anew: what was open before stays closed', async () => {
    const { cookie, who } = await join('agent');
    const agent = who.who.id;
    await scene.accounts.removeMember(owner, { agent });
    expect(outcomeOf(await scene.accounts.letInAgain(owner, { agent }))).toBe('done');
    expect(await scene.accounts.signedIn(cookie)).toBeNull();
    expect(await scene.accounts.wasRemoved(cookie)).toBe(false);
    const signIn = { email: who.email, password: 'two chairs and a table' };
    expect(outcomeOf(await scene.accounts.logIn(signIn, here))).toBe('done');
  });

  it('[S2] is not done to oneself, and never to the last owner', async () => {
    const remove = (by: SignedIn, agent: string) =>
      scene.accounts.removeMember(by, { agent }).then(outcomeOf);
    const admin = (await join('admin')).who;
    expect(await remove(owner, owner.who.id)).toBe('409 not-yourself');
    expect(await remove(admin, admin.who.id)).toBe('409 not-yourself');
    expect(await remove(admin, owner.who.id)).toBe('403 not-allowed');
    expect(await remove((await join('agent')).who, admin.who.id)).toBe('403 not-allowed');
  });

  it('[S2] they are still in the list of those who may let them in again, and in nobody else’s', async () => {
    const { who } = await join('agent');
    const viewer = (await join('viewer')).who;
    await scene.accounts.removeMember(owner, { agent: who.who.id });
    const seen = async (by: SignedIn) =>
      (await scene.accounts.team(by)).members.map(({ name, active }) => [name, active]);
    expect(await seen(owner)).toContainEqual(['Ben the agent', false]);
    expect(await seen(viewer)).not.toContainEqual(['Ben the agent', false]);
    expect(await seen(viewer)).toContainEqual(['Inès Moreau', true]);
  });
});

describe('open invitations', () => {
  it('[S2] are listed without their links until they are used, replaced, over or revoked', async () => {
    const invite = (email: string) =>
      scene.accounts.invite(owner, { email, role: 'agent' }).then(valueOf);
    const { link } = await invite('a@x.example');
    await invite('a@x.example');
    await invite('b@x.example');
    const open = async () =>
      (await scene.accounts.team(owner)).invitations.map(({ email }) => email).sort();
    expect(await open()).toEqual(['a@x.example', 'b@x.example']);
    expect(JSON.stringify(await scene.accounts.team(owner))).not.toContain(link.split('/').at(-1));
    const revoked = await scene.accounts.revokeInvitation(owner, { email: 'b@x.example' });
    expect(outcomeOf(revoked)).toBe('done');
    expect(await open()).toEqual(['a@x.example']);
    const viewer = (await join('viewer')).who;
    expect((await scene.accounts.team(viewer)).invitations).toEqual([]);
  });

  it('[B85] a revoked link is gone', async () => {
    const { link } = valueOf(
      await scene.accounts.invite(owner, { email: 'a@x.example', role: 'agent' }),
    );
    await scene.accounts.revokeInvitation(owner, { email: 'a@x.example' });
    const token = link.split('/').at(-1)!;
    expect(outcomeOf(await scene.accounts.invitation(token))).toBe('410 link-ended');
  });

  it('[T17] an owner’s invitation is not revoked by an admin', async () => {
    await scene.accounts.invite(owner, { email: 'o@x.example', role: 'owner' });
    const { who } = await join('admin');
    const revoked = await scene.accounts.revokeInvitation(who, { email: 'o@x.example' });
    expect(outcomeOf(revoked)).toBe('403 not-allowed');
  });
});

describe('one’s own sessions', () => {
  it('[S8] say in which browser they are, and end one by one or all but this', async () => {
    const phone = valueOf(await scene.signInAsInes());
    const tablet = valueOf(await scene.signInAsInes());
    await scene.accounts.nameBrowser(
      phone.cookie,
      'Mozilla/5.0 (Android 15; Mobile) Firefox/140.0',
    );
    const all = await scene.accounts.sessions(owner);
    expect(all.map(({ isThis }) => isThis).filter(Boolean)).toHaveLength(1);
    const ofPhone = all.find(({ browser }) => browser === 'Firefox · Android')!;
    await scene.accounts.endSession(owner, { session: ofPhone.id });
    expect(await scene.accounts.signedIn(phone.cookie)).toBeNull();
    expect(await scene.accounts.signedIn(tablet.cookie)).not.toBeNull();
    await scene.accounts.endSession(owner, { session: 'others' });
    expect(await scene.accounts.signedIn(tablet.cookie)).toBeNull();
    expect(await scene.accounts.signedIn(ownerCookie)).not.toBeNull();
    expect((await acts()).slice(0, 2)).toEqual([
      'Inès Moreau sessions-ended Inès Moreau',
      'Inès Moreau session-ended Inès Moreau',
    ]);
  });

  it('[T16] somebody else’s are neither shown nor ended, and answered as unknown', async () => {
    const { who, cookie } = await join('agent');
    const foreign = await scene.accounts.endSession(owner, { session: who.session });
    const unknown = await scene.accounts.endSession(owner, { session: 'a'.repeat(64) });
    expect(foreign).toEqual(unknown);
    expect(await scene.accounts.signedIn(cookie)).not.toBeNull();
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/139.0 Safari/537 Edg/139.0',
      'Edge · Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
      'Safari · iPhone',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/139.0 Safari/537.36', 'Chrome · macOS'],
    ['curl/8.0', ''],
  ])('[S8] %s is called %s', (userAgent, name) => expect(browserName(userAgent)).toBe(name));
});

describe('one’s own password', () => {
  const change = (current: string, password = newPassword) =>
    scene.accounts.changePassword(owner, { current, password }, here).then(outcomeOf);

  it('[T22] changes with the one of now, and ends every other session', async () => {
    const phone = valueOf(await scene.signInAsInes());
    expect(await change(ines.password)).toBe('done');
    expect(await scene.accounts.signedIn(phone.cookie)).toBeNull();
    expect(await scene.accounts.signedIn(ownerCookie)).not.toBeNull();
    expect(outcomeOf(await scene.signInAsInes())).toBe('401 wrong-pair');
    const signIn = { email: ines.email, password: newPassword };
    expect(outcomeOf(await scene.accounts.logIn(signIn, here))).toBe('done');
  });
  it('[B82] is judged as at the beginning', async () => {
    expect(await change(ines.password, 'short')).toBe('400 password-short');
    expect(await change(ines.password, 'password1')).toBe('400 password-common');
    expect(await change('wrong')).toBe('400 wrong-password');
    expect(outcomeOf(await scene.signInAsInes())).toBe('done');
  });
  it('[T20] is not a place to guess it', async () => {
    const tries = [];
    for (let n = 0; n < 11; n++) tries.push(await change(`guess ${n}`));
    expect(tries.at(-1)).toBe('429 rate');
    expect(new Set(tries.slice(0, 10))).toEqual(new Set(['400 wrong-password']));
  });
});

describe('the list of what was done', () => {
  it('[S8] tells who did what about whom and when, newest first, in pages', async () => {
    await join('agent');
    const { acts: all } = valueOf(await scene.accounts.audit(owner, null));
    expect(all.map(({ act }) => act)).toEqual(['joined', 'invited']);
    expect(all[0]).toMatchObject({ byName: 'Ben the agent', atMs: scene.clock.now() });
    const older = valueOf(await scene.accounts.audit(owner, all[0]!.no)).acts;
    expect(older).toEqual(all.slice(1));
  });
  it('[T17] is for owners and admins, and asking for it without the right is in it', async () => {
    const { who } = await join('agent');
    expect(outcomeOf(await scene.accounts.audit(who, null))).toBe('403 not-allowed');
    expect((await acts())[0]).toBe('Ben the agent refused  see-audit');
  });
});
