/**
 * The settings: who may do what, and what happens to somebody who may no more; groups that are made and used; two admins at
 * the same field, online and offline. SPEC S1-S5, S7, S11, A1-A3, B1; RELIABILITY T17, T22, T33; UX 11, 14, 18, 20.
 */
import { expect, test, type Page } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, ana, signIn, theOwner, type Agent } from './agent.ts';
import { complaintsOf } from './listening.ts';
import { aVisitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

const carla = { name: 'Carla Rossi', email: 'carla@lumen.test', password: 'a shade of linen' };
let server: ServerProcess;
let origin: string;
let owner: Agent;
let ben: Agent;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  origin = `http://localhost:${server.port}`;
  owner = await theOwner(browser, origin);
  complaints = complaintsOf(owner.page);
});
test.afterAll(async () => {
  await owner.context.close();
  await server.stop();
  removeData(server);
});

async function open(page: Page, topic: string): Promise<void> {
  await page.goto(`${origin}/settings/${topic}`);
  await page.locator('.sheet h2').waitFor();
}
const line = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ hasText: name }).first();

test('[S2] the owner invites from the settings, a colleague joins, and both are in the list', async ({
  browser,
}) => {
  const { page } = owner;
  await open(page, 'agents');
  await page.getByRole('button', { name: 'Invite a colleague' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite a colleague' });
  await dialog.getByLabel('Email').fill('late@lumen.test');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await expect(dialog.getByLabel('Invitation link')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(line(page, 'late@lumen.test')).toContainText('by you');

  ben = await aColleague(browser, owner);
  await expect(line(page, 'Ben Okafor')).toContainText('ben@lumen.test');

  await page.getByRole('button', { name: 'Revoke the invitation of late@lumen.test' }).click();
  await expect(page.getByText('late@lumen.test')).toHaveCount(0);
});

test('[S4] a group is made, has members and a name in French, and is given a conversation', async ({
  browser,
}) => {
  const { page } = owner;
  await open(page, 'groups');
  await expect(page.getByText('No groups yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Make a group' }).click();
  await expect(page.getByLabel('English')).toBeFocused();
  await page.keyboard.type('Orders');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add a language…').selectOption('fr');
  await page.getByLabel('French').fill('Commandes');
  await page.getByLabel('French').press('Enter');
  await page.getByRole('checkbox', { name: 'Ben Okafor' }).check();
  await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible();
  await page.reload();
  const group = page.getByRole('button', { name: /^Orders/ });
  await expect(group).toContainText('of 2 online');

  // A colleague sees it, and may read but not change it.
  await open(ben.page, 'groups');
  await expect(ben.page.getByRole('button', { name: /^Orders/ })).toBeVisible();
  await expect(ben.page.getByText('Only owners and admins change this.')).toBeVisible();
  await expect(ben.page.getByRole('button', { name: 'Make a group' })).toHaveCount(0);

  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say('Where is my lamp?');
  await page.goto(`${origin}/all`);
  await owner.conversationSaying('Where is my lamp?');
  await visitor.context.close();
});

test('[S11] two at one field: online the later word wins, and what is being typed is not lost', async ({
  browser,
}) => {
  const { page } = owner;
  const second = await signIn(browser, origin, ana);
  await open(page, 'workspace');
  await open(second.page, 'workspace');
  const [here, there] = [page, second.page].map((each) => each.getByLabel('Name of the workspace'));
  await expect(here!).toHaveValue('Maison Lumen');

  await here!.press('End');
  await here!.pressSequentially(' & Co');
  await there!.fill('Lumen Lamps');
  await there!.press('Enter');
  await expect(page.getByText('changed this to “Lumen Lamps” meanwhile.')).toBeVisible();
  await expect(here!).toHaveValue('Maison Lumen & Co');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(there!).toHaveValue('Maison Lumen & Co');

  // Without a connection it is kept here with a clock, and goes out by itself.
  await second.context.setOffline(true);
  await expect(second.foot('Offline · everything is saved on this device')).toBeVisible();
  await there!.fill('Lumen at Night');
  await there!.press('Enter');
  await expect(second.page.getByText('Saved on this device', { exact: true })).toBeVisible();
  await second.context.setOffline(false);
  await expect(here!).toHaveValue('Lumen at Night');
  await expect(page.getByRole('button', { name: /account menu$/ })).toContainText('Lumen at Night');
  await second.context.close();
});

test('[B1] the status is chosen in the menu, and colleagues who assign see it', async () => {
  await ben.page.goto(`${origin}/all`);
  await ben.openMenu();
  await ben.page.getByRole('menuitemradio', { name: 'Invisible' }).click();
  await open(ben.page, 'availability');
  await expect(ben.page.getByRole('radio', { name: /^Invisible/ })).toBeChecked();
  await ben.page.reload();
  await expect(ben.page.getByRole('radio', { name: /^Invisible/ })).toBeChecked();
});

test('[S3] a setting is found by its name, and its link leads to it', async () => {
  const { page } = owner;
  await open(page, 'profile');
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('enter');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${origin}/settings/appearance#enterSends`);
  await expect(page.getByRole('checkbox', { name: 'Enter sends' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('zebra');
  await expect(page.getByText('No setting called “zebra”.')).toBeVisible();
});

test('[S5] a picture is made small on the device before it is saved', async () => {
  const { page } = owner;
  await open(page, 'profile');
  const large = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1600, 1200];
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#7a2e2e';
    context.fillRect(0, 0, 1600, 1200);
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!)));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await page
    .getByLabel('Choose a picture')
    .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(large) });
  const picture = page.locator('.sheet .face img');
  await expect(picture).toHaveAttribute('src', /^data:image\/jpeg/);
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(picture).toHaveCount(0);
});

