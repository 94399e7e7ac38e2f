/**
 * What can be done with one conversation, by two agents and a visitor at once: quote, react, edit, take back, bin and
 * restore, block and ban, merge and separate, a summary written together, a transcript. SPEC C1-C5, C13-C15, C18, C19.
 */
import { readFile } from 'node:fs/promises';
import { expect, test, type Locator } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { holding, trafficOf } from './listening.ts';
import { expectSoundInBothLooks } from './sound.ts';
import { aVisitor, Visitor } from './visitor.ts';

/** Words that occur nowhere else. */
const canary = 'quixotic-marmalade';
const summaryWords = 'zephyr-lantern';

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

/** Opens the menu of what was said, and chooses. */
async function choose(agent: Agent, text: string, item: string): Promise<void> {
  const said = agent.thread.locator('.said').filter({ hasText: text }).last();
  await said.hover();
  await said.getByRole('button', { name: /^Menu of the message/ }).click();
  await agent.page.getByRole('menuitem', { name: item }).click();
}
const head = (agent: Agent, name: string): Locator =>
  agent.window.getByRole('button', { name, exact: true });
async function more(agent: Agent, item: string): Promise<void> {
  await head(agent, 'More').click();
  await agent.page.getByRole('menuitem', { name: item }).click();
}

