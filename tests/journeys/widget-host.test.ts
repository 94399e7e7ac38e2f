/**
 * The widget as a guest on somebody's page: what it needs of a strict policy, what it stores, how it opens, closes and
 * answers to `Parley(...)`, and that other frames cannot speak for either side. Parley is a stage here (a real loader
 * and panel, a fake line); the whole circuit is in the other journeys.
 */
import { expect, test, type Frame, type Page } from '@playwright/test';
import {
  buildWidgetStage,
  openWorld,
  panelFrame,
  parley,
  shop,
  stopTime,
  type BuiltWidget,
} from '../support/widget-world.ts';
import { foundByAxe } from './sound.ts';

let built: BuiltWidget;
test.beforeAll(async () => {
  built = await buildWidgetStage();
});
test.afterAll(() => built.remove());

const launcherOf = (page: Page) => page.getByRole('button', { name: /^Chat/ });
const dialogIn = (frame: Frame) => frame.getByRole('dialog', { name: 'Chat with Maison Lumen' });
const fieldIn = (frame: Frame) => frame.getByRole('textbox', { name: 'Write a message' });

async function openPanel(page: Page): Promise<Frame> {
  await launcherOf(page).click();
  const frame = await panelFrame(page);
  await expect(dialogIn(frame)).toBeVisible();
  return frame;
}
const agentSays = (frame: Frame, text: string): Promise<void> =>
  frame.evaluate((words) => {
    window.fake.agentDoes('Léa Fontaine', { kind: 'message', text: words });
  }, text);
const keptBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);

test('[T43] lives under the strictest policy: no violation, one global, no style attribute', async ({
  context,
}) => {
  const { page, troubles } = await openWorld(context, built);
  const frame = await openPanel(page);
  await fieldIn(frame).fill('Hello');
  await fieldIn(frame).press('Enter');
  await expect(frame.getByRole('log')).toContainText('Hello');
  await launcherOf(page).click();
  expect(troubles).toEqual([]);
  const ours = await page.evaluate(() => {
    const clean = document.createElement('iframe');
    document.body.append(clean);
    const usual = new Set(Object.getOwnPropertyNames(clean.contentWindow));
    clean.remove();
    return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && isNaN(+name));
  });
  expect(ours).toEqual(['Parley']);
  expect(
    await page
      .locator('html, body')
      .evaluateAll((all) => all.map((one) => one.outerHTML.match(/<\w+[^>]*/)![0])),
  ).toEqual(['<html lang="en"', '<body']);
});

test('[V2] keeps nothing on the page before the visitor has written, and their token after', async ({
  context,
}) => {
  const { page } = await openWorld(context, built);
  const frame = await openPanel(page);
  await expect.poll(() => frame.evaluate(() => window.joins)).toEqual([null]);
  expect(await keptBy(page)).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  await fieldIn(frame).fill('Hello');
  await fieldIn(frame).press('Enter');
  await expect.poll(() => keptBy(page)).toEqual(['parley:default']);
  expect(await context.cookies()).toEqual([]);
});

test('[V5] brings the token back from the page, before anybody opens the chat', async ({
  context,
}) => {
  await context.addInitScript(() => {
    if (location.host === 'shop.example') localStorage.setItem('parley:default', 'kept-by-page');
  });
  const { page } = await openWorld(context, built);
  const frame = await panelFrame(page);
  await expect.poll(() => frame.evaluate(() => window.joins)).toEqual(['kept-by-page']);
  await expect(launcherOf(page)).toHaveAttribute('aria-expanded', 'false');
});

test('[V1] fetches nothing but the loader until somebody means to chat', async ({ context }) => {
  const asked: string[] = [];
  context.on('request', (request) => {
    if (request.url().startsWith(parley)) asked.push(new URL(request.url()).pathname);
  });
  const { page } = await openWorld(context, built);
  await expect(launcherOf(page)).toBeVisible();
  await page.clock.install();
  await page.clock.runFor(10_000);
  expect(asked).toEqual(['/widget.js']);
  await launcherOf(page).hover();
  const frame = await panelFrame(page);
  // Meaning to is not opening: nobody has joined.
  expect(await frame.evaluate(() => window.joins)).toEqual([]);
  await expect(launcherOf(page)).toHaveAttribute('aria-expanded', 'false');
});

