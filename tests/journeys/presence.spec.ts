/**
 * Who is there, and who is told: two agents and a visitor, all open at once. What an agent chooses shows in an open
 * widget within 5 s; what happens shows in titles, icons and behind the bell. SPEC B1, B2, B5, M1, N1, N4, A1, A5.
 */
import { expect, test, type Page } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { chooseStatus, submitAs } from './acting.ts';
import { aColleague, theOwner } from './agent.ts';
import { aVisitor } from './visitor.ts';

/** The same seconds on a loaded machine: the limit is against hanging, the rule is B5's. */
const soon = { timeout: 20_000 };

let server: ServerProcess;
let origin: string;
test.beforeAll(async () => {
  server = await startServer({ env: { MISSED_AFTER_MS: '3000' } });
  origin = server.url.replace('127.0.0.1', 'localhost');
});
test.afterAll(async () => {
  await server.stop();
  removeData(server);
});

function iconOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel=icon]')!.href);
}

test('[B5] [M1] [N4] [A1] who is there, who is called, and who is told', async ({ browser }) => {
  const anaAtDesk = await theOwner(browser, origin);
  const benAtDesk = await aColleague(browser, anaAtDesk);
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say('Hello, where is my lamp?');
  const id = await anaAtDesk.conversationSaying('Hello, where is my lamp?');
  const away = visitor.panel.getByText('Nobody is here right now.');
  const benId = await chooseStatus(benAtDesk, 'online');

  await test.step('[B5] an open widget follows what agents choose', async () => {
    await expect(away).toHaveCount(0);
    await chooseStatus(benAtDesk, 'invisible');
    await expect(away).toHaveCount(0);
    await chooseStatus(anaAtDesk, 'offline');
    await expect(away).toBeVisible(soon);
    await chooseStatus(anaAtDesk, 'online');
    await expect(away).toHaveCount(0, soon);
    await chooseStatus(benAtDesk, 'online');
  });

  await test.step('[A1] Ben is told that Ana gave it to him, and what it says leads there', async () => {
    await submitAs(anaAtDesk, `conversation/${id}`, { kind: 'assigned', agent: benId });
    const bell = benAtDesk.page.getByRole('button', { name: 'Notices, 1 new' });
    await expect(bell).toBeVisible(soon);
    await bell.click();
    const notice = benAtDesk.page.getByRole('link', { name: /^New Ana assigned/ });
    await expect(notice).toBeVisible();
    await benAtDesk.page.screenshot({ path: test.info().outputPath('notices.png') });
  });

  await test.step('[M1] [N4] nobody answers: missed in every title and icon', async () => {
    for (const { page } of [anaAtDesk, benAtDesk]) {
      await expect(page).toHaveTitle('(1) Parley', soon);
      await expect.poll(() => iconOf(page), soon).toMatch(/^data:image\/png/);
    }
  });

  await test.step('[N6] an answer ends it everywhere, and reading ends the notice', async () => {
    await benAtDesk.page.getByRole('link', { name: /^New Ana assigned/ }).click();
    await benAtDesk.thread.hover();
    await benAtDesk.reply('On its way.');
    for (const { page } of [anaAtDesk, benAtDesk]) await expect(page).toHaveTitle('Parley', soon);
    await expect(benAtDesk.page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible(
      soon,
    );
    await expect.poll(() => iconOf(anaAtDesk.page), soon).toMatch(/icon\.svg$/);
  });
});
