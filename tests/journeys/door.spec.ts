/**
 * The pages before the desk as people meet them: narrow, dark, in French, without a network, and read aloud.
 * UX 11, 14, 15, 18. Their story is told in `first-run.spec.ts`.
 */
import {
  expect,
  test,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { expectSound } from './sound.ts';

const owner = {
  name: 'Inès Moreau',
  email: 'ines@maisonlumen.example',
  password: 'lamp oil and paper',
  workspace: 'Maison Lumen',
};

const looks: [string, BrowserContextOptions][] = [
  ['light and wide', { colorScheme: 'light', viewport: { width: 1366, height: 856 } }],
  [
    'dark, French and 320 px',
    { colorScheme: 'dark', locale: 'fr-CH', viewport: { width: 320, height: 640 } },
  ],
];

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
test.beforeAll(async () => void (server = await startServer()));
test.afterAll(async () => {
  await server.stop();
  removeData(server);
});

async function openIn(browser: Browser, look: BrowserContextOptions, path: string): Promise<Page> {
  const page = await (await browser.newContext({ ...look, reducedMotion: 'reduce' })).newPage();
  await page.goto(server.url + path);
  return page;
}

for (const [name, look] of looks) {
  test(`[UX 18] the set-up is sound, ${name}`, async ({ browser }) => {
    const page = await openIn(browser, look, '/setup');
    await expectSound(page);
    // With everything wrong there is most to read.
    await page.getByRole('button', { name: /^Contin/ }).click();
    await expect(page.locator('[aria-invalid="true"]')).toHaveCount(3);
    await expect(page.locator('[name="name"]')).toBeFocused();
    await expectSound(page);
    await page.locator('[name="name"]').fill(owner.name);
    await page.locator('[name="email"]').fill(owner.email);
    await page.locator('[name="password"]').fill(owner.password);
    await page.keyboard.press('Enter');
    await expect(page.locator('[name="workspace"]')).toBeFocused();
    await expectSound(page);
    await page.context().close();
  });
}

test('[B82] a password that everybody tries leads back to its field, with what was typed', async ({
  browser,
}) => {
  const page = await openIn(browser, {}, '/setup');
  await page.getByLabel('Name', { exact: true }).fill(owner.name);
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.keyboard.press('Enter');
  await page.getByLabel('Name of your business').fill(owner.workspace);
  await page.keyboard.press('Enter');
  const password = page.getByLabel('Password', { exact: true });
  await expect(password).toBeFocused();
  await expect(password).toHaveValue('password123');
  await expect(page.getByText('one of the passwords that are tried first')).toBeVisible();
  await password.fill(owner.password);
  await expect(page.getByText('one of the passwords that are tried first')).toBeHidden();
  await page.keyboard.press('Enter');
  await page.getByLabel('Name of your business').press('Enter');
  await expect(page.getByRole('link', { name: 'Open the test page' })).toBeVisible();
  await page.context().close();
});

for (const [name, look] of looks) {
  test(`[UX 18] sign-in and a link that ended are sound, ${name}`, async ({ browser }) => {
    const page = await openIn(browser, look, '/login');
    await expectSound(page);
    await page.locator('[name="email"]').fill(owner.email);
    await page.locator('[name="password"]').fill('not the password');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).not.toBeEmpty();
    await expectSound(page);
    await page.goto(`${server.url}/invitation/${'A'.repeat(43)}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectSound(page);
    await page.context().close();
  });
}

test('[UX 15] the language is the one of the browser, and can be changed on the spot', async ({
  browser,
}) => {
  const page = await openIn(browser, { locale: 'fr-CH' }, '/login');
  await expect(page.getByRole('heading', { name: 'Connexion à Maison Lumen' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Maison Lumen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in to Maison Lumen' })).toBeVisible();
  await page.context().close();
});

test('[UX 14] without a network the sign-in says so, keeps what was typed, and offers this device', async ({
  browser,
}) => {
  const page = await openIn(browser, {}, '/login');
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('No connection.');
  await expect(page.getByRole('link', { name: 'Open what’s on this device' })).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(owner.email);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${server.url}/`);
  await page.context().close();
});

test('[UX 11] a password can be shown, and hidden again', async ({ browser }) => {
  const page = await openIn(browser, {}, '/login');
  const password = page.getByLabel('Password', { exact: true });
  await password.fill(owner.password);
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show the password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Hide the password' }).click();
  await expect(password).toHaveAttribute('type', 'password');
  await page.context().close();
});
