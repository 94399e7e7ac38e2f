/**
 * One conversation, from the widget to the team and back, with a comment in between that the visitor's browser must
 * never receive. Issue 2 "What must be shown", DESIGN 2 (audiences), RELIABILITY T8, T43, SPEC V2.
 */
import { expect, test, type Page } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, ben, theOwner, type Agent } from './agent.ts';
import { complaintsOf, holding, trafficOf } from './listening.ts';
import { Visitor } from './visitor.ts';

/** A word that occurs nowhere else. */
const canary = 'quixotic-marmalade';

let server: ServerProcess;
let origin: string;
test.beforeAll(async () => {
  server = await startServer();
  origin = server.url.replace('127.0.0.1', 'localhost');
});
test.afterAll(async () => {
  await server.stop();
  removeData(server);
});

test('[issue 2] a visitor and two agents talk, and the comment stays with the team', async ({
  browser,
}) => {
  const anaAtDesk = await theOwner(browser, origin);
  const benAtDesk = await aColleague(browser, anaAtDesk);
  const agentsComplain = [anaAtDesk, benAtDesk].map((agent) => complaintsOf(agent.page));

  const context = await browser.newContext();
  const traffic = trafficOf(context);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${origin}/demo`);
  const visitor = new Visitor(page);

  await test.step('[V2] nothing is stored and no global set before the chat is used', async () => {
    await expect(visitor.launcher).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => typeof (window as { Parley?: unknown }).Parley))
      .toBe('function');
    expect(await keptBy(page)).toEqual({ cookie: '', local: 0, session: 0, databases: [] });
    expect(await context.cookies()).toEqual([]);
    const without = await (await browser.newContext()).newPage();
    await without.route('**/widget.js', (route) => route.abort());
    await without.goto(`${origin}/demo`);
    const before = new Set(await globalsOf(without));
    await without.context().close();
    expect((await globalsOf(page)).filter((name) => !before.has(name))).toEqual(['Parley']);
  });

  const question = 'Where is my lamp?';
  await visitor.open();
  await visitor.say(question);
  await expect(visitor.bubble(question)).toBeVisible();

  const id = await anaAtDesk.conversationSaying(question);
  await test.step('both agents see the row and the message', async () => {
    for (const agent of [anaAtDesk, benAtDesk]) {
      await expect(agent.row(id)).toBeVisible();
      await agent.open(id);
      await expect(agent.said(question)).toBeVisible();
    }
  });

  const comment = `The ${canary} depot is late again, do not promise a day.`;
  await test.step('Ana comments, and Ben sees it', async () => {
    await anaAtDesk.comment(comment);
    await expect(benAtDesk.said(comment)).toBeVisible();
    await expect(benAtDesk.row(id)).toHaveAccessibleName(/Ana: The quixotic-marmalade/);
  });

  const answer = 'It left Lyon this morning.';
  await test.step('[keyboard] Ben finds the conversation, replies and sends without a mouse', async () => {
    await benAtDesk.page.goto(`${origin}/all`);
    await expect(benAtDesk.row(id)).toBeVisible();
    const { keyboard } = benAtDesk.page;
    await keyboard.press('j');
    await expect(benAtDesk.row(id)).toBeFocused();
    await keyboard.press('Enter');
    await expect(benAtDesk.thread).toBeFocused();
    await keyboard.press('r');
    await expect(benAtDesk.editor('Reply')).toBeFocused();
    await keyboard.type(answer.slice(0, 12));
    await expect(visitor.panel.getByText('Ben Okafor is typing')).toBeVisible();
    await expect(anaAtDesk.window.getByTitle('Ben is writing')).toBeVisible();
    await keyboard.type(answer.slice(12));
    await keyboard.press('Enter');
    await expect(benAtDesk.said(answer)).toBeVisible();
  });

  await test.step('[R8] the visitor reads it, and Ben’s tick says so', async () => {
    await expect(visitor.bubble(answer)).toBeVisible();
    await expect(visitor.panel.getByText('Ben Okafor is typing')).toHaveCount(0);
    await expect(benAtDesk.stateOf(answer)).toContainText('Read');
    await expect(anaAtDesk.stateOf(answer)).toContainText('Read');
    await expect(visitor.log).toContainText(ben.name);
    await expect(visitor.log).toContainText('Read');
  });

  await test.step('typing is shown to the team as well', async () => {
    await visitor.field.pressSequentially('Wonder');
    await expect(anaAtDesk.thread.getByText(/ is typing$/)).toBeVisible();
    await visitor.field.pressSequentially('ful, thank you.');
    await visitor.field.press('Enter');
    await expect(benAtDesk.said('Wonderful, thank you.')).toBeVisible();
    await expect(anaAtDesk.thread.getByText(/ is typing$/)).toHaveCount(0);
  });

  await test.step('close, reopened by the visitor, closed and reopened by hand', async () => {
    const close = (agent: Agent) =>
      agent.window.getByRole('button', { name: 'Close', exact: true });
    const reopen = (agent: Agent) => agent.window.getByRole('button', { name: 'Reopen' });
    await close(anaAtDesk).click();
    await expect(reopen(benAtDesk)).toBeVisible();
    await expect(visitor.log).toContainText('This conversation was closed.');

    await visitor.say('One more thing.');
    await expect(anaAtDesk.thread).toContainText('Reopened by a new message');
    await expect(close(benAtDesk)).toBeVisible();
    await expect(visitor.log).not.toContainText('This conversation was closed.');

    await close(benAtDesk).click();
    await expect(anaAtDesk.thread).toContainText('Ben closed this');
    await reopen(anaAtDesk).click();
    await expect(close(benAtDesk)).toBeVisible();
    // Three in a row are folded until somebody asks.
    await benAtDesk.thread.getByRole('button', { name: '3 changes' }).click();
    await expect(benAtDesk.thread).toContainText('Ana reopened this');
  });

  await test.step('everybody sees the same words in the same order', async () => {
    const public_ = [question, answer, 'Wonderful, thank you.', 'One more thing.'];
    const team = [question, comment, ...public_.slice(1)];
    await expect(anaAtDesk.bubbles()).toHaveText(team);
    await expect(benAtDesk.bubbles()).toHaveText(team);
    await expect(visitor.bubbles()).toHaveText(public_);
    await page.reload();
    await visitor.open();
    await expect(visitor.bubbles()).toHaveText(public_);
  });

  await test.step('[R8] nothing of the comment ever reached the visitor’s browser', async () => {
    await traffic.settled();
    // The capture works: the public words did come through it, in both directions.
    expect(holding(traffic, answer)).toBeGreaterThan(0);
    expect(holding(traffic, question)).toBeGreaterThan(0);
    for (const word of [canary, 'depot', '"comment"']) expect(holding(traffic, word)).toBe(0);
  });

  expect(complaints).toEqual([]);
  // And a breach of the policy would have been heard.
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'a { color: red }';
    document.head.append(style);
  });
  await expect.poll(() => complaints).toEqual([expect.stringContaining('style-src')]);
  expect(agentsComplain).toEqual([[], []]);
});

/** What a page's origin keeps in this browser. */
function keptBy(page: Page) {
  return page.evaluate(async () => ({
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));
}

function globalsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.getOwnPropertyNames(window));
}
