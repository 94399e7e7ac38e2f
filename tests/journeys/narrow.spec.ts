/**
 * The desk where there is little room: the narrowest phone, and text twice as large. Nothing is wider than its place,
 * nothing is lost, and everything can be reached. UX 12, 17, 20; WCAG 2.2, 1.4.4 and 1.4.10.
 */
import { expect, test, type Page } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { theOwner, type Agent } from './agent.ts';
import { Details } from './details.ts';
import { expectSound } from './sound.ts';
import { aVisitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let ana: Agent;
let details: Details;
let id: string;
const long = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherung@example.com';
const question = `Where is my order? ${long}`;

test.beforeAll(async ({ browser }) => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  const origin = `http://localhost:${server.port}`;
  ana = await theOwner(browser, origin);
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say(question);
  id = await ana.conversationSaying(question);
  details = new Details(ana);
});
test.afterAll(async () => {
  await ana.context.close();
  await server.stop();
  removeData(server);
});

/** As somebody does who reads large letters: the browser's own setting, which widths and breakpoints follow. */
async function enlargeText(page: Page, px: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // It holds for as long as the session does, which ends with the page.
  await session.send('Page.setFontSizes', { fontSizes: { standard: px } });
}

/** Parts that must be scrolled sideways; there should be none. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.rows, [role=log], .details .inside, .dialog')]
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => part.className),
  );
}

for (const [where, size, textPx] of [
  ['320 px wide', { width: 320, height: 640 }, 16],
  ['twice the text', { width: 1280, height: 900 }, 32],
  ['twice the text on a phone', { width: 412, height: 900 }, 32],
] as const) {
  test(`[UX20] list, window, details and tags have room: ${where}`, async () => {
    const { page } = ana;
    await page.setViewportSize(size);
    await enlargeText(page, textPx);
    await page.goto(`${new URL(page.url()).origin}/all`);
    await expect(ana.row(id)).toBeVisible();
    await expect(page.locator('html')).toHaveCSS('font-size', `${textPx}px`);
    await expectSound(page, `list, ${where}`);

    await ana.row(id).click();
    await expect(ana.said(question)).toBeVisible();
    await ana.startWriting('Reply');
    await page.keyboard.type('It is on its way.');
    await expectSound(page, `window, ${where}`);
    expect(await tooWide(page), `window, ${where}`).toEqual([]);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');

    await page.keyboard.press('d');
    await expect(details.pane).toBeVisible();
    await details.change('email', long);
    await details.startChanging('phone');
    await expectSound(page, `details, ${where}`);
    expect(await tooWide(page), `details, ${where}`).toEqual([]);
    await page.keyboard.press('Escape');
    await details.change('email', '');
    await details.pane.getByRole('button', { name: 'Add a tag' }).click();
    await expect(page.getByRole('dialog', { name: 'Tags' })).toBeVisible();
    expect(await tooWide(page), `tags, ${where}`).toEqual([]);
    await page.keyboard.press('Escape');
  });
}

test('[C4] what has no button on a phone is in the menu, and opens from there', async () => {
  const { page } = ana;
  await page.setViewportSize({ width: 320, height: 640 });
  await enlargeText(page, 16);
  await page.goto(`${new URL(page.url()).origin}/all/${id}`);
  await expect(ana.said(question)).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Block' }).click();
  await page.getByRole('menuitem', { name: 'Block in this chat' }).click();
  await expect(page.getByLabel('Why')).toBeFocused();
  await page.keyboard.type('Noise');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Blocked. Messages are kept here.')).toBeVisible();
});
