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
  await expect(ana!.window.getByRole('link', { name: /^Alba table lamp/ })).toBeVisible();
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
  // By what it is called itself, which is not what both are called now.
  await expect(hers!.pane).toContainText(/Ben merged Visitor [0-9a-f]{4} into this/);
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

test('[D1] a change that is not accepted says why, and loses nothing', async () => {
  // As many fields as one person may have, from another device.
  await fillFields(ana!, await hers!.contact(), 50);
  await expect(hers!.value('attribute.Field 50')).toHaveText('full');
  await hers!.pane.getByRole('button', { name: 'Add a field' }).click();
  const form = hers!.pane.getByRole('form', { name: 'Add a field' });
  await form.getByLabel('Name of the field').fill('Ceiling');
  await form.getByLabel('Value', { exact: true }).fill('2.80 m');
  await form.getByRole('button', { name: 'Save' }).click();
  const refused = hers!.pane.getByRole('status').filter({ hasText: 'Not saved.' });
  await expect(refused).toContainText('Ceiling');
  await expect(refused).toContainText('There are as many of these as there may be.');
  await expect(refused).toContainText('You wrote: 2.80 m');
  await expectSound(ana!.page);
  await ana!.page.reload();
  await expect(refused).toContainText('You wrote: 2.80 m');
  await refused.getByRole('button', { name: 'Discard' }).click();
  await expect(refused).toHaveCount(0);
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

/** Own fields of a contact, by the same door as every change, twenty in one. */
async function fillFields(agent: Agent, contact: string, count: number): Promise<void> {
  const { request } = agent.context;
  const { origin } = new URL(agent.page.url());
  const headers = { origin };
  const made = await request.post(`${origin}/api/ticket`, { data: {}, headers });
  const { ticket } = (await made.json()) as { ticket: string };
  for (let from = 1; from <= count; from += 20) {
    const numbers = Array.from({ length: Math.min(20, count - from + 1) }, (_, n) => from + n);
    const set = Object.fromEntries(numbers.map((n) => [`attribute.Field ${n}`, 'full']));
    const entry = {
      ...{ id: crypto.randomUUID(), subject: `contact/${contact}`, kind: 'changed', set },
      ...{ writtenAtMs: Date.now(), seenUpTo: null },
    };
    const answer = await request.post(`${origin}/api/entries`, {
      data: { entries: [entry] },
      headers: { ...headers, authorization: `Bearer ${ticket}` },
    });
    expect(await answer.json()).toMatchObject({ answers: [{ state: 'accepted' }] });
  }
}
