/**
 * A person as a whole: the visit that brought them, merging with who they also are, and taking everything out. Two agents,
 * two visitors. Erasing has a journey of its own. SPEC D2, D6, D7, D9, G1.
 */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { Details } from './details.ts';
import { complaintsOf } from './listening.ts';
import { expectSound } from './sound.ts';
import { aVisitor, type Visitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let [ana, ben]: Agent[] = [];
let [hers, his]: Details[] = [];
let anna: Visitor;
let complaints: string[][];
const questions = ['Is the lamp dimmable?', 'From my phone: which bulb?'] as const;
let [first, second] = ['', ''];

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  const origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  ben = await aColleague(browser, ana);
  complaints = [ana, ben].map((agent) => complaintsOf(agent.page));
  const ids: string[] = [];
  for (const question of questions) {
    const visitor = await aVisitor(browser, origin);
    if (question === questions[0]) anna = visitor;
    await visitor.open();
    await visitor.say(question);
    ids.push(await ana.conversationSaying(question));
  }
  [first, second] = ids as [string, string];
  [hers, his] = [new Details(ana), new Details(ben)];
});
test.afterAll(async () => {
  for (const agent of [ana, ben]) await agent!.context.close();
  await server.stop();
  removeData(server);
});

test('[D2] the agent sees the page the visitor is on, and how they came', async () => {
  await ana!.open(first);
  const visit = hers!.pane.getByRole('region', { name: 'Visit' });
  await expect(visit.getByRole('listitem')).toHaveCount(1);
  await expect(visit.getByRole('listitem')).toContainText('now');
  await expect(visit).toContainText('First visit');
  await expect(hers!.fact('timeZone')).toContainText('from the browser');
  await expect(hers!.fact('language')).toContainText('from the browser');

  await anna.page.goto(`${new URL(anna.page.url()).origin}/demo?page=2`);
  await expect(visit.getByRole('listitem')).toHaveCount(2);
  await expect(visit.getByRole('listitem').first()).toContainText('now');
  // The head of the window says the same (C12).
  await expect(ana!.window).toContainText('/demo');
});

test('[D7] two contacts are merged after a look at every field, and undone', async () => {
  for (const agent of [ana!, ben!]) await agent.open(first);
  await hers!.change('name', 'Anna Rossi');
  await ben!.open(second);
  await his!.change('phone', '02 1234');
  await expect(his!.earlier).toContainText('This is their first conversation.');

  await his!.choose('Merge with…');
  const dialog = ben!.page.getByRole('dialog', { name: 'Merge with another contact' });
  await ben!.page.keyboard.type('rossi');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await expectSound(ben!.page);
  await ben!.page.keyboard.press('Enter');
  await expect(dialog).toContainText('Both become Anna Rossi');
  await expect(dialog).toContainText('02 1234');
  await expectSound(ben!.page);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();

  await expect(his!.value('name')).toHaveText('Anna Rossi');
  await expect(his!.earlier.getByRole('link')).toContainText(questions[0]);
  await expect(hers!.value('phone')).toHaveText('02 1234');
  await expect(hers!.pane).toContainText('Ben merged');
  // It opens in place.
  await hers!.earlier.getByRole('link').click();
  await expect(ana!.said(questions[1])).toBeVisible();
  await ana!.open(first);

  await hers!.pane.getByRole('button', { name: 'Undo merge' }).click();
  await expect(hers!.value('phone')).toHaveText('Add a phone number');
  await expect(his!.value('name')).toHaveText('Add a name');
  await expect(his!.value('phone')).toHaveText('02 1234');
});

test('[D9] pages are not recorded for somebody who does not want it', async () => {
  await hers!.choose('Stop recording pages');
  await expect(hers!.pane).toContainText('Pages are not recorded for this person.');
  await ana!.page.getByRole('button', { name: 'Undo' }).click();
  await expect(hers!.pane.getByText('Pages are not recorded')).toHaveCount(0);
});

test('[D7] an address that was typed links two people, and merges nobody', async () => {
  await hers!.change('email', 'anna@posta.example');
  await his!.change('email', 'Anna@posta.example');
  await expect(his!.pane).toContainText('Anna Rossi wrote with the same address.');
  await expect(his!.value('name')).toHaveText('Add a name');
  await expectSound(ben!.page);
  await his!.pane.getByRole('button', { name: 'Compare and merge' }).click();
  const dialog = ben!.page.getByRole('dialog', { name: 'Merge with another contact' });
  await expect(dialog).toContainText('Both become Anna Rossi');
  await ben!.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('[G1] everything about a person is taken out as one file', async () => {
  const download = ana!.page.waitForEvent('download');
  await hers!.choose('Export this person');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^anna-rossi-\d{4}-\d\d-\d\d\.zip$/);
  await expect(ana!.page.getByText('The export is in your downloads.')).toBeVisible();
});

test('[G2] [S1] only those who lead may erase', async () => {
  await his!.pane.getByRole('button', { name: 'More about this contact' }).click();
  const erase = ben!.page.getByRole('menuitem', { name: 'Erase this person…' });
  await expect(erase).toHaveAttribute('aria-disabled', 'true');
  await expect(erase).toContainText('Owners and admins only');
  await ben!.page.keyboard.press('Escape');
  expect(complaints).toEqual([[], []]);
});
