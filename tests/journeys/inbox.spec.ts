/**
 * A shift in the list: places and their counts, filters, many at once with one undo, sleep, unread, the palette; by
 * keys alone, and offline. SPEC L1-L3, L5-L10, L15-L17, L21; UX 3, 4, 16, 18, 19.
 */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { expectSoundInBothLooks } from './sound.ts';
import { aVisitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let origin: string;
let ana: Agent;
let ben: Agent;
/** Newest first, as the list has them. */
const questions = ['Where is my lamp?', 'Do you repair shades?', 'Is it dimmable?'];
const ids: string[] = [];

const entry = (agent: Agent, name: RegExp) =>
  agent.page.getByRole('navigation', { name: 'Parley' }).getByRole('link', { name });
const toast = (agent: Agent, text: string | RegExp) =>
  agent.page.getByRole('status').getByText(text);

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  ben = await aColleague(browser, ana);
  for (const question of questions.toReversed()) {
    const visitor = await aVisitor(browser, origin);
    await visitor.open();
    await visitor.say(question);
    ids.unshift(await ana.conversationSaying(question));
    await visitor.context.close();
  }
});
test.afterAll(async () => {
  await Promise.all([ana.context.close(), ben.context.close()]);
  await server.stop();
  removeData(server);
});

test('[L2] counts equal the rows, and places that are still to come say so', async () => {
  const { page } = ana;
  await expect(entry(ana, /^Unassigned/)).toHaveAccessibleName(/3 waiting/);
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await expect(page.getByRole('region', { name: 'Unassigned' }).getByRole('listitem')).toHaveCount(
    3,
  );
  for (const [name, words] of [
    [/^Visitors online/, 'The live list of visitors comes with a later version.'],
    [/^Statistics/, /^Figures about answers/],
  ] as const) {
    await entry(ana, name).click();
    await expect(page.getByText(words)).toBeVisible();
    await expectSoundInBothLooks(page);
  }
  await page.goto(`${origin}/all`);
});

test('[L10] [L21] three selected by keys, closed at once, and brought back by one undo', async () => {
  const { keyboard } = ana.page;
  await expect(ana.row(ids[2]!)).toBeVisible();
  await keyboard.press('j');
  await expect(ana.row(ids[0]!)).toBeFocused();
  await keyboard.press('x');
  await keyboard.press('Shift+J');
  await keyboard.press('Shift+J');
  await expect(ana.page.getByText('3 selected')).toBeVisible();
  await expectSoundInBothLooks(ana.page);
  await keyboard.press('e');
  await expect(toast(ana, '3 closed')).toBeVisible();
  await expect(entry(ben, /^Unassigned/)).not.toHaveAccessibleName(/waiting/);
  await keyboard.press('z');
  await expect(toast(ana, /^Undone/)).toBeVisible();
  // Whoever had not been answered waits again.
  await expect(entry(ben, /^Unassigned/)).toHaveAccessibleName(/3 waiting/);
});

test('[L17] asleep it is in its own filter; woken by hand it is back', async () => {
  const { page } = ana;
  await ana.row(ids[1]!).focus();
  await page.keyboard.press('h');
  const box = page.getByRole('dialog', { name: 'Snooze' });
  await expect(box).toBeVisible();
  await expectSoundInBothLooks(page);
  await page.keyboard.type('3 days');
  await expect(box.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(toast(ana, /sleeps until/)).toBeVisible();
  await expect(ben.row(ids[1]!)).toHaveCount(0);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Snoozed' }).click();
  await expect(ana.row(ids[1]!)).toHaveAccessibleName(/until/);
  await page.reload();
  await expect(ana.row(ids[1]!)).toBeVisible();
  await ana.row(ids[1]!).focus();
  await page.keyboard.press('.');
  await page.keyboard.type('wake');
  await page.keyboard.press('Enter');
  await expect(ben.row(ids[1]!)).toBeVisible();
  await page.getByRole('button', { name: 'Snoozed', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Open' }).click();
});

test('[L15] [L16] unread by hand is unread for me alone; who waits goes on waiting', async () => {
  const { page } = ana;
  await ana.open(ids[0]!);
  await page.keyboard.press('i');
  await expect(ana.row(ids[0]!)).toHaveAccessibleName(/Assigned to you/);
  await expect(entry(ana, /^My messages/)).toHaveAccessibleName(/1 waiting/);
  // Read: on the screen for a second.
  await expect(ana.row(ids[0]!)).not.toHaveAccessibleName(/^New/);
  // Answered, or on a slow machine red would stand before violet.
  await ana.reply('On its way.');
  await expect(entry(ana, /^My messages/)).not.toHaveAccessibleName(/waiting/);
  await page.goto(`${origin}/all`);
  await expect(ana.row(ids[0]!)).toBeVisible();
  await ana.row(ids[0]!).focus();
  await expect(ana.row(ids[0]!)).toBeFocused();
  await page.keyboard.press('u');
  await expect(ana.row(ids[0]!)).toHaveAccessibleName(/^New/);
  await page.keyboard.press('u');
  await expect(ana.row(ids[0]!)).not.toHaveAccessibleName(/^New/);
});

test('[L21] the palette does it by name, and finds people', async () => {
  const { page } = ana;
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Do anything' });
  await expect(palette).toBeVisible();
  await expectSoundInBothLooks(page);
  await page.keyboard.type('unassig');
  await expect(palette.getByRole('option', { name: /Unassigned/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Unassigned' })).toBeVisible();
  await page.goto(`${origin}/all`);
});

test('[L9] [L10] offline: counts, closing by the tick, undo and the palette all work', async () => {
  const { page, context } = ana;
  await expect(ana.row(ids[2]!)).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText('Offline · everything is saved on this device')).toBeVisible();
  await ana.row(ids[2]!).hover();
  await page
    .getByRole('button', { name: /^Close: Visitor/ })
    .locator('visible=true')
    .last()
    .click();
  await expect(toast(ana, /^Closed: Visitor/)).toBeVisible();
  await expect(entry(ana, /^Unassigned/)).toHaveAccessibleName(/1 waiting/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Do anything' })).toBeVisible();
  await page.keyboard.press('Escape');
  await context.setOffline(false);
  await expect(entry(ben, /^Unassigned/)).toHaveAccessibleName(/1 waiting/);
});
