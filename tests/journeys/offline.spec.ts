/**
 * An agent loses the network, goes on working, and returns to a server that was killed meanwhile. Issue 2 "Offline", UX 14,
 * SPEC O1-O5, R1. Ana has a browser of her own, whose way to the server leads through a fault proxy: what she thinks
 * is the server can be taken away under open sockets, which the browser's own "offline" only stalls.
 */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, ana, signIn, theOwner, type Agent } from './agent.ts';
import { complaintsOf } from './listening.ts';
import { aVisitor, type Visitor } from './visitor.ts';

const offline = 'Offline · everything is saved on this device';
const saved = 'Saved on this device';

/** Nobody is missed meanwhile: that would be one more line in each thread. */
const env = { MISSED_AFTER_MS: '600000' };

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let proxy: FaultProxy;
let anasBrowser: Browser;
let origin: string;

test.beforeAll(async ({ playwright, launchOptions }) => {
  server = await startServer({ env });
  proxy = await startFaultProxy(() => server.port);
  origin = `http://localhost:${server.port}`;
  const detour = `--host-resolver-rules=MAP localhost:${server.port} 127.0.0.1:${proxy.port}`;
  const args = [...(launchOptions.args ?? []), detour];
  anasBrowser = await playwright.chromium.launch({ ...launchOptions, args });
});
test.afterAll(async () => {
  await anasBrowser.close();
  await proxy.close();
  await server.stop();
  removeData(server);
});

async function lose(agent: Agent): Promise<void> {
  proxy.state = 'refuse';
  proxy.cut('reset');
  await agent.context.setOffline(true);
}
async function regain(agent: Agent): Promise<void> {
  proxy.state = 'up';
  await agent.context.setOffline(false);
}

test('[issue 2] what an agent does offline arrives once and in order, though the server was killed meanwhile', async ({
  browser,
}) => {
  // Three times five seconds pass until a lost line counts as lost, and two browsers share two cores.
  test.setTimeout(300_000);
  const owner = await theOwner(anasBrowser, origin);
  const ben = await aColleague(browser, owner);
  const complaints = [owner, ben].map((agent) => complaintsOf(agent.page));
  const vera = await aVisitor(browser, origin);
  const walt = await aVisitor(browser, origin);
  const yuki = await aVisitor(browser, origin);
  const ids: string[] = [];
  for (const [visitor, text] of [
    [vera, 'Is the lamp in stock?'],
    [walt, 'My order has not come.'],
    [yuki, 'Thanks, all good.'],
  ] as [Visitor, string][]) {
    await visitor.open();
    await visitor.say(text);
    ids.push(await owner.conversationSaying(text));
    await owner.open(ids.at(-1)!);
    await expect(owner.said(text)).toBeVisible();
  }
  const [toVera, toWalt, toYuki] = ids as [string, string, string];

  await test.step('she loses the network, and the page still opens', async () => {
    await expect.poll(() => isControlled(owner.page)).toBe(true);
    await lose(owner);
    await expect(owner.foot(offline)).toBeVisible();
    await owner.page.reload();
    await expect(owner.said('Thanks, all good.')).toBeVisible();
  });

  await test.step('she replies, comments and closes', async () => {
    await owner.open(toVera);
    await owner.reply('Yes, three of them.');
    await owner.reply('Shall I keep one for you?');
    await owner.open(toWalt);
    await owner.comment('The depot lost it, I think.');
    await owner.open(toYuki);
    await owner.window.getByRole('button', { name: 'Close', exact: true }).click();
    await expectAllSaved(owner);
  });

  await test.step('the server is killed, a visitor writes to nobody, and it comes back', async () => {
    const { port, dataDir } = server;
    await server.kill();
    await walt.say('Hello?');
    await expect(walt.bubble('Hello?')).toBeVisible();
    server = await startServer({ port, dataDir, env });
    await expect(ben.rowSaying('Hello?')).toBeVisible();
    await expect(ben.row(toVera)).toHaveAccessibleName(/Is the lamp in stock\?/);
  });

  await test.step('she reloads again: everything still waits here, and nothing was sent', async () => {
    await owner.page.reload();
    await expectAllSaved(owner);
    await expect(owner.foot(offline)).toBeVisible();
    await ben.open(toVera);
    await expect(ben.bubbles()).toHaveText(['Is the lamp in stock?']);
  });

  await test.step('she returns: the foot says what happens, then that all is well, then nothing', async () => {
    const said = await followFoot(owner.page);
    await regain(owner);
    await expect
      .poll(said)
      .toEqual([offline, expect.stringMatching(/^Syncing \d changes?$/), 'All synced', '']);
  });

  await test.step('each thing is there once, in order, on every screen', async () => {
    const withVera = ['Is the lamp in stock?', 'Yes, three of them.', 'Shall I keep one for you?'];
    const withWalt = ['My order has not come.', 'Hello?', 'The depot lost it, I think.'];
    for (const agent of [owner, ben]) {
      await agent.page.goto(`${origin}/all/${toVera}`);
      await expect(agent.bubbles()).toHaveText(withVera);
      await agent.page.goto(`${origin}/all/${toWalt}`);
      await expect(agent.bubbles()).toHaveText(withWalt);
      await agent.page.goto(`${origin}/all/${toYuki}`);
      await expect(agent.bubbles()).toHaveText(['Thanks, all good.']);
      await expect(agent.thread.getByText(/closed this/)).toHaveCount(1);
      await expect(agent.page.getByText(saved)).toHaveCount(0);
    }
    await expect(vera.bubbles()).toHaveText(withVera);
    await expect(walt.bubbles()).toHaveText(withWalt.slice(0, 2));
    await expect(yuki.bubbles()).toHaveText(['Thanks, all good.']);
    await expect(yuki.log).toContainText('This conversation was closed.');
  });
  expect(complaints).toEqual([[], []]);

  /** On her screen each of the three says that it waits on this device. */
  async function expectAllSaved(agent: Agent): Promise<void> {
    await agent.page.goto(`${origin}/all/${toVera}`);
    await expect(agent.stateOf('Shall I keep one for you?')).toContainText(saved);
    await agent.page.goto(`${origin}/all/${toWalt}`);
    await expect(agent.stateOf('The depot lost it, I think.')).toContainText(saved);
    await agent.page.goto(`${origin}/all/${toYuki}`);
    await expect(agent.thread.getByText(`You closed this · ${saved}`)).toBeVisible();
  }
});

