/**
 * The desk for those who do not see it or do not use a mouse: every state of it sound in both looks, and a day's work by
 * keys alone. UX 16, 18, 20. The pages before the desk are looked at in `door.spec.ts`, the widget alone in
 * `widget-host.test.ts`.
 */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { theOwner, type Agent } from './agent.ts';
import { expectSoundInBothLooks } from './sound.ts';
import { aVisitor, type Visitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let origin: string;
let ana: Agent;
let visitor: Visitor;
/** Newest first, as the list has them. */
const questions = ['Where is my lamp?', 'Do you repair shades?', 'Is it dimmable?'];
const ids: string[] = [];

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
});
test.afterAll(async () => {
  await ana.context.close();
  await server.stop();
  removeData(server);
});

test('[UX 18] an empty desk is sound', async () => {
  await expect(ana.page.getByText('No conversations yet.')).toBeVisible();
  await expectSoundInBothLooks(ana.page);
});

test('[UX 18] the demo page with an open chat is sound', async ({ browser }) => {
  for (const question of questions.toReversed()) {
    await visitor?.context.close();
    visitor = await aVisitor(browser, origin);
    await visitor.open();
    await visitor.say(question);
    ids.unshift(await ana.conversationSaying(question));
  }
  await expect(visitor.log).toContainText('Sent');
  await expectSoundInBothLooks(visitor.page);
});

test('[UX 18] list and window, reply and comment are sound, also offline', async () => {
  await ana.open(ids[0]!);
  await ana.reply('It left Lyon this morning.');
  await ana.comment('They called as well.');
  await ana.startWriting('Reply');
  await ana.page.keyboard.type('Is there anything');
  await expectSoundInBothLooks(ana.page);

  await ana.startWriting('Comment');
  await ana.page.keyboard.type('Number is in the notes');
  await expectSoundInBothLooks(ana.page);

  await ana.context.setOffline(true);
  await expect(ana.page.getByText('Offline · everything is saved on this device')).toBeVisible();
  await ana.page.keyboard.press('Enter');
  await expect(ana.stateOf('Number is in the notes')).toContainText('Saved on this device');
  await expectSoundInBothLooks(ana.page);
  await ana.choose('Sign out');
  const dialog = ana.page.getByRole('dialog', { name: 'Sign out' });
  await expect(dialog).toContainText('1 change is not sent yet');
  await expectSoundInBothLooks(ana.page);
  await dialog.getByRole('button', { name: 'Stay signed in' }).click();

  await ana.context.setOffline(false);
  await expect(ana.stateOf('Number is in the notes')).not.toContainText('Saved on this device');
  await ana.startWriting('Reply');
  await ana.page.keyboard.press('Control+a');
  await ana.page.keyboard.press('Delete');
});

test('[UX 18] the menu and the dialogs are sound', async () => {
  const { page } = ana;
  await ana.openMenu();
  await expectSoundInBothLooks(page);
  await page.keyboard.press('Escape');
  await ana.choose('Invite a colleague');
  const invitation = page.getByRole('dialog', { name: 'Invite a colleague' });
  await expect(invitation).toBeVisible();
  await expectSoundInBothLooks(page);
  await page.keyboard.press('Escape');
  await expect(invitation).toHaveCount(0);
});

test('[UX 16] a day’s work by keys alone', async () => {
  const { page } = ana;
  const { keyboard } = page;
  const row = (place: number) => ana.row(ids[place]!);
  const title = (place: number) => expect(page).toHaveURL(`${origin}/all/${ids[place]!}`);
  await page.goto(`${origin}/all`);
  await expect(row(2)).toBeVisible();

  // Through the list, into a conversation, and on to its neighbours.
  await keyboard.press('j');
  await expect(row(0)).toBeFocused();
  await keyboard.press('j');
  await keyboard.press('ArrowDown');
  await expect(row(2)).toBeFocused();
  await keyboard.press('k');
  await keyboard.press('Enter');
  await expect(ana.thread).toBeFocused();
  await title(1);
  await keyboard.press('j');
  await title(2);
  await keyboard.press('k');
  await title(1);

  // Writing: letters are letters there, and Esc leads out step by step without losing a word.
  await keyboard.press('r');
  await expect(ana.editor('Reply')).toBeFocused();
  await keyboard.type('We repair jackets, every one of them.');
  await keyboard.press('Escape');
  await expect(ana.thread).toBeFocused();
  await keyboard.press('c');
  await expect(ana.editor('Comment')).toBeFocused();
  await keyboard.type('Ask Lea about pleats');
  await keyboard.press('Enter');
  await expect(ana.said('Ask Lea about pleats')).toBeVisible();
  await expect(ana.editor('Comment')).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(row(1)).toBeFocused();
  await keyboard.press('r');
  await expect.poll(() => ana.written('Reply')).toBe('We repair jackets, every one of them.');
  await keyboard.press('Shift+Enter');
  await keyboard.type('Shades too.');
  await keyboard.press('Control+Enter');
  await expect(ana.thread.getByText('Shades too.')).toBeVisible();
  await keyboard.press('Escape');

  // Deciding: close, which goes on to the next, undo, and take the last. The answered one is the newest now.
  await keyboard.press('e');
  await title(0);
  await expect(page.getByRole('status').getByText(/^Closed/)).toBeVisible();
  await keyboard.press('z');
  await keyboard.press('j');
  await title(2);
  await keyboard.press('i');
  await expect(row(2)).toHaveAccessibleName(/Assigned to you/);
  await keyboard.press('k');
  await keyboard.press('k');
  await title(1);
  await expect(ana.window.getByRole('button', { name: 'Close', exact: true })).toBeVisible();

  // Places, and the sheet that tells all this.
  await keyboard.press('g');
  await keyboard.press('u');
  await expect(page.getByRole('region', { name: 'Unassigned' })).toBeVisible();
  await keyboard.press('g');
  await keyboard.press('m');
  await expect(page.getByRole('region', { name: 'My messages' })).toBeVisible();
  // From where she was in it.
  await keyboard.press('j');
  await expect(row(0)).toBeFocused();
  await keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(sheet).toBeVisible();
  await expectSoundInBothLooks(page);
  await keyboard.press('j');
  await keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(row(0)).toBeFocused();
});
