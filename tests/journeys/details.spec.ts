/**
 * Two agents and one contact: what one of them keeps about a person, the other one sees, with who said it and when; also
 * what was kept offline. SPEC D1, D5, L12, R2, R3, R5; UX 8, 14.
 */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { Details } from './details.ts';
import { complaintsOf } from './listening.ts';
import { expectSound } from './sound.ts';
import { aVisitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let [ana, ben]: Agent[] = [];
let [hers, his]: Details[] = [];
let complaints: string[][];

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  const origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  ben = await aColleague(browser, ana);
  complaints = [ana, ben].map((agent) => complaintsOf(agent.page));
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say('Is the lamp dimmable?');
  const id = await ana.conversationSaying('Is the lamp dimmable?');
  for (const agent of [ana, ben]) await agent.open(id);
  [hers, his] = [new Details(ana), new Details(ben)];
});
test.afterAll(async () => {
  for (const agent of [ana, ben]) await agent!.context.close();
  await server.stop();
  removeData(server);
});

test('[D1] a value is typed in its place, and the colleague sees it with who typed it', async () => {
  await expect(hers!.value('email')).toHaveText('Add an email address');
  await hers!.change('email', 'anna@posta.example');
  await hers!.change('name', 'Anna Rossi');
  await expect(his!.value('email')).toHaveText('anna@posta.example');
  await expect(his!.fact('email')).toContainText('typed by Ana · now');
  await expect(hers!.fact('email')).toContainText('typed by you · now');
  await expect(his!.pane.getByRole('heading', { name: 'Anna Rossi' })).toBeVisible();
  // By keys one goes on from where one was.
  await expect(hers!.value('name')).toBeFocused();
});

test('[D1] one click copies, a second one edits; Esc restores, a mistake keeps the text', async () => {
  const { page, context } = ana!;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await hers!.value('email').click();
  await expect(hers!.fact('email')).toContainText('Copied · once more to change it');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('anna@posta.example');

  await hers!.value('email').click();
  const input = hers!.fact('email').getByRole('textbox', { name: 'Email' });
  await input.fill('anna at posta');
  await input.press('Enter');
  await expect(hers!.fact('email').getByRole('alert')).toHaveText(
    'An address has an @ and no spaces, as in anna@example.com.',
  );
  await expect(input).toHaveValue('anna at posta');
  await expectSound(page);
  await input.press('Escape');
  await expect(hers!.value('email')).toHaveText('anna@posta.example');
  await expect(hers!.value('email')).toBeFocused();
  // The conversation is still open: Esc was the field's.
  await expect(hers!.pane).toBeVisible();
});

test('[D1] what a field was before can be read and put back', async () => {
  await his!.change('email', 'a.rossi@posta.example');
  await expect(hers!.value('email')).toHaveText('a.rossi@posta.example');
  await hers!
    .fact('email')
    .getByRole('button', { name: /Show what it was before/ })
    .click();
  const history = ana!.page.getByRole('dialog', { name: 'Email: what it was' });
  await expect(history.getByRole('listitem')).toHaveCount(2);
  await expect(history.getByRole('listitem').first()).toContainText('typed by Ben');
  await expectSound(ana!.page);
  await history.getByRole('button', { name: 'Put back: anna@posta.example' }).click();
  for (const details of [hers!, his!]) {
    await expect(details.value('email')).toHaveText('anna@posta.example');
  }
});

test('[D1] a field of one’s own is added, renamed, and removed with a way back', async () => {
  await hers!.pane.getByRole('button', { name: 'Add a field' }).click();
  const form = hers!.pane.getByRole('form', { name: 'Add a field' });
  await form.getByLabel('Name of the field').fill('Ceiling');
  await form.getByLabel('Value', { exact: true }).fill('2.80 m');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(his!.value('attribute.Ceiling')).toHaveText('2.80 m');

  await his!.fact('attribute.Ceiling').hover();
  await his!.fact('attribute.Ceiling').getByRole('button', { name: 'More: Ceiling' }).click();
  await ben!.page.getByRole('menuitem', { name: 'Rename' }).click();
  await his!.pane.getByLabel('Name of the field').fill('Ceiling height');
  await ben!.page.keyboard.press('Enter');
  await expect(hers!.value('attribute.Ceiling height')).toHaveText('2.80 m');
  await expect(hers!.fact('attribute.Ceiling')).toHaveCount(0);

  await hers!.fact('attribute.Ceiling height').hover();
  await hers!.pane.getByRole('button', { name: 'More: Ceiling height' }).click();
  await ana!.page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(his!.fact('attribute.Ceiling height')).toHaveCount(0);
  await ana!.page.getByRole('button', { name: 'Undo' }).click();
  await expect(his!.value('attribute.Ceiling height')).toHaveText('2.80 m');
});

