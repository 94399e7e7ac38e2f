import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '#domain/limits.ts';
import { work } from '../../../sync-server/passwords.ts';
import { hashOf } from '../../../sync-server/tokens.ts';
import { here, ines, openScene, outcomeOf, valueOf, type Scene } from './scene.ts';

const minuteMs = 60_000;
const elsewhere = '198.51.100.9';

let scene: Scene;
beforeEach(async () => void (scene = await openScene()));
afterEach(async () => {
  vi.useRealTimers();
  await scene.end();
});

describe('set-up', () => {
  it('makes the owner, the rows that everybody sees, and a session', async () => {
    expect(await scene.accounts.isSetUp()).toBe(false);
    const { owner } = await scene.setUp();
    expect(owner).toMatchObject({ email: ines.email, who: { name: ines.name, role: 'owner' } });
    expect(await scene.accounts.isSetUp()).toBe(true);
    expect(await scene.accounts.workspaceName()).toBe(ines.workspace);
    const row = await scene.store.feedRow('agent', owner.who.id, null);
    expect(row?.value).toEqual({ id: owner.who.id, name: ines.name, role: 'owner' });
  });

  it('happens once, however many try at the same time', async () => {
    const before = work.hashes;
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        scene.accounts.setUp({ ...ines, email: `n${n}@x.example` }, here),
      ),
    );
    expect(all.map(outcomeOf).filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(all.map(outcomeOf).filter((outcome) => outcome === '409 already-set-up')).toHaveLength(
      19,
    );
    expect(await scene.store.countAccounts()).toBe(1);
    expect(work.hashes - before).toBe(1);
  });

  it('that was cut off before the rows were written is made whole at the next start', async () => {
    const { owner } = await scene.setUp();
    const feed = [{ table: 'agent' as const, id: owner.who.id, owner: null, value: null }];
    const nothing = { entries: [], answers: [], alarms: [], effects: [], padUpdates: [] };
    await scene.store.commit([{ ...nothing, feed }]);
    await scene.restart();
    await scene.accounts.isSetUp();
    const row = await scene.store.feedRow('agent', owner.who.id, null);
    expect(row?.value).toMatchObject({ name: ines.name });
  });

  it.each([
    ['an address in brackets', 'email', 'a@[127.0.0.1]', 'email-wrong'],
    ['255 characters', 'email', `${'a'.repeat(245)}@x.example`, 'email-wrong'],
    ['a space inside', 'email', 'in es@x.example', 'email-wrong'],
    ['a header', 'email', 'ines@x.example\r\nBcc: all@x.example', 'email-wrong'],
    ['a line break at the end', 'email', 'ines@x.example\r\n', 'email-wrong'],
    ['a line break in a foreign domain', 'email', 'ines@bücher.example\r\n', 'email-wrong'],
    ['a mailbox that is not ASCII', 'email', 'inès@x.example', 'email-letters'],
    ['no domain', 'email', 'ines', 'email-wrong'],
  ])('[B81] an email with %s is refused beside its field', refusesField);

  it.each([
    ['nothing', 'name', '', 'empty'],
    ['nothing to see', 'name', '\u200b\u2800', 'empty'],
    ['10,000 characters', 'name', 'x'.repeat(10_000), 'too-long'],
    ['81 families', 'name', '👩‍👩‍👧‍👦'.repeat(81), 'too-long'],
    ['a space', 'workspace', ' ', 'empty'],
  ])('[B83] a name with %s is refused beside its field', refusesField);

  it.each([
    ['one of the first tried', 'password', 'Password1', 'password-common'],
    ['the own address', 'password', ines.email, 'password-common'],
    ['seven characters', 'password', 'seven77', 'password-short'],
    ['129 characters', 'password', 'p'.repeat(129), 'password-long'],
  ])('[B82] a password that is %s is refused beside its field', refusesField);

  async function refusesField(_: string, field: string, text: string, error: string) {
    const refused = await scene.accounts.setUp({ ...ines, [field]: text }, here);
    expect(refused).toEqual({ ok: false, status: 400, error, field });
    expect(await scene.accounts.isSetUp()).toBe(false);
  }

  it.each([
    [' Ines+chat@MaisonLumen.EXAMPLE ', 'ines+chat@maisonlumen.example'],
    ['ines@bücher.example', 'ines@xn--bcher-kva.example'],
    ['a@b', 'a@b'],
  ])('[B81] %j is kept as %s', async (typed, kept) => {
    await scene.accounts.setUp({ ...ines, email: typed }, here);
    expect((await scene.store.accounts())[0]?.email).toBe(kept);
  });

  it.each([
    ['an emoji', '🦆', '🦆'],
    ['80 families', '👩‍👩‍👧‍👦'.repeat(80), '👩‍👩‍👧‍👦'.repeat(80)],
    ['HTML', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['templates', '{{7*7}} ${x} %s', '{{7*7}} ${x} %s'],
    ['an override of direction', '\u202eseni', 'seni'],
    ['line breaks', 'two\nlines\u2028more', 'two lines more'],
    ['300 marks on a letter', `Z${'\u0300'.repeat(300)}`, `Z${'\u0300'.repeat(4)}`],
    ['half a character', '\ud800 lone', '\ufffd lone'],
  ])('[B83] a name with %s is plain text', async (_, typed, kept) => {
    const entered = valueOf(await scene.accounts.setUp({ ...ines, name: typed }, here));
    expect((await scene.accounts.signedIn(entered.cookie))?.who.name).toBe(kept);
  });
});

