/**
 * A stranger's path: from an empty machine to a team of two. Every step through the pages themselves.
 * UX 11, DESIGN 9 "First run", RELIABILITY T20-T24.
 */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { ana, ben, Agent, signIn } from './agent.ts';
import { complaintsOf } from './listening.ts';
import { expectSoundInBothLooks } from './sound.ts';

test.describe.configure({ mode: 'serial' });

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

test('[DESIGN 9] before there is an account, every page leads to the set-up', async ({ page }) => {
  for (const path of ['/', '/login', '/all', '/invitation/some-token', '/demo']) {
    await page.goto(origin + path);
    await expect(page).toHaveURL(`${origin}/setup`);
  }
  await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
});

test('[UX 11] the owner sets up in four steps, and mistakes are said beside their field', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.goto(origin);
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();

  await page.keyboard.type(ana.name);
  await page.getByLabel('Email').fill('not an address');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Email')).toBeFocused();
  await expect(page.getByText('This does not look like an email address.')).toBeVisible();
  await expect(page.getByText('Use at least 8 characters')).toBeVisible();

  await page.getByLabel('Email').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.keyboard.press('Enter');
  await page.getByLabel('Name of your business').fill(ana.workspace);
  await page.getByRole('button', { name: 'Make my inbox' }).click();

  await expect(page.getByRole('heading', { name: 'Try it, phone in hand' })).toBeVisible();
  const [demo] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Open the test page' }).click(),
  ]);
  await expect(demo.getByRole('button', { name: /^Chat/ })).toBeVisible();
  await demo.close();

  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(`${origin}/widget.js`)).toBeVisible();
  await page.getByRole('button', { name: 'Open the inbox' }).click();
  await expect(page.getByText('No conversations yet.')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('[T23] a colleague is invited through the dialog, joins by the link once, and both know each other', async ({
  browser,
}) => {
  const owner = await signIn(browser, origin, ana);
  await owner.choose('Invite a colleague');
  const dialog = owner.page.getByRole('dialog', { name: 'Invite a colleague' });
  await dialog.getByLabel('Email').fill(ben.email);
  await dialog.getByRole('radio', { name: /^Agent/ }).check();
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue();

  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: `Join ${ana.workspace}` })).toBeVisible();
  await expect(page.getByText(ben.email)).toBeVisible();
  await expectSoundInBothLooks(page);
  await page.getByLabel('Name', { exact: true }).fill(ben.name);
  await page.getByLabel('Password', { exact: true }).fill(ben.password);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByText('No conversations yet.')).toBeVisible();
  await new Agent(page).openMenu();
  await expect(page.getByRole('menu')).toContainText(ben.name);
  // An agent may not invite.
  await expect(page.getByRole('menuitem', { name: 'Invite a colleague' })).toHaveCount(0);

  const late = await (await browser.newContext()).newPage();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
});

test('[T20] a wrong password is one sentence, which does not say what was wrong', async ({
  page,
}) => {
  await page.goto(`${origin}/all`);
  await expect(page).toHaveURL(/\/login\?next=/);
  const says = page.getByRole('alert');
  for (const [email, password] of [
    [ana.email, 'not her password'],
    ['nobody@lumen.test', ana.password],
  ]) {
    await page.getByLabel('Email').fill(email!);
    await page.getByLabel('Password', { exact: true }).fill(password!);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(says).toHaveText('This email and password do not belong together.');
    await expect(page.getByLabel('Email')).toHaveValue(email!);
    await page.reload();
  }
  await page.getByLabel('Email').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.keyboard.press('Enter');
  // Where she was going when she was sent to sign in.
  await expect(page).toHaveURL(`${origin}/all`);
});

test('[O8] signing out takes everything from this device', async ({ browser }) => {
  const owner = await signIn(browser, origin, ana);
  const { page, context } = owner;
  expect(await databasesOf(page)).not.toEqual([]);

  await owner.choose('Sign out');
  await expect(page).toHaveURL(`${origin}/login`);
  expect(await databasesOf(page)).toEqual(['parley']);
  const cookies = await context.cookies();
  expect(cookies.map((cookie) => cookie.name)).not.toContain('parley_session');
  await page.goto(`${origin}/all`);
  await expect(page).toHaveURL(/\/login/);
});

async function databasesOf(page: Agent['page']): Promise<string[]> {
  return page.evaluate(async () =>
    (await indexedDB.databases()).map((database) => database.name ?? ''),
  );
}
