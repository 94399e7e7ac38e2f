/**
 * Who holds a conversation: two agents and a visitor, by keyboard and by menu, online and offline. Given with a warning,
 * to a group, to take part; the first reply owns; two who want the same are told who has it and since when; what waits in
 * a group is given out when somebody is there. SPEC A1-A5, A7-A9, O7; UX 14, 19.3.
 */
import { expect, test, type Locator } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { chooseStatus, makeGroup, submitAs } from './acting.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { expectSoundInBothLooks } from './sound.ts';
import { aVisitor } from './visitor.ts';

let server: ServerProcess;
let origin: string;
test.beforeAll(async () => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  origin = server.url.replace('127.0.0.1', 'localhost');
});
test.afterAll(async () => {
  await server.stop();
  removeData(server);
});

const picker = (agent: Agent, name = 'Assign to an agent'): Locator =>
  agent.page.getByRole('dialog', { name });

test('[A1-A5] [A8] given, shared, taken and fought over', async ({ browser }) => {
  test.setTimeout(300_000);
  const ana = await theOwner(browser, origin);
  const ben = await aColleague(browser, ana);
  // Room for what the head says beside the details.
  const widen = async () => {
    for (const { page } of [ana, ben]) await page.setViewportSize({ width: 1680, height: 900 });
  };
  await widen();
  const benId = await chooseStatus(ben, 'online');
  const anaId = await chooseStatus(ana, 'online');
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say('Where is my lamp?');
  const id = await ana.conversationSaying('Where is my lamp?');

  await test.step('[A1] [UX19.3] [keyboard] two letters and Enter, and the list is never left', async () => {
    const { keyboard } = ana.page;
    await keyboard.press('j');
    await expect(ana.row(id)).toBeFocused();
    await keyboard.press('a');
    await expect(picker(ana).getByText('0/5').first()).toBeVisible();
    await keyboard.type('be');
    await keyboard.press('Enter');
    await expect(ana.page.getByRole('status').getByText('Assigned to Ben')).toBeVisible();
    await expect(ana.row(id)).toBeFocused();
    // Assigned without joining, and Ben knows of it.
    await expect(ben.page.getByRole('button', { name: 'Notices, 1 new' })).toBeVisible();
    await ben.page.goto(`${origin}/mine`);
    await expect(ben.row(id)).toBeVisible();
    await ben.open(id);
    await expect(ben.thread).toContainText('Ana assigned this to you');
  });

  await test.step('[A1] [A8] who is invisible, or has no room, is given it with a warning', async () => {
    await ana.open(id);
    await chooseStatus(ben, 'invisible');
    await ana.page.keyboard.press('a');
    await ana.page.keyboard.type('be');
    // He has it already: there is nothing to warn of.
    await expect(picker(ana).getByText('Holds it now')).toBeAttached();
    await ana.page.keyboard.press('Escape');

    const other = await aVisitor(browser, origin);
    await other.open();
    await other.say('And where is mine?');
    const second = await ana.conversationSaying('And where is mine?');
    await ana.open(second);
    await ana.page.keyboard.press('a');
    await ana.page.keyboard.type('be');
    await expect(picker(ana)).toContainText('Ben is invisible and takes no new chats.');
    await chooseStatus(ben, 'online');
    await submitAs(ana, 'setting/capacity', { kind: 'changed', set: { value: 1 } });
    await expect(picker(ana)).toContainText('Ben has 1 live chats and no room for more.');
    await expectSoundInBothLooks(ana.page);
    await widen();
    await ana.page.keyboard.press('Enter');
    await expect(ana.thread).toContainText('You assigned this to Ben');
    await submitAs(ana, 'setting/capacity', { kind: 'changed', set: { value: null } });
    await ana.open(id);
  });

  await test.step('[A2] given to a group, it keeps its agent, and the group has it in its place', async () => {
    const group = await makeGroup(ana, 'Orders', [anaId, benId]);
    await ana.page.keyboard.press('Shift+A');
    await expect(picker(ana, 'Assign to a group')).toContainText('of 2 online');
    await ana.page.keyboard.type('or');
    await ana.page.keyboard.press('Enter');
    await expect(ben.thread).toContainText('Ana gave this to Orders');
    await ben.page.goto(`${origin}/group-${group}/${id}`);
    await expect(ben.row(id)).toBeVisible();
    await expect(ben.thread).toContainText('Ana gave this to Orders');
    await ben.page.goto(`${origin}/mine/${id}`);
    await expect(ben.row(id)).toBeVisible();
  });

  await test.step('[A3] who takes part has it among their own, and does not hold it', async () => {
    await ana.page.keyboard.press('a');
    await ana.page.keyboard.type('me');
    await ana.page.keyboard.press('Shift+Enter');
    // Three in a row are folded until somebody asks.
    await ben.thread.getByRole('button', { name: '3 changes' }).click();
    await expect(ben.thread).toContainText('Ana joined');
    await ana.page.goto(`${origin}/mine/${id}`);
    await expect(ana.row(id)).toBeVisible();
    await expect(ana.window.getByRole('button', { name: 'Assign to me' })).toBeVisible();
  });

  await test.step('[A5] [O7] meant earlier, come later: the loser is told who, when, and may insist', async () => {
    await ben.context.setOffline(true);
    await expect(ben.foot('Offline · everything is saved on this device')).toBeVisible();
    // His device's clock: before hers.
    await ben.page.getByRole('log').focus();
    await ben.page.keyboard.press('a');
    await ben.page.keyboard.type('nob');
    await ben.page.keyboard.press('Enter');
    await submitAs(ana, `conversation/${id}`, { kind: 'assigned', agent: anaId });
    await ben.context.setOffline(false);
    const told = ben.thread.getByText(/^Ana took this at .+, after your .+ change$/);
    await expect(told).toBeVisible();
    // Both lines are there, for both.
    await ana.thread.getByRole('button', { name: /^\d+ changes$/ }).click();
    await expect(ana.thread).toContainText('Ben gave this back to everybody');
    await ben.page.getByRole('button', { name: /^Notices, \d+ new$/ }).click();
    await expect(
      ben.page.getByRole('link', { name: /Ana took this at .+, after your .+ change/ }),
    ).toBeVisible();
    await ben.page.keyboard.press('Escape');
    await ben.thread.getByRole('button', { name: 'Use mine' }).click();
    await expect(ana.window.getByRole('button', { name: 'Take it' })).toBeVisible();
    await expect(ben.thread.getByRole('button', { name: 'Use mine' })).toHaveCount(0);
  });

  await test.step('[A5] [UX14] two take what is free: one has it, the other sees who and when, and may take over', async () => {
    await ben.context.setOffline(true);
    await expect(ben.foot('Offline · everything is saved on this device')).toBeVisible();
    await ben.thread.focus();
    await ben.page.keyboard.press('i');
    await ana.thread.focus();
    await ana.page.keyboard.press('i');
    await expect(ana.window.getByRole('button', { name: 'Take it' })).toHaveCount(0);
    await ben.context.setOffline(false);
    const lost = ben.thread.getByRole('group', { name: /^Ana took this at .+, before you\.$/ });
    await expect(lost).toBeVisible();
    await expectSoundInBothLooks(ben.page);
    await widen();
    await lost.getByRole('button', { name: 'Take over' }).click();
    await expect(ana.window.getByRole('button', { name: 'Assign to me' })).toBeVisible();
    await expect(lost).toHaveCount(0);
  });

  await test.step('[A4] who answers first what nobody holds, holds it', async () => {
    const third = await aVisitor(browser, origin);
    await third.open();
    await third.say('Do you sell candles?');
    await ben.page.goto(`${origin}/all`);
    const free = await ben.conversationSaying('Do you sell candles?');
    await ben.page.goto(`${origin}/all/${free}`);
    await ben.reply('We do, in three colours.');
    await expect(ben.thread).toContainText('Assigned to you by your first reply');
    await ana.page.goto(`${origin}/all/${free}`);
    await expect(ana.thread).toContainText('Assigned to Ben by the first reply');
  });

  await test.step('[A7] [A9] what waits in a group is given out as soon as somebody is there', async () => {
    for (const agent of [ana, ben]) await chooseStatus(agent, 'invisible');
    const returns = await makeGroup(ana, 'Returns', [benId], 'round-robin');
    const fourth = await aVisitor(browser, origin);
    await fourth.open();
    await fourth.say('It came broken.');
    await ana.page.goto(`${origin}/all`);
    const waiting = await ana.conversationSaying('It came broken.');
    await ana.page.goto(`${origin}/all/${waiting}`);
    await submitAs(ana, `conversation/${waiting}`, { kind: 'grouped', group: returns });
    await expect(ana.thread).toContainText('You gave this to Returns');
    await expect(ana.window.getByRole('button', { name: 'Take it' })).toBeVisible();
    await chooseStatus(ben, 'online');
    await expect(ana.thread).toContainText('Given to Ben in turn');
    await ben.page.goto(`${origin}/mine`);
    await expect(ben.row(waiting)).toBeVisible();
  });
});