test('[issue 3] everything that can be done with one conversation, by two at once', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const anaAtDesk = await theOwner(browser, origin);
  const benAtDesk = await aColleague(browser, anaAtDesk);
  const context = await browser.newContext();
  const traffic = trafficOf(context);
  const visitor = new Visitor(await context.newPage());
  await visitor.page.goto(`${origin}/demo`);
  await visitor.open();
  const question = 'Where is my lamp?';
  await visitor.say(question);
  const id = await anaAtDesk.conversationSaying(question);
  for (const agent of [anaAtDesk, benAtDesk]) {
    await agent.page.goto(`${origin}/all/${id}`);
    await expect(agent.said(question)).toBeVisible();
  }

  await test.step('[C13] Ana reacts, Ben sees it and joins, and Ana takes hers back', async () => {
    await choose(anaAtDesk, question, 'React with 👍');
    const reaction = (agent: Agent) => agent.thread.getByRole('button', { name: /^👍 \d,/ });
    await expect(reaction(benAtDesk)).toHaveAccessibleName('👍 1, Ana');
    await reaction(benAtDesk).click();
    await expect(reaction(anaAtDesk)).toHaveAccessibleName('👍 2, You, Ben');
    await reaction(anaAtDesk).click();
    await expect(reaction(benAtDesk)).toHaveAccessibleName('👍 1, You');
  });

  await test.step('[C13] Ben quotes the question in his answer, and everybody sees which', async () => {
    await choose(benAtDesk, question, 'Quote');
    await expect(benAtDesk.editor('Reply')).toBeFocused();
    await benAtDesk.page.keyboard.type('In Lyon.');
    await benAtDesk.page.keyboard.press('Enter');
    await expect(anaAtDesk.thread.locator('.quote')).toContainText(question);
    await expect(visitor.log.locator('.w-quote')).toHaveText(question);
  });

  await test.step('[C14] [keyboard] the up arrow edits it; both sides say so, the team keeps the old words', async () => {
    await benAtDesk.page.keyboard.press('ArrowUp');
    const field = benAtDesk.page.getByRole('textbox', { name: 'Edit this message' });
    await expect(field).toBeFocused();
    await field.fill('In Turin.');
    await benAtDesk.page.keyboard.press('Enter');
    await expect(anaAtDesk.said('In Turin.')).toBeVisible();
    await expect(visitor.bubble('In Turin.')).toBeVisible();
    await expect(visitor.log).toContainText('edited');
    await anaAtDesk.thread.getByRole('button', { name: 'edited' }).click();
    await expect(anaAtDesk.said('In Lyon.')).toBeVisible();
  });

  const mistake = `The code is ${canary}.`;
  await test.step('[C14] what is removed is gone from the visitor’s side, now and after a reload', async () => {
    await benAtDesk.reply(mistake);
    await expect(visitor.bubble(mistake)).toBeVisible();
    await choose(benAtDesk, mistake, 'Remove for everybody');
    await expect(visitor.log).toContainText('Message removed');
    await expect(visitor.bubble(mistake)).toHaveCount(0);
    await expect(anaAtDesk.thread.getByText('Message removed')).toBeVisible();
    await traffic.settled();
    const heard = holding(traffic, canary);
    await visitor.page.reload();
    await visitor.open();
    await expect(visitor.log).toContainText('Message removed');
    await traffic.settled();
    expect(holding(traffic, canary)).toBe(heard);
  });

  await test.step('[C18] a summary, written by two, for the team only', async () => {
    await more(anaAtDesk, 'Pin a summary');
    const summary = (agent: Agent) =>
      agent.page.getByRole('textbox', { name: 'Summary', exact: true });
    await summary(anaAtDesk).click();
    await anaAtDesk.page.keyboard.type(`Wants the ${summaryWords}`);
    await expect(summary(benAtDesk)).toContainText(summaryWords);
    await summary(benAtDesk).click();
    await benAtDesk.page.keyboard.press('End');
    await benAtDesk.page.keyboard.type(' by Friday');
    await expect(summary(anaAtDesk)).toHaveText(`Wants the ${summaryWords} by Friday`);
  });

  await test.step('[C19] the transcript has no comments but in an internal copy', async () => {
    await anaAtDesk.comment('Only among us.');
    const download = async (isInternal: boolean, format = 'Text') => {
      await more(anaAtDesk, 'Transcript…');
      const dialog = anaAtDesk.page.getByRole('dialog', { name: 'Transcript' });
      await dialog.getByLabel(format, { exact: true }).check();
      if (isInternal) await dialog.getByLabel('Internal copy').check();
      const [file] = await Promise.all([
        anaAtDesk.page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Download' }).click(),
      ]);
      return readFile(await file.path(), 'utf8');
    };
    const outside = await download(false);
    expect(outside).toContain(question);
    expect(outside).toContain('In Turin.');
    for (const word of ['Only among us.', canary, 'In Lyon.']) expect(outside).not.toContain(word);
    expect(await download(true)).toContain('Only among us.');
    const page = await download(false, 'Web page');
    expect(page).toMatch(/^<!doctype html>/i);
    const { messages } = JSON.parse(await download(false, 'JSON')) as {
      messages: { text: string }[];
    };
    for (const written of [page, JSON.stringify(messages)]) {
      expect(written).toContain('In Turin.');
      for (const word of ['Only among us.', canary]) expect(written).not.toContain(word);
    }
  });

  await test.step('[C3] [C5] to the bin and back in one click, with a line that says who', async () => {
    await head(anaAtDesk, 'To the bin').click();
    await expect(benAtDesk.window).toContainText('In the bin. Gone for good on');
    await benAtDesk.window
      .getByRole('paragraph')
      .filter({ hasText: 'In the bin.' })
      .getByRole('button', { name: 'Take out of the bin' })
      .click();
    await expect(anaAtDesk.window).not.toContainText('In the bin.');
  });

  await test.step('[C4] blocked, the visitor notices nothing; banned, their chat is gone', async () => {
    await head(anaAtDesk, 'Block').click();
    await anaAtDesk.page.getByRole('menuitem', { name: 'Block in this chat' }).click();
    await expect(anaAtDesk.page.getByLabel('Why')).toBeFocused();
    await anaAtDesk.page.keyboard.type('Asks for other people’s orders');
    await anaAtDesk.page.keyboard.press('Enter');
    await expect(benAtDesk.window).toContainText('Blocked. Messages are kept here.');
    await expect(benAtDesk.window).toContainText('“Asks for other people’s orders”');
    await visitor.say('Hello?');
    await expect(visitor.bubble('Hello?')).toBeVisible();
    await expect(benAtDesk.said('Hello?')).toBeVisible();

    await head(benAtDesk, 'Block').click();
    await benAtDesk.page.getByRole('menuitem', { name: 'For 7 days' }).click();
    await benAtDesk.page.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect(anaAtDesk.window).toContainText('Banned until');
    await expect(visitor.launcher).toBeHidden();
    await visitor.page.reload();
    await expect(visitor.launcher).toBeHidden();

    await anaAtDesk.window
      .getByRole('paragraph')
      .filter({ hasText: 'Banned until' })
      .getByRole('button', { name: 'Unblock' })
      .click();
    await expect(benAtDesk.window).not.toContainText('Banned until');
    // The page that was open all the time has its chat again.
    await expect(visitor.launcher).toBeVisible();
    await visitor.open();
    await expect(visitor.bubble('Hello?')).toBeVisible();
  });

  /** Not where it is quoted. */
  const asked = (agent: Agent) => agent.thread.locator('.bubble').getByText(question);
  await test.step('[C15] two conversations as one thread, and separate again; each visitor has their own', async () => {
    const other = await aVisitor(browser, origin);
    await other.open();
    await other.say('It is me again, from my phone.');
    await anaAtDesk.conversationSaying('It is me again, from my phone.');
    await more(anaAtDesk, 'Merge with…');
    await anaAtDesk.page
      .getByRole('dialog')
      .getByRole('button', { name: /It is me again/ })
      .click();
    for (const agent of [anaAtDesk, benAtDesk]) {
      await expect(agent.said('It is me again, from my phone.')).toBeVisible();
      await expect(asked(agent)).toBeVisible();
    }
    await expect(other.bubbles()).toHaveText(['It is me again, from my phone.']);
    await benAtDesk.window.getByRole('button', { name: 'Separate again' }).click();
    await expect(anaAtDesk.said('It is me again, from my phone.')).toHaveCount(0);
    await expect(asked(anaAtDesk)).toBeVisible();
  });

  await test.step('[C2] sent and closed in one press', async () => {
    await anaAtDesk.startWriting('Reply');
    await anaAtDesk.page.keyboard.type('All done.');
    await anaAtDesk.page.keyboard.press('Control+Shift+Enter');
    await expect(benAtDesk.said('All done.')).toBeVisible();
    await expect(head(benAtDesk, 'Reopen')).toBeVisible();
  });

  await test.step('[UX18] nothing for axe to find, in both looks', async () => {
    await expectSoundInBothLooks(anaAtDesk.page);
    await head(anaAtDesk, 'More').click();
    await expect(anaAtDesk.page.getByRole('menuitem', { name: 'Print' })).toBeVisible();
    await anaAtDesk.page.keyboard.press('Escape');
  });

  await test.step('[C3] deleted for good, by an owner and after a question: the visitor’s chat is empty', async () => {
    await head(benAtDesk, 'To the bin').click();
    await expect(anaAtDesk.window).toContainText('In the bin. Gone for good on');
    const forGood = (agent: Agent) =>
      agent.window.getByRole('button', { name: 'Delete for good…' });
    await expect(forGood(benAtDesk)).toHaveCount(0);
    await forGood(anaAtDesk).click();
    await anaAtDesk.page.getByRole('button', { name: 'Delete for good', exact: true }).click();
    await expect(anaAtDesk.row(id)).toHaveCount(0);
    await expect(benAtDesk.window).toHaveCount(0);
    await expect(visitor.bubbles()).toHaveCount(0);
    await visitor.say('Is anybody there?');
    await anaAtDesk.conversationSaying('Is anybody there?');
    await expect(visitor.bubbles()).toHaveText(['Is anybody there?']);
    await anaAtDesk.page.goto(`${origin}/settings/history`);
    await expect(anaAtDesk.page.getByRole('main')).toContainText(
      'Ana Weber deleted a conversation for good',
    );
  });

  await test.step('[R8] the visitor’s browser received none of what is the team’s', async () => {
    await traffic.settled();
    expect(holding(traffic, 'In Turin.')).toBeGreaterThan(0);
    for (const word of [
      summaryWords,
      'Only among us.',
      '"reacted"',
      '"blocked"',
      '"binned"',
      '"merged"',
      '👍',
    ])
      expect(holding(traffic, word), word).toBe(0);
  });
});