describe('signing in', () => {
  // Budgets read the machine's clock: it stands still, so that a slow machine counts the same.
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    await scene.setUp();
  });

  const logIn = (email: unknown, password: unknown, device?: string, network = elsewhere) =>
    scene.accounts.logIn({ email, password }, network, device);

  it('[T22] gives a new session each time, kept as a hash', async () => {
    const [one, two] = [valueOf(await scene.signInAsInes()), valueOf(await scene.signInAsInes())];
    expect(one.cookie).not.toBe(two.cookie);
    expect(await scene.store.session(one.cookie)).toBeNull();
    expect(await scene.store.session(hashOf(one.cookie))).not.toBeNull();
  });

  it('takes the address in any case and the password in any form', async () => {
    expect(outcomeOf(await logIn(' INES@maisonlumen.example ', ines.password))).toBe('done');
  });

  it('[T21] says the same and does the same work whether an account is there or not', async () => {
    const before = work.hashes;
    const known = await logIn(ines.email, 'not the password');
    const afterKnown = work.hashes;
    const unknown = await logIn('nobody@maisonlumen.example', 'not the password');
    expect(unknown).toEqual(known);
    expect(outcomeOf(known)).toBe('401 wrong-pair');
    expect([afterKnown - before, work.hashes - afterKnown]).toEqual([1, 1]);
  });

  it('[T21] says the same to somebody whose account was switched off', async () => {
    const [account] = await scene.store.accounts();
    await scene.accounts.changeAccount(account!.id, { active: false });
    const before = work.hashes;
    expect(outcomeOf(await scene.signInAsInes())).toBe('401 wrong-pair');
    expect(work.hashes - before).toBe(1);
  });

  it.each([
    [{ $ne: null }, 'x'],
    [['ines@maisonlumen.example'], 'x'],
    ['ines@maisonlumen.example', true],
    [1, 2],
    [null, null],
  ])('[B6] %j and %j are no words', async (email, password) => {
    expect(outcomeOf(await logIn(email, password))).toBe('400 malformed');
  });

  it('[T20] 5,000 tries from everywhere reach the password ten times', async () => {
    const before = work.hashes;
    for (let n = 0; n < 5_000; n++) {
      await logIn(ines.email, 'guess', undefined, `198.51.${n >> 8}.${n & 255}`);
    }
    expect(work.hashes - before).toBe(limits.loginPer15MinAccount);
  });

  it('[T20] one network tries thirty accounts and no more', async () => {
    const before = work.hashes;
    for (let n = 0; n < 200; n++) await logIn(`n${n}@x.example`, 'guess');
    expect(work.hashes - before).toBe(limits.loginPer5MinNetwork);
  });

  it('[T20] an IPv6 subscriber is one network, whatever end they write', async () => {
    const before = work.hashes;
    for (let n = 0; n < 100; n++) {
      await logIn(`n${n}@x.example`, 'guess', undefined, `2001:db8:1:2:${n}::${n}`);
    }
    expect(work.hashes - before).toBe(limits.loginPer5MinNetwork);
  });

  it('[T20] whoever signed in on this browser before gets in while others guess', async () => {
    const { device } = valueOf(await scene.signInAsInes());
    for (let n = 0; n < 50; n++) await logIn(ines.email, 'guess', undefined, `198.51.100.${n}`);
    expect(outcomeOf(await logIn(ines.email, ines.password))).toBe('429 rate');
    expect(outcomeOf(await scene.signInAsInes(device))).toBe('done');
    await scene.restart();
    expect(outcomeOf(await scene.signInAsInes(device))).toBe('done');
  });

  it('[T20] a device cookie that is forged or of another account helps nobody', async () => {
    const mine = valueOf(await scene.signInAsInes()).device;
    const [number, mac] = mine.split('.') as [string, string];
    const owner = (await scene.accounts.signedIn(valueOf(await scene.signInAsInes()).cookie))!;
    const invitation = { email: 'ana@maisonlumen.example', role: 'agent' };
    const { link } = valueOf(await scene.accounts.invite(owner, invitation));
    const ana = { name: 'Ana', password: 'paper lamp and oil' };
    const token = link.split('/').at(-1)!;
    const hers = valueOf(await scene.accounts.acceptInvitation(token, ana, here)).device;

    const before = work.hashes;
    const forgeries = Array.from({ length: 40 }, (_, n) => `${String(n).padStart(22, 'A')}.${mac}`);
    for (const [n, device] of [hers, `${number}.${'A'.repeat(43)}`, ...forgeries].entries()) {
      await logIn(ines.email, 'guess', device, `198.51.100.${n}`);
    }
    expect(work.hashes - before).toBe(limits.loginPer15MinAccount);
  });

  it('[T20] says when to come back, and then looks again', async () => {
    const wrong = () => logIn(ines.email, 'guess');
    for (let n = 0; n < limits.loginPer15MinAccount; n++) await wrong();
    const refused = await wrong();
    if (refused.ok) throw new Error('The budget has no end.');
    expect(outcomeOf(refused)).toBe('429 rate');
    expect(refused.retryAfterMs).toBeLessThanOrEqual((15 * minuteMs) / limits.loginPer15MinAccount);
    vi.advanceTimersByTime(refused.retryAfterMs!);
    expect(outcomeOf(await logIn(ines.email, ines.password))).toBe('done');
  });

  it('[T20] signing in again and again with the right password costs nothing', async () => {
    for (let n = 0; n < 3 * limits.loginPer15MinAccount; n++) {
      expect(outcomeOf(await scene.signInAsInes())).toBe('done');
    }
  });
});

