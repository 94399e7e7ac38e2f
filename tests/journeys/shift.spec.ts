/**
 * A shift by keys alone, while a colleague and a visitor have their screens open: going, looking, replying, closing and
 * undoing, handing over, putting to sleep, searching, filtering, settings, and the way out. Nothing is clicked on the
 * agent's page. SPEC L6, L9, L16-L18, L21, A1, C18; UX 16, 18.
 */
import { expect, test, type Locator } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { expectSound, expectSoundInBothLooks } from './sound.ts';
import { aVisitor, type Visitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let ana: Agent;
let ben: Agent;
let visitor: Visitor;
/** Newest first. */
const ids: string[] = [];
const questions = ['Where is my lamp?', 'Do you repair shades?', 'Is it dimmable?'];

const entry = (agent: Agent, name: RegExp) =>
  agent.page.getByRole('navigation', { name: 'Parley' }).getByRole('link', { name });
const said = (agent: Agent, text: string | RegExp) =>
  agent.page.getByRole('status').getByText(text);

/** Tab, or back, until this has the focus. */
async function tabTo(agent: Agent, what: Locator, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await what.evaluate((element) => element === document.activeElement)) return;
    await agent.page.keyboard.press(key);
  }
  await expect(what).toBeFocused();
}

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  const origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  ben = await aColleague(browser, ana);
  for (const question of questions.toReversed()) {
    const someone = await aVisitor(browser, origin);
    await someone.open();
    await someone.say(question);
    ids.unshift(await ana.conversationSaying(question));
    if (question === questions[0]) visitor = someone;
    else await someone.context.close();
  }
});
test.afterAll(async () => {
  await Promise.all([ana, ben, visitor].map(({ context }) => context.close()));
  await server.stop();
  removeData(server);
});

test('[UX16] two places in quick succession: the second is where one is', async () => {
  const { keyboard } = ana.page;
  for (const key of ['g', 'u', 'g', 'v']) await keyboard.press(key);
  await expect(ana.page).toHaveURL(/\/visitors$/);
  for (const key of ['g', 'a', 'g', 'u']) await keyboard.press(key);
  await expect(ana.page).toHaveURL(/\/unassigned$/);
  await expect(ana.page.getByRole('region', { name: 'Unassigned' })).toBeVisible();
});

test('[UX16] [L12] Space looks without reading, and a second press ends it', async () => {
  const { keyboard } = ana.page;
  await keyboard.press('j');
  await expect(ana.row(ids[0]!)).toBeFocused();
  await keyboard.press('Space');
  await expect(ana.said(questions[0]!)).toBeVisible();
  await expect(said(ana, /only looking/)).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await ana.page.emulateMedia({ colorScheme });
    await expectSound(ana.page, `peeking, ${colorScheme}`);
  }
  await expect(ana.row(ids[0]!)).toBeFocused();
  await keyboard.press('Space');
  await expect(ana.page).toHaveURL(/\/unassigned$/);
  await expect(ana.row(ids[0]!)).toBeFocused();
});

test('[C2] [A4] opened, answered, and seen by the visitor and the colleague', async () => {
  const { keyboard } = ana.page;
  await keyboard.press('Enter');
  await expect(ana.thread).toBeFocused();
  await keyboard.press('r');
  await expect(ana.editor('Reply')).toBeFocused();
  await keyboard.type('It left this morning.');
  // What is being written is known to the colleague before it is sent.
  await expect(ben.row(ids[0]!)).toHaveAccessibleName(/With a draft/);
  await keyboard.press('Enter');
  await expect(visitor.bubble('It left this morning.')).toBeVisible();
  await expect(ben.row(ids[0]!)).toHaveAccessibleName(/Assigned to Ana/);
  await expect(ben.row(ids[0]!)).not.toHaveAccessibleName(/With a draft/);
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(ana.row(ids[0]!)).toBeFocused();
});

test('[L9] closed by a key, the next one opens, and Z brings it back', async () => {
  const { keyboard } = ana.page;
  await keyboard.press('e');
  await expect(said(ana, /^Closed: /)).toBeVisible();
  await expect(ben.row(ids[0]!)).toHaveCount(0);
  await keyboard.press('z');
  await expect(said(ana, /^Undone/)).toBeVisible();
  await expect(ben.row(ids[0]!)).toBeVisible();
});

test('[A1] [L17] one is handed over in a few keys, one sleeps', async () => {
  const { keyboard } = ana.page;
  for (const key of ['g', 'u']) await keyboard.press(key);
  await expect(ana.row(ids[1]!)).toBeVisible();
  await expect(ana.row(ids[0]!)).toHaveCount(0);
  await keyboard.press('j');
  await expect(ana.row(ids[1]!)).toBeFocused();
  await keyboard.press('a');
  await expect(ana.page.getByRole('dialog')).toBeVisible();
  await keyboard.type('be');
  await keyboard.press('Enter');
  await expect(entry(ben, /^My messages/)).toHaveAccessibleName(/1 waiting/);

  await keyboard.press('g');
  await keyboard.press('a');
  await expect(ana.row(ids[2]!)).toBeVisible();
  for (let presses = 0; presses < 3; presses += 1) await keyboard.press('j');
  await expect(ana.row(ids[2]!)).toBeFocused();
  await keyboard.press('h');
  const box = ana.page.getByRole('dialog', { name: 'Snooze' });
  await expect(box).toBeVisible();
  await keyboard.type('3 days');
  await expect(box.getByRole('option')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(said(ana, /sleeps until/)).toBeVisible();
  await expect(ben.row(ids[2]!)).toHaveCount(0);
});

test('[L6] a filter is chosen and cleared without a pointer', async () => {
  const { keyboard } = ana.page;
  const open = ana.page.getByRole('button', { name: 'Open', exact: true });
  await keyboard.press('k');
  await tabTo(ana, open, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(ana.page.getByRole('menu')).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(ana.row(ids[2]!)).toHaveAccessibleName(/until/);
  await expect(ana.row(ids[0]!)).toHaveCount(0);
  const asleep = ana.page.getByRole('button', { name: 'Snoozed', exact: true });
  await tabTo(ana, asleep, 'Shift+Tab');
  await keyboard.press('Enter');
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(ana.row(ids[0]!)).toBeVisible();
});

test('[L18] a conversation is searched for, opened, and left again', async () => {
  const { keyboard } = ana.page;
  await keyboard.press('/');
  await expect(ana.page.getByRole('textbox', { name: 'Search' })).toBeFocused();
  await keyboard.type('shade');
  await expect(ana.row(ids[1]!)).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(ana.said(questions[1]!)).toBeVisible();
  await keyboard.press('g');
  await keyboard.press('a');
  await expect(ana.page).toHaveURL(/\/all$/);
});

test('[L21] settings and the way out, by name', async () => {
  const { keyboard } = ana.page;
  await keyboard.press('Control+k');
  await expect(ana.page.getByRole('dialog', { name: 'Do anything' })).toBeVisible();
  await keyboard.type('notificat');
  await keyboard.press('Enter');
  await expect(ana.page).toHaveURL(/\/settings\/notifications$/);
  await expectSoundInBothLooks(ana.page);
  await keyboard.press('Control+k');
  await keyboard.type('sign out');
  await keyboard.press('Enter');
  await expect(ana.page).toHaveURL(/\/login/);
});
