/** An agent's name and picture, as they choose them, on a colleague's screen and in the visitor's window. SPEC S5. */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { complaintsOf } from './listening.ts';
import { aVisitor } from './visitor.ts';

let server: ServerProcess;
let [ana, ben]: Agent[] = [];

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  ana = await theOwner(browser, `http://localhost:${server.port}`);
  ben = await aColleague(browser, ana);
});
test.afterAll(async () => {
  for (const agent of [ana, ben]) await agent!.context.close();
  await server.stop();
  removeData(server);
});

test('[S5] a name and a picture reach whoever sees the agent', async ({ browser }) => {
  const origin = `http://localhost:${server.port}`;
  const { page } = ana!;
  await page.goto(`${origin}/settings/profile`);
  await page.getByLabel('Name', { exact: true }).fill('Ana from the shop');
  await page.keyboard.press('Enter');
  const picture = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [300, 300];
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#7a2e2e';
    context.fillRect(0, 0, 300, 300);
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!)));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await page
    .getByLabel('Choose a picture')
    .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(picture) });
  await expect(page.locator('.sheet .face img')).toHaveCount(1);

  const visitor = await aVisitor(browser, origin);
  const complaints = [page, ben!.page, visitor.page].map((each) => complaintsOf(each));
  await visitor.open();
  await expect(visitor.panel.locator('.panel-head p')).toContainText('Ana from the shop');
  const widthOf = (place: string) =>
    visitor.panel
      .locator(`${place} .face[title="Ana from the shop"] img`)
      .evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(() => widthOf('.panel-head')).toBeGreaterThan(100);
  await visitor.say('Is the lamp dimmable?');

  await page.goto(`${origin}/all`);
  const id = await ana!.conversationSaying('Is the lamp dimmable?');
  for (const agent of [ana!, ben!]) await agent.open(id);
  await ana!.reply('It is.');
  await expect(visitor.bubble('It is.')).toBeVisible();
  await expect(visitor.log.locator('.w-name')).toHaveText('Ana from the shop');
  await expect.poll(() => widthOf('.w-run')).toBeGreaterThan(100);
  await expect(ben!.said('It is.')).toBeVisible();
  await expect(ben!.thread).not.toContainText('Ana Weber');

  // Whoever has no picture is shown by initials, and nobody's console complains.
  await ben!.reply('Shall I send you one?');
  await expect(visitor.log.locator('.w-name').last()).toHaveText('Ben Okafor');
  await expect(visitor.log.getByTitle('Ben Okafor')).toHaveText('BO');
  expect(complaints).toEqual([[], [], []]);
});