test('[R3] the same field changed offline and online: the later one stands, the other is told and may insist', async () => {
  await ben!.context.setOffline(true);
  await expect(ben!.foot('Offline · everything is saved on this device')).toBeVisible();
  await hers!.change('phone', '02 2222');
  await his!.change('phone', '02 1111');
  await expect(his!.value('phone')).toHaveText('02 1111');
  await expect(his!.fact('phone').getByTitle(/^Saved on this device/)).toBeVisible();

  await ben!.context.setOffline(false);
  await expect(hers!.fact('phone')).toContainText('Ben changed this to 02 1111');
  for (const details of [hers!, his!]) await expect(details.value('phone')).toHaveText('02 1111');
  await expect(his!.fact('phone').getByTitle(/^Saved on this device/)).toHaveCount(0);
  await hers!.fact('phone').getByRole('button', { name: 'Use mine' }).click();
  for (const details of [hers!, his!]) await expect(details.value('phone')).toHaveText('02 2222');
  await expect(his!.fact('phone')).toContainText('Ana changed this to 02 2222');
});

test('[D5] notes are written together, with carets, and say who wrote them', async () => {
  await hers!.notes.click();
  await ana!.page.keyboard.type('Prefers to be written to.');
  await expect.poll(() => his!.written()).toBe('Prefers to be written to.');
  await his!.notes.click();
  await ben!.moveCaret(his!.notes, 'Control+End');
  await ben!.page.keyboard.press('Enter');
  await ben!.page.keyboard.type('Always add the invoice.');
  await expect(hers!.notes.getByText('Always add the invoice.')).toBeVisible();
  await expect(hers!.notes.locator('.caret')).toHaveAttribute('data-name', 'Ben Okafor');
  await expect(hers!.pane.getByText('Written by You and Ben')).toBeVisible();
  await expectSound(ana!.page);
});

test('[D5] notes written apart while the line was down are one text afterwards', async () => {
  await ben!.context.setOffline(true);
  await expect(ben!.foot('Offline · everything is saved on this device')).toBeVisible();
  await ben!.page.keyboard.type(' By post.');
  await ana!.moveCaret(hers!.notes, 'Control+Home');
  await ana!.page.keyboard.type('Anna: ');
  await ben!.context.setOffline(false);
  const whole = 'Anna: Prefers to be written to.Always add the invoice. By post.';
  for (const details of [hers!, his!]) await expect.poll(() => details.written()).toBe(whole);
});

test('[UX20] on the narrowest phone the details are a page of their own, sound in both looks', async () => {
  const { page } = ana!;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 640 });
    // The note that was being written goes with the column; until then D is a letter of it.
    await expect(hers!.pane).toHaveCount(0);
    await page.keyboard.press('d');
    await expect(hers!.pane).toBeVisible();
    await hers!.startChanging('company');
    await expectSound(page, `${colorScheme}, 320 px`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(hers!.pane).toHaveCount(0);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1366, height: 856 });
});

test('[L12] [R5] tags are found or made by T, and taken off with a way back', async () => {
  const { page } = ana!;
  await ana!.thread.focus();
  await page.keyboard.press('t');
  const picker = page.getByRole('dialog', { name: 'Tags' });
  await expect(picker.getByText('Type a name to make the first one.')).toBeVisible();
  await page.keyboard.type('Architect');
  await expectSound(page);
  await page.keyboard.press('Enter');
  await expect(his!.tags.getByText('Architect')).toBeVisible();
  await page.keyboard.type('arch');
  await expect(picker.getByRole('option', { name: /Architect/ })).toContainText('chosen');
  await page.keyboard.press('Escape');

  await his!.tags.getByRole('button', { name: 'Remove Architect' }).click();
  await expect(hers!.tags.getByText('Architect')).toHaveCount(0);
  await ben!.page.getByRole('button', { name: 'Undo' }).click();
  await expect(hers!.tags.getByText('Architect')).toBeVisible();
  expect(complaints).toEqual([[], []]);
});
