/**
 * An agent looks for a parcel: by keys, with a slip of the finger, online and without network, and comes back to where
 * they were. SPEC L18; UX 14, 16, 19.23.
 */
import { expect, test } from '@playwright/test';
import { enterAsVisitor, messageIn, submitOverHttp } from '../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { theOwner, type Agent } from './agent.ts';
import { complaintsOf } from './listening.ts';
import { expectSoundInBothLooks } from './sound.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let ana: Agent;
const said = [
  'Où est mon colis expédié jeudi ?',
  'Le colis est arrivé, merci',
  'Une lampe bleue ?',
];
const ids: string[] = [];

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000', RATE_LIMITS: 'off' } });
  const origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  for (const text of said) {
    const visitor = await enterAsVisitor(server.url);
    await submitOverHttp(server.url, visitor.ticket, [messageIn(visitor.conversation, text)]);
    ids.push(visitor.conversation);
  }
  await expect(ana.rowSaying(said[2]!)).toBeVisible();
});
test.afterAll(async () => {
  await ana.context.close();
  await server.stop();
  removeData(server);
});

const field = () => ana.page.getByRole('textbox', { name: 'Search' });
const result = (text: string) => ana.page.getByRole('listitem').getByRole('link', { name: text });

test('[L18] found by keys, opened, and come back to', async () => {
  const complaints = complaintsOf(ana.page);
  await ana.page.keyboard.press('/');
  await expect(field()).toBeFocused();
  await ana.page.keyboard.type('colsi');
  await expect(result('Où est mon colis')).toBeVisible();
  await expect(result('Le colis est arrivé')).toBeVisible();
  await expect(result('Une lampe')).toHaveCount(0);
  await expect(ana.page.getByText('2 results')).toBeVisible();
  await expectSoundInBothLooks(ana.page);

  await ana.page.keyboard.press('ArrowDown');
  await expect(ana.row(ids[1]!)).toBeFocused();
  await ana.page.keyboard.press('j');
  await expect(ana.row(ids[0]!)).toBeFocused();
  await ana.page.keyboard.press('Enter');
  await expect(ana.said(said[0]!)).toBeVisible();
  await expect(field()).toHaveValue('colsi');

  await ana.page.goBack();
  await expect(ana.page).toHaveURL(/\?q=colsi$/);
  await expect(result('Le colis est arrivé')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('[UX 19.23] an operator is suggested, narrows down, and is taken off when nothing is left', async () => {
  await field().fill('lampe in:cl');
  await ana.page.getByRole('button', { name: /in:closed/ }).click();
  await expect(field()).toHaveValue('lampe in:closed ');
  await expect(ana.page.locator('b', { hasText: 'Nothing for' })).toBeVisible();
  await ana.page.getByRole('button', { name: 'Search everywhere' }).click();
  await expect(result('Une lampe bleue')).toBeVisible();
});

test('[L18] without network this device is searched, and says so', async () => {
  await expect.poll(() => result('Une lampe bleue').count()).toBe(1);
  await ana.context.setOffline(true);
  await expect(ana.foot('Offline · everything is saved on this device')).toBeVisible();
  await field().fill('expedie');
  await expect(result('Où est mon colis expédié')).toBeVisible();
  await expect(ana.page.getByText('searched 3 conversations on this device')).toBeVisible();
  await expectSoundInBothLooks(ana.page);
});

test('[UX 16] Esc leaves to the list', async () => {
  await field().press('Escape');
  await expect(ana.page).toHaveURL(/\/all$/);
  await expect(ana.rowSaying(said[2]!)).toBeVisible();
});

test('[UX 16] beside an open conversation the key leads into the field, too', async () => {
  const { page } = ana;
  await page.goto(`${new URL(page.url()).origin}/all/${ids[2]!}`);
  await expect(ana.said(said[2]!)).toBeVisible();
  await page.keyboard.press('/');
  await expect(field()).toBeFocused();
  await page.keyboard.type('lampe');
  await expect(result('Une lampe bleue')).toBeVisible();
  await expect(ana.said(said[2]!)).toBeVisible();
});