test('[V1] leaves the page alone while the server is down, and comes back with it', async ({
  context,
}) => {
  let isUp = true;
  const { page } = await openWorld(context, built, { isUp: () => isUp });
  await expect(launcherOf(page)).toBeVisible();
  isUp = false;
  await stopTime(page);
  await launcherOf(page).click();
  await page.clock.runFor(12_000);
  await expect(launcherOf(page)).toBeHidden();
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe(
    'visible',
  );
  isUp = true;
  // The next try comes at random between 5 and 30 s later.
  const tryAgain = async (): Promise<number> => {
    await page.clock.runFor(1_000);
    return page.locator('iframe').count();
  };
  await expect.poll(tryAgain, { intervals: [20] }).toBe(1);
  await expect(launcherOf(page)).toBeVisible();
  await expect(launcherOf(page)).toHaveAttribute('aria-expanded', 'false');
  await page.clock.resume();
  await openPanel(page);
});

test('[V1] a page whose server never answered has no launcher, and no trouble of ours', async ({
  context,
}) => {
  const { page, troubles } = await openWorld(context, built, { isUp: () => false });
  await expect(page.getByRole('heading', { name: 'Lamps' })).toBeVisible();
  await expect(launcherOf(page)).toHaveCount(0);
  expect(troubles.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
});

test('[V11] counts what is unread on the button and in the title, says it once, and forgets it after a second on screen', async ({
  context,
}) => {
  const { page } = await openWorld(context, built);
  const frame = await openPanel(page);
  await frame.getByRole('button', { name: 'Close the chat' }).click();
  await agentSays(frame, 'First');
  await expect(launcherOf(page)).toHaveAccessibleName('Chat with Maison Lumen, 1 new message');
  await expect(page).toHaveTitle('(1) Shop');
  await agentSays(frame, 'Second');
  await expect(page).toHaveTitle('(2) Shop');
  await expect(page.getByRole('status').filter({ hasText: '2 new messages' })).toBeAttached();
  // The page's own new title keeps the count.
  await page.evaluate(() => (document.title = 'Basket'));
  await expect(page).toHaveTitle('(2) Basket');
  await launcherOf(page).click();
  await expect(page).toHaveTitle('Basket');
  await expect(launcherOf(page)).toHaveAccessibleName('Chat with Maison Lumen');
});

test('[V13] notices the pages of a single-page app, and survives its new body', async ({
  context,
}) => {
  const { page } = await openWorld(context, built);
  const frame = await openPanel(page);
  await fieldIn(frame).fill('Half a sent');
  await page.evaluate(() => {
    history.pushState({}, '', '/lamps/alba');
    document.title = 'Alba';
  });
  const lastPage = (): Promise<unknown> =>
    frame.evaluate(() => window.fake.signs.findLast((signs) => signs.page)?.page);
  await expect.poll(lastPage).toEqual({ url: `${shop}/lamps/alba`, title: 'Alba' });
  await page.evaluate(() => document.body.replaceWith(document.createElement('body')));
  await expect(fieldIn(frame)).toHaveValue('Half a sent');
  await expect(dialogIn(frame)).toBeVisible();
});

test('[V14] answers calls made before it came, and warns once of one it does not know', async ({
  context,
}) => {
  await context.addInitScript(() => {
    if (location.host !== 'shop.example') return;
    const calls: unknown[][] = [];
    const stub = (...args: unknown[]) => void calls.push(args);
    const heard: string[] = [];
    Object.assign(window, { Parley: Object.assign(stub, { q: calls }), heard });
    for (const name of ['ready', 'opened', 'closed', 'unread']) {
      stub('on', name, (detail?: number) =>
        heard.push(detail === undefined ? name : `${name} ${detail}`),
      );
    }
    stub('open');
    stub('dance');
  });
  const { page, troubles } = await openWorld(context, built);
  const frame = await panelFrame(page);
  await expect(dialogIn(frame)).toBeVisible();
  await page.evaluate(() => {
    window.Parley!('dance');
    window.Parley!('constructor');
    window.Parley!('hide');
  });
  await expect(launcherOf(page)).toBeHidden();
  await page.evaluate(() => window.Parley!('show'));
  await expect(launcherOf(page)).toBeVisible();
  await page.evaluate(() => window.Parley!('open'));
  await page.evaluate(() => window.Parley!('close'));
  // Hidden and opened by a button of the page's own, which has the focus back afterwards.
  await page.evaluate(() => {
    window.Parley!('hide');
    document.querySelector('main')!.tabIndex = 0;
    document.querySelector('main')!.focus();
    window.Parley!('open');
  });
  await expect(fieldIn(frame)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('main')).toBeFocused();
  await expect(launcherOf(page)).toBeHidden();
  const again = ['opened', 'closed'];
  const heard = (): Promise<string[]> =>
    page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toEqual(['opened', 'ready', 'unread 0', 'closed', ...again, ...again]);
  expect(troubles).toEqual(['Parley: there is no "dance".', 'Parley: there is no "constructor".']);
});

test('[V14] a second copy of the script does nothing', async ({ context }) => {
  const again = `<script src="${parley}/widget.js" data-site="default" async></script>`;
  const { page } = await openWorld(context, built, { head: again });
  await expect(launcherOf(page)).toHaveCount(1);
});

test('[V19] is used by keyboard alone: opens, closes with Esc, and the focus is back where it was', async ({
  context,
}) => {
  const { page } = await openWorld(context, built, { body: '<a href="#a">Lamps</a>' });
  await expect(launcherOf(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(launcherOf(page)).toBeFocused();
  await page.keyboard.press('Enter');
  const frame = await panelFrame(page);
  await expect(fieldIn(frame)).toBeFocused();
  // Not modal: the page is there and can be used.
  await expect(page.getByRole('link', { name: 'Lamps' })).toBeEnabled();
  expect(await page.evaluate(() => document.body.inert)).toBe(false);
  await page.keyboard.press('Escape');
  await expect(page.locator('iframe')).toBeHidden();
  await expect(launcherOf(page)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(fieldIn(frame)).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`[V19] axe finds nothing, closed and talking, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme });
    const { page } = await openWorld(context, built, {
      head: '<meta name="color-scheme" content="light dark">',
      attributes: 'data-colour="#1f4d43"',
      // Landmarks of the page's own: ours must not be taken for one of them.
      body: '<h1>Lamps</h1></main><header>Shop</header><footer>Imprint</footer>',
    });
    await expect(launcherOf(page)).toBeVisible();
    expect(await foundByAxe(page)).toEqual([]);
    const frame = await openPanel(page);
    await fieldIn(frame).fill('Is it dimmable?');
    await fieldIn(frame).press('Enter');
    await frame.evaluate(() => window.fake.accept());
    await agentSays(frame, 'It is.');
    await fieldIn(frame).fill('And the bulb?');
    await fieldIn(frame).press('Enter');
    await frame.evaluate(() => window.fake.refuse());
    await expect(frame.getByRole('button', { name: 'Not sent. Tap to try again' })).toBeVisible();
    await page.waitForFunction(() => document.getAnimations().length === 0);
    expect(await foundByAxe(page)).toEqual([]);
    const ground = await frame
      .locator('.panel')
      .evaluate((one) => getComputedStyle(one).backgroundColor);
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(21, 24, 30)' : 'rgb(255, 255, 255)');
    await context.close();
  });
}

test('[V17] follows the page, not the device: a dark page has its dark card by day', async ({
  browser,
}) => {
  // No emulation here: it would reach into the frame and hide what the page says.
  const context = await browser.newContext({ colorScheme: null });
  const { page } = await openWorld(context, built, {
    head: '<meta name="color-scheme" content="dark">',
  });
  const frame = await openPanel(page);
  const panel = frame.locator('.panel');
  await expect(panel).toHaveCSS('background-color', 'rgb(21, 24, 30)');
  await context.close();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });

  test('[V24] fills the screen, sets the page aside, and the back button closes it', async ({
    context,
  }) => {
    const { page, troubles } = await openWorld(context, built, { body: '<p>Tall</p>'.repeat(200) });
    await launcherOf(page).tap();
    const frame = await panelFrame(page);
    await expect(dialogIn(frame)).toHaveAttribute('aria-modal', 'true');
    await expect
      .poll(() => page.locator('iframe').boundingBox())
      .toEqual({ x: 0, y: 0, width: 320, height: 640 });
    expect(await page.evaluate(() => document.body.inert)).toBe(true);
    await expect(dialogIn(frame)).toBeFocused();
    // The keyboard waits until it is asked for.
    await expect(fieldIn(frame)).not.toBeFocused();
    expect(await fieldIn(frame).evaluate((field) => getComputedStyle(field).fontSize)).toBe('16px');
    await page.goBack();
    await expect(launcherOf(page)).toBeVisible();
    expect(page.url()).toBe(`${shop}/`);
    expect(
      await page.evaluate(() => [document.body.inert, document.documentElement.style.overflow]),
    ).toEqual([false, '']);

    await launcherOf(page).tap();
    await frame.getByRole('button', { name: 'Close the chat' }).tap();
    await expect(launcherOf(page)).toBeVisible();
    // Closing by the button takes its history entry away again.
    await expect.poll(() => page.evaluate(() => history.state as unknown)).toBeNull();
    expect(troubles).toEqual([]);
  });

  test('[V19] nothing is wider than 320 px, in the longest words', async ({ context }) => {
    const { page } = await openWorld(context, built, { lang: 'de' });
    await page.getByRole('button', { name: /^Chat/ }).tap();
    const frame = await panelFrame(page);
    await frame
      .getByRole('textbox')
      .fill('Donaudampfschifffahrtsgesellschaftskapitänswitwenrente'.repeat(3));
    await frame.getByRole('textbox').press('Enter');
    await frame.evaluate(() =>
      window.fake.connection.set({ kind: 'offline', sinceMs: 0, retryAtMs: null }),
    );
    await expect(frame.getByText('Wird gesendet, sobald Sie wieder online sind')).toBeVisible();
    const widths = await frame.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths).toEqual([320, 320]);
    const log = await frame.getByRole('log').evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(log).toBe(0);
  });
});

test('[T8] nobody but the frame speaks for the frame, and nobody but the page for the page', async ({
  context,
}) => {
  const { page } = await openWorld(context, built, { alsoFrames: 'https://evil.example' });
  const frame = await openPanel(page);
  const lies = [
    { parley: 'close' },
    { parley: 'token', token: 'stolen' },
    { parley: 'unread', count: 9, label: 'Evil', spoken: 'Evil' },
    { parley: 'hello', token: 'stolen', url: 'https://evil.example/', title: 'Evil' },
    { parley: 'page', url: 'https://evil.example/', title: 'Evil' },
    { parley: 'closed' },
  ];
  const liar = `<script>
    const lies = ${JSON.stringify(lies)};
    for (const lie of lies) {
      opener.postMessage(lie, '*');
      for (let n = 0; n < opener.length; n += 1) opener[n].postMessage(lie, '*');
    }
    document.title = 'lied';
  </script>`;
  // Wrong by origin, and with the right origin wrong by source: Parley's own, and the shop's own.
  const liars = ['https://evil.example/liar', `${parley}/liar`, `${shop}/liar`];
  for (const address of liars) {
    await context.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: liar }),
    );
  }
  await page.evaluate(
    (all) => all.forEach((lie) => window.postMessage(lie, location.origin)),
    lies,
  );
  for (const address of liars) {
    const popup = context.waitForEvent('page');
    await page.evaluate((url) => void window.open(url), address);
    await expect(await popup).toHaveTitle('lied');
    await (await popup).close();
  }
  await expect(dialogIn(frame)).toBeVisible();
  // And from the frame itself, once something else has been loaded into it.
  await context.route('https://evil.example/inside', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<title>in</title><script>
        for (const lie of ${JSON.stringify(lies)}) parent.postMessage(lie, '*');
      </script>`,
    }),
  );
  const signs = await frame.evaluate(() => JSON.stringify(window.fake.signs));
  expect(signs).not.toContain('evil');
  await frame.goto('https://evil.example/inside');
  await expect(page.locator('iframe')).toBeVisible();
  await expect(launcherOf(page)).toHaveAccessibleName('Chat with Maison Lumen');
  expect(await keptBy(page)).toEqual([]);
});

test('[T8] a page that frames the panel under a false name hears nothing and moves nothing', async ({
  context,
}) => {
  const { page } = await openWorld(context, built);
  const address = `${parley}/widget/default?${new URLSearchParams({ host: shop, lang: 'en' })}`;
  await context.route('https://evil.example/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${address}"></iframe><script>
        window.heard = [];
        addEventListener('message', (event) => heard.push(event.data));
        document.querySelector('iframe').onload = ({ target }) => {
          target.contentWindow.postMessage({ parley: 'hello', token: 'x', url: '', title: '' }, '*');
          target.contentWindow.postMessage({ parley: 'opened', full: false }, '*');
          document.title = 'lied';
        };
      </script>`,
    }),
  );
  await page.goto('https://evil.example/');
  await expect(page).toHaveTitle('lied');
  const frame = page.frames().find((one) => one.url() === address)!;
  await expect(frame.getByRole('dialog')).toBeVisible();
  expect(await frame.evaluate(() => window.joins)).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
});