describe('a session', () => {
  it('[O2] lives thirty days, and longer for whoever comes by', async () => {
    const { entered } = await scene.setUp();
    scene.clock.advance(limits.sessionMs * 0.6);
    expect(await scene.accounts.signedIn(entered.cookie)).not.toBeNull();
    scene.clock.advance(limits.sessionMs * 0.6);
    expect(await scene.accounts.signedIn(entered.cookie)).not.toBeNull();
    scene.clock.advance(limits.sessionMs);
    expect(await scene.accounts.signedIn(entered.cookie)).toBeNull();
  });

  it.each([
    ['password', { password: 'another long sentence' }],
    ['role', { role: 'viewer' }],
    ['place on the team', { active: false }],
  ] as const)('[T22] ends everywhere else when the %s changes', async (_, change) => {
    const { entered, owner } = await scene.setUp();
    const phone = valueOf(await scene.signInAsInes());
    const ended: string[] = [];
    scene.accounts.onSessionsEnded((hashes) => ended.push(...hashes));
    await scene.accounts.changeAccount(owner.who.id, change, owner.session);
    expect(ended).toEqual([hashOf(phone.cookie)]);
    expect(await scene.accounts.signedIn(phone.cookie)).toBeNull();
    const here = await scene.accounts.signedIn(entered.cookie);
    expect(here === null).toBe('active' in change);
  });

  it('[T22] does not end when only the name changes, and everybody hears the name', async () => {
    const { entered, owner } = await scene.setUp();
    const heard: unknown[] = [];
    scene.accounts.onFeedWritten((rows) => heard.push(...rows.map((row) => row.value)));
    await scene.accounts.changeAccount(owner.who.id, { name: 'Inès M.' });
    expect((await scene.accounts.signedIn(entered.cookie))?.who.name).toBe('Inès M.');
    expect(heard).toEqual([{ id: owner.who.id, name: 'Inès M.', role: 'owner' }]);
  });

  it('[T22] that is signed out is told to whoever holds its sockets', async () => {
    const { entered, owner } = await scene.setUp();
    const ended: string[] = [];
    scene.accounts.onSessionsEnded((hashes) => ended.push(...hashes));
    await scene.accounts.logOut(entered.cookie);
    expect(ended).toEqual([owner.session]);
    expect(await scene.accounts.signedIn(entered.cookie)).toBeNull();
  });
});