test('[T22] a new password signs out the other devices, and the old one opens nothing', async ({
  browser,
}) => {
  const phone = await signIn(browser, origin, { ...ana });
  await open(owner.page, 'devices');
  await expect(owner.page.getByRole('button', { name: /^Sign out Chrome/ }).first()).toBeVisible();
  await owner.page.getByLabel('Password now').fill('not mine');
  await owner.page.getByLabel('New password').fill('a lamp in another window');
  await owner.page.keyboard.press('Enter');
  await expect(owner.page.getByText('This is not your password.')).toBeVisible();
  await expect(owner.page.getByLabel('Password now')).toBeFocused();
  await owner.page.getByLabel('Password now').fill(ana.password);
  await owner.page.keyboard.press('Enter');
  await expect(owner.page.getByText('Changed. Your other devices are signed out.')).toBeVisible();
  await expect(phone.page).toHaveURL(/\/login\?/);
  await phone.context.close();
});

test('[S1] made a viewer, somebody signs in anew and changes nothing more, on the server too', async ({
  browser,
}) => {
  const { page } = owner;
  await open(page, 'agents');
  await page.getByLabel('Role of Ben Okafor').selectOption('viewer');
  // Their page ends at once (T22).
  await expect(ben.page).toHaveURL(/\/login\?/);
  await ben.context.close();
  ben = await signIn(browser, origin, {
    email: 'ben@lumen.test',
    password: 'two chairs and a table',
  });
  await ben.page.getByText('Where is my lamp?').first().click();
  await expect(ben.page.getByText('You can read here, not write.')).toBeVisible();
  await open(ben.page, 'agents');
  await expect(ben.page.getByLabel('Role of Ana Weber')).toHaveCount(0);
  const refused = await ben.context.request.post(`${origin}/api/team/role`, {
    data: { agent: '0198f0a0-0000-7000-8000-00000000dead', role: 'owner' },
    headers: { origin },
  });
  expect(refused.status()).toBe(403);
  await open(page, 'history');
  await expect(
    page.getByText('Ben Okafor tried something their role does not allow'),
  ).toBeVisible();
});

test('[S2] [T33] removed, their open page ends and nothing of it is left on the device', async ({
  browser,
}) => {
  const { page } = owner;
  const gone = await aColleague(browser, owner, carla);
  const databases = () =>
    gone.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
  await expect(gone.page.getByText('Where is my lamp?').first()).toBeVisible();
  expect((await databases()).filter((name) => name.startsWith('parley/agent/'))).toHaveLength(1);

  await open(page, 'agents');
  await page.getByRole('button', { name: 'Remove Carla Rossi' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove Carla Rossi' });
  await expect(dialog).toContainText('Parley empties their devices');
  await dialog.getByRole('button', { name: 'Remove' }).click();

  await expect(gone.page).toHaveURL(/\/login\?removed/);
  await expect(gone.page.getByText('You are no longer in this team.')).toBeVisible();
  expect((await databases()).filter((name) => name.startsWith('parley/agent/'))).toEqual([]);
  await expect(page.getByRole('button', { name: 'Let Carla Rossi in again' })).toBeVisible();
  await open(page, 'history');
  await expect(page.getByText('A device of Carla Rossi was emptied.')).toBeVisible();

  await gone.page.getByLabel('Email').fill(carla.email);
  await gone.page.getByLabel('Password', { exact: true }).fill(carla.password);
  await gone.page.keyboard.press('Enter');
  await expect(gone.page.getByText('do not belong together')).toBeVisible();
  await gone.context.close();
});

test('[S1] the last owner stays, and is told why beside the field', async () => {
  await open(owner.page, 'agents');
  await owner.page.getByLabel('Role of Ana Weber').selectOption('agent');
  await expect(owner.page.getByText('Somebody must own this workspace.')).toBeVisible();
  await expect(owner.page.getByLabel('Role of Ana Weber')).toHaveValue('owner');
});

test('[S4] deleting a group says first how much is in it, and can be undone', async () => {
  const { page } = owner;
  await open(page, 'groups');
  await page.getByRole('button', { name: /^Orders/ }).click();
  await page.getByRole('button', { name: 'Delete this group' }).click();
  await expect(page.getByText('No groups yet.')).toBeVisible();
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(page.getByRole('button', { name: /^Orders/ })).toBeVisible();
  // Chromium notes each refusal that the story is about.
  const refusals = /^Failed to load resource: .* status of 4\d\d/;
  expect(complaints.filter((each) => !refusals.test(each))).toEqual([]);
});
