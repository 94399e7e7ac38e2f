/**
 * A person is erased, and a word that stood in everything about them is nowhere afterwards: not on the server, not in the
 * browser of whoever erased them, not in a colleague's that was offline meanwhile and had written to them, not in their own.
 * SPEC G2, D9; RELIABILITY P18, T46, F25.
 */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { placesInBrowser, placesOnServer } from './canary.ts';
import { Details } from './details.ts';
import { complaintsOf } from './listening.ts';
import { expectSound } from './sound.ts';
import { aVisitor, type Visitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

const canary = 'Kanarienvogel';
const offline = 'Offline · everything is saved on this device';

let server: ServerProcess;
let [ana, ben]: Agent[] = [];
let [hers, his]: Details[] = [];
let mia: Visitor;
let other: Visitor;
let complaints: string[][];
let erased: string;

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  const origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  ben = await aColleague(browser, ana);
  complaints = [ana, ben].map((agent) => complaintsOf(agent.page));
  mia = await aVisitor(browser, origin);
  await mia.page.goto(`${origin}/demo?from=${canary}`);
  await mia.open();
  await mia.say(`${canary} asks`);
  erased = await ana.conversationSaying(`${canary} asks`);
  other = await aVisitor(browser, origin);
  await other.open();
  await other.say('A neighbour asks');
  await ana.conversationSaying('A neighbour asks');
  [hers, his] = [new Details(ana), new Details(ben)];
});
test.afterAll(async () => {
  for (const agent of [ana, ben]) await agent!.context.close();
  await server.stop();
  removeData(server);
});

test('[F25] a word stands in every field there is', async () => {
  for (const agent of [ana!, ben!]) await agent.open(erased);
  await ana!.reply(`${canary} answered`);
  await expect(mia.bubble(`${canary} answered`)).toBeVisible();
  await ana!.comment(`${canary} commented`);
  await hers!.change('name', canary);
  await hers!.change('email', `${canary}@posta.example`);
  await hers!.pane.getByRole('button', { name: 'Add a field' }).click();
  const form = hers!.pane.getByRole('form', { name: 'Add a field' });
  await form.getByLabel('Name of the field').fill('Pet');
  await form.getByLabel('Value', { exact: true }).fill(canary);
  await form.getByRole('button', { name: 'Save' }).click();
  await hers!.notes.click();
  await ana!.page.keyboard.insertText(`${canary} noted`);
  await expect.poll(() => his!.written()).toBe(`${canary} noted`);

  await ana!.page.getByRole('button', { name: /^More/ }).first().click();
  await ana!.page.getByRole('menuitem', { name: 'Pin a summary' }).click();
  await ana!.page.getByRole('textbox', { name: 'Summary' }).click();
  await ana!.page.keyboard.insertText(`${canary} in short`);
  await expect(ben!.page.getByRole('region', { name: 'Summary' })).toContainText(canary);
  await ben!.startWriting('Reply');
  await ben!.page.keyboard.insertText(`${canary} drafted`);
  await expect.poll(() => ben!.written('Reply')).toBe(`${canary} drafted`);
  // The page they are on is told, too.
  await expect(hers!.pane.getByRole('region', { name: 'Visit' })).toContainText('now');
  await expect.poll(() => placesOnServer(server, canary).length).toBeGreaterThan(0);
  // At once, not key by key: so the word stands whole in what a pad keeps.
  for (const { page } of [ana!, ben!]) {
    const kinds = async () =>
      (await placesInBrowser(page, canary)).map((place) => /pad|feed|copies/.exec(place)?.[0]);
    for (const kind of ['pad', 'feed', 'copies']) await expect.poll(kinds).toContain(kind);
  }
  const kept = async () => (await placesInBrowser(mia.page, canary)).join();
  await expect.poll(kept).toContain('copies');
});

test('[G2] they are erased while a colleague is offline and still writing to them', async () => {
  await ben!.context.setOffline(true);
  await expect(ben!.foot(offline)).toBeVisible();
  await ben!.page.keyboard.type(' on the train');
  await ben!.comment(`${canary} from the train`);
  await his!.change('phone', '02 1234');

  await hers!.choose('Erase this person…');
  const dialog = ana!.page.getByRole('dialog');
  await dialog.getByLabel(`Type ${canary} to confirm`).fill(canary.toLowerCase());
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(dialog).toContainText(`${canary} is erased.`);
  await expect(dialog).toContainText('Conversations: 1');
  await expect(dialog).toContainText('Changes of fields:');
  await expectSound(ana!.page);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});

test('[P18] the server has nothing of them any more', async () => {
  await expect.poll(() => placesOnServer(server, canary)).toEqual([]);
});

test('[P18] nor has the browser of whoever was there', async () => {
  await expect(ana!.row(erased)).toHaveCount(0);
  await expect.poll(() => placesInBrowser(ana!.page, canary)).toEqual([]);
});

test('[P18] nor the one that comes back: what was written meanwhile is gone, and that is said', async () => {
  await ben!.context.setOffline(false);
  await expect(ben!.page.getByText(/Somebody was erased\. 2 things/)).toBeVisible();
  await expect(ben!.row(erased)).toHaveCount(0);
  await expect.poll(() => placesInBrowser(ben!.page, canary)).toEqual([]);
  await ben!.page.reload();
  await ben!.page.getByRole('navigation', { name: 'Parley' }).waitFor();
  expect(await placesInBrowser(ben!.page, canary)).toEqual([]);
  expect(placesOnServer(server, canary)).toEqual([]);
});

test('[G2] their own browser is somebody new, and the neighbours lost nothing', async () => {
  await expect(mia.bubbles()).toHaveCount(0);
  // The address of the page is the site's own.
  await mia.page.goto(new URL('/demo', mia.page.url()).href);
  await mia.open();
  await expect(mia.bubbles()).toHaveCount(0);
  await expect.poll(() => placesInBrowser(mia.page, canary)).toEqual([]);
  await mia.say('Hello, I am new here');
  const fresh = await ana!.conversationSaying('Hello, I am new here');
  expect(fresh).not.toBe(erased);
  await expect(other.bubble('A neighbour asks')).toBeVisible();
  await expect(ana!.rowSaying('A neighbour asks')).toBeVisible();
  expect(placesOnServer(server, canary)).toEqual([]);
  expect(complaints).toEqual([[], []]);
});
