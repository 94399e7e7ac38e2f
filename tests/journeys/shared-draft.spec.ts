/**
 * Two agents in one reply: they see each other's carets, undo only their own, and only one of them can send it.
 * SPEC W2, W11-W13, R2; UX 7, 14; DESIGN 2 "Pads".
 */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { complaintsOf } from './listening.ts';
import { aVisitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let ana: Agent;
let ben: Agent;
let complaints: string[][];
const question = 'Can it hang from the ceiling?';

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  const origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  ben = await aColleague(browser, ana);
  complaints = [ana, ben].map((agent) => complaintsOf(agent.page));
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say(question);
  const id = await ana.conversationSaying(question);
  for (const agent of [ana, ben]) await agent.open(id);
});
test.afterAll(async () => {
  for (const agent of [ana, ben]) await agent.context.close();
  await server.stop();
  removeData(server);
});

test('[W12] both write in the same reply, with carets, and undo takes back only what is one’s own', async () => {
  const [hers, his] = [ana.editor('Reply'), ben.editor('Reply')];
  await ana.startWriting('Reply');
  await ana.page.keyboard.type('It can, with a longer cable.');
  await expect.poll(() => ben.written('Reply')).toBe('It can, with a longer cable.');
  await expect(ben.window.getByText('Ana is writing too')).toBeVisible();

  await ben.startWriting('Reply');
  await ben.moveCaret(ben.editor('Reply'), 'Control+End');
  await ben.page.keyboard.type(' We sell two metres.');
  const both = 'It can, with a longer cable. We sell two metres.';
  await expect.poll(() => ana.written('Reply')).toBe(both);
  // Each sees the other's caret with their name on it, and not their own.
  // Seen beside the caret, and no part of the words: not read out among them, not copied with them.
  await expect(hers.locator('.caret')).toHaveAttribute('data-name', 'Ben Okafor');
  await expect(his.locator('.caret')).toHaveAttribute('data-name', 'Ana Weber');
  for (const editor of [hers, his]) await expect(editor.locator('.caret')).toHaveText('');

  // At the same time, each at their end.
  await ana.moveCaret(ana.editor('Reply'), 'Control+Home');
  await Promise.all([ana.page.keyboard.type('Good day! '), ben.page.keyboard.type(' Or three.')]);
  const whole = 'Good day! It can, with a longer cable. We sell two metres. Or three.';
  for (const agent of [ana, ben]) await expect.poll(() => agent.written('Reply')).toBe(whole);

  await undoAll(ben);
  for (const agent of [ana, ben]) {
    await expect.poll(() => agent.written('Reply')).toBe('Good day! It can, with a longer cable.');
  }
  await undoAll(ana);
  for (const agent of [ana, ben]) await expect.poll(() => agent.written('Reply')).toBe('');
});

test('[W13] sending over a colleague asks first, and takes both to the next draft', async () => {
  await ben.page.keyboard.type('Yes, from a hook.');
  await expect(ana.editor('Reply')).toContainText('Yes, from a hook.');
  const ask = ana.window.getByRole('button', { name: 'Ben is writing – send anyway?' });
  await expect(ask).toBeVisible();
  // A question that appeared under the finger is not answered by the press that was meant for Send.
  await expect(async () => {
    await ask.click();
    await expect(ana.said('Yes, from a hook.')).toBeVisible({ timeout: 500 });
  }).toPass();
  for (const agent of [ana, ben]) {
    await expect(agent.bubbles()).toHaveText([question, 'Yes, from a hook.']);
    await expect.poll(() => agent.written('Reply')).toBe('');
  }
  // Ben's hands were on the keyboard and stay there.
  await ben.page.keyboard.type('The hook comes with it.');
  await ben.page.keyboard.press('Enter');
  await expect(ana.said('The hook comes with it.')).toBeVisible();
});

test('[W2] what is written as a comment never shows in the reply, nor the other way round', async () => {
  await ana.startWriting('Comment');
  await ana.page.keyboard.type('They always ask this');
  await ben.startWriting('Reply');
  await ben.page.keyboard.type('Anything else');
  await expect(ana.editor('Reply')).toHaveCount(0);
  await expect.poll(() => ana.written('Comment')).toBe('They always ask this');
  await expect.poll(() => ben.written('Reply')).toBe('Anything else');

  await ana.startWriting('Reply');
  await ben.startWriting('Comment');
  await expect.poll(() => ana.written('Reply')).toBe('Anything else');
  await expect.poll(() => ben.written('Comment')).toBe('They always ask this');
  await expect(ben.window.getByRole('button', { name: 'Comment', exact: true })).toBeEnabled();
  await ben.page.keyboard.press('Enter');
  await expect(ana.said('They always ask this')).toBeVisible();
  await expect.poll(() => ben.written('Comment')).toBe('');
  await expect.poll(() => ana.written('Reply')).toBe('Anything else');
  await undoAll(ben);
  await ben.startWriting('Reply');
  await ben.page.keyboard.press('Control+a');
  await ben.page.keyboard.press('Delete');
  await expect.poll(() => ana.written('Reply')).toBe('');
});

test('[W13] the same numbered draft is not sent twice: the second says who sent it, and its words are kept', async () => {
  await ben.context.setOffline(true);
  await expect(ben.page.getByText('Offline · everything is saved')).toBeVisible();
  await ben.reply('We ship on Friday.');
  await ana.reply('We ship on Monday.');

  await ben.context.setOffline(false);
  // To its author a refused draft is what any overtaken reply is: what happened, and the choice.
  const kept = ben.thread.getByRole('group', {
    name: /^Ana replied at .*, before you came back\.$/,
  });
  await expect(kept).toBeInViewport();
  await expect(ben.said('We ship on Friday.')).toBeVisible();
  await expect(ana.said('We ship on Friday.')).toHaveCount(0);

  await kept.getByRole('button', { name: 'Edit' }).click();
  await expect(kept).toHaveCount(0);
  await expect.poll(() => ben.written('Reply')).toBe('We ship on Friday.');
  await expect.poll(() => ana.written('Reply')).toBe('We ship on Friday.');
  await expect(ben.editor('Reply')).toBeFocused();
  await ben.page.keyboard.press('Enter');
  for (const agent of [ana, ben]) {
    await expect(agent.said('We ship on Friday.')).toHaveCount(1);
    await expect(agent.said('We ship on Monday.')).toHaveCount(1);
  }
  expect(complaints).toEqual([[], []]);
});

/** More often than there is anything to undo. */
async function undoAll(agent: Agent): Promise<void> {
  for (let times = 0; times < 12; times += 1) await agent.page.keyboard.press('Control+z');
}