test('[O6] a reply written offline is kept back when the visitor wrote meanwhile, and goes once her author says so', async ({
  browser,
}) => {
  const agent = await signIn(anasBrowser, origin, ana);
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say('Can I pick it up today?');
  await agent.open(await agent.conversationSaying('Can I pick it up today?'));
  await expect(agent.said('Can I pick it up today?')).toBeVisible();

  await lose(agent);
  await agent.reply('Until six, yes.');
  await visitor.say('Or rather tomorrow at nine?');
  await expect(visitor.log.getByText('Sent', { exact: true })).toBeVisible();

  await regain(agent);
  const kept = agent.thread.getByRole('group', {
    name: /^Visitor \w+ wrote at .*, before your reply left\.$/,
  });
  await expect(kept).toBeInViewport();
  await expect(visitor.bubbles()).toHaveText([
    'Can I pick it up today?',
    'Or rather tomorrow at nine?',
  ]);
  await kept.getByRole('button', { name: 'Send anyway' }).click();
  await expect(kept).toHaveCount(0);
  const all = ['Can I pick it up today?', 'Or rather tomorrow at nine?', 'Until six, yes.'];
  await expect(visitor.bubbles()).toHaveText(all);
  await expect(agent.bubbles()).toHaveText(all);
});

/** Whether the worker that keeps the shell answers for this page. */
function isControlled(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });
}

/** From now on, what the line at the foot said, one after the other; numbers that count down are one saying. */
async function followFoot(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate((start) => {
    const places = [...document.querySelectorAll('[role=status]')];
    const foot = places.find((place) => place.textContent.includes(start))!;
    const said = [start];
    Object.assign(window, { said });
    new MutationObserver(() => {
      const text = foot.textContent.trim();
      const kind = text.replace(/\d+.*/, '');
      if (said.at(-1)!.replace(/\d+.*/, '') !== kind) said.push(text);
    }).observe(foot, { childList: true, characterData: true, subtree: true });
  }, offline);
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}
