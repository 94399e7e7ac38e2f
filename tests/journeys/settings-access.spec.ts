/** Every page of the settings, looked at by a machine in both looks, and on the narrowest phone. UX 18, 20. */
import { expect, test } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { aColleague, theOwner, type Agent } from './agent.ts';
import { expectSoundInBothLooks } from './sound.ts';

test.describe.configure({ mode: 'serial' });

const topics = [
  ...['profile', 'availability', 'notifications', 'appearance', 'shortcuts', 'devices'],
  ...['preferences', 'groups', 'agents', 'tags', 'blocked', 'workspace', 'history'],
];

let server: ServerProcess;
let origin: string;
let owner: Agent;

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  origin = `http://localhost:${server.port}`;
  owner = await theOwner(browser, origin);
  await (await aColleague(browser, owner)).context.close();
});
test.afterAll(async () => {
  await owner.context.close();
  await server.stop();
  removeData(server);
});

for (const topic of topics) {
  test(`[UX 18] [UX 20] ${topic} is sound in both looks, and fits a narrow phone`, async () => {
    const { page } = owner;
    await page.goto(`${origin}/settings/${topic}`);
    await page.locator('.sheet h2').waitFor();
    if (topic === 'groups') await page.getByRole('button', { name: 'Make a group' }).click();
    await expectSoundInBothLooks(page);
    await page.setViewportSize({ width: 320, height: 640 });
    const isTooWide = await page.evaluate(() =>
      [document.documentElement, document.querySelector('.sheet')!].some(
        (each) => each.scrollWidth > each.clientWidth,
      ),
    );
    expect(isTooWide).toBe(false);
    await page.setViewportSize({ width: 1280, height: 720 });
  });
}
