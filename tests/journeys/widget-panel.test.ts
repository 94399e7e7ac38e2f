/**
 * The visitor's panel: writing, waiting, failing, reading, in ten states of the line. A real panel in a real browser;
 * the test plays the server through the fake line (`window.fake`).
 */
import { expect, test, type BrowserContext, type Frame, type Page } from '@playwright/test';
import {
  buildWidgetStage,
  openWorld,
  ownShop,
  panelFrame,
  stopTime,
  type BuiltWidget,
  type World,
} from '../support/widget-world.ts';

let built: BuiltWidget;
test.beforeAll(async () => {
  built = await buildWidgetStage();
});
test.afterAll(() => built.remove());

async function talk(
  context: BrowserContext,
  world: World = {},
): Promise<{ page: Page; frame: Frame }> {
  const { page } = await openWorld(context, built, world);
  await page.getByRole('button').first().click();
  return { page, frame: await panelFrame(page) };
}
const fieldIn = (frame: Frame) => frame.getByRole('textbox');
const logIn = (frame: Frame) => frame.getByRole('log');
async function say(frame: Frame, text: string): Promise<void> {
  await fieldIn(frame).fill(text);
  await fieldIn(frame).press('Enter');
  await expect(logIn(frame)).toContainText(text);
}
const goOffline = (frame: Frame): Promise<void> =>
  frame.evaluate(() =>
    window.fake.connection.set({ kind: 'offline', sinceMs: 0, retryAtMs: null }),
  );
const goOnline = (frame: Frame): Promise<void> =>
  frame.evaluate(() => window.fake.connection.set({ kind: 'live' }));
const agentSays = (frame: Frame, text: string): Promise<string> =>
  frame.evaluate(
    (words) => window.fake.agentDoes('Léa Fontaine', { kind: 'message', text: words }),
    text,
  );

test('[V8] Enter sends, Shift+Enter breaks the line, and a word being composed is left alone', async ({
  context,
}) => {
  const { frame } = await talk(context);
  const field = fieldIn(frame);
  await field.fill('first line');
  await field.press('Shift+Enter');
  await field.pressSequentially('second line');
  await field.evaluate((one) => {
    const composing = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
    one.dispatchEvent(new KeyboardEvent('keydown', composing));
    const ending = { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true };
    one.dispatchEvent(new KeyboardEvent('keydown', ending));
  });
  await expect(field).toHaveValue('first line\nsecond line');
  await field.press('Enter');
  await expect(field).toHaveValue('');
  await expect(logIn(frame).getByText('first line')).toHaveText('first line\nsecond line');
});

test('[B42] nothing but spaces cannot be sent, nor what is too long, and the field says why', async ({
  context,
}) => {
  const { frame } = await talk(context);
  const send = frame.getByRole('button', { name: 'Send' });
  await fieldIn(frame).fill(' \u200b\n ');
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await fieldIn(frame).press('Enter');
  await fieldIn(frame).fill('a'.repeat(5_003));
  await fieldIn(frame).press('Enter');
  await expect(frame.getByText('3 characters too many')).toBeVisible();
  await expect(fieldIn(frame)).toHaveAttribute('aria-invalid', 'true');
  await fieldIn(frame).fill('a'.repeat(5_000));
  await expect(frame.getByText('too many')).toBeHidden();
  await expect(send).toHaveAttribute('aria-disabled', 'false');
  expect(await frame.evaluate(() => window.fake.thread.conversation.current.items)).toEqual([]);
});

test('[V8] says the truth about each message: clock, sent, read', async ({ context }) => {
  const { frame } = await talk(context);
  await say(frame, 'Is it dimmable?');
  await expect(logIn(frame).getByText('Sending')).toBeAttached();
  await frame.evaluate(() => window.fake.accept());
  await expect(logIn(frame).getByText('Sent', { exact: true })).toBeVisible();
  await frame.evaluate(() => window.fake.teamReads());
  await expect(logIn(frame).getByText('Read', { exact: true })).toBeVisible();
});

test('[V8] after 10 s without an answer a message says that it will be tried again', async ({
  context,
}) => {
  const { page, frame } = await talk(context);
  await stopTime(page);
  await say(frame, 'Hello?');
  await page.clock.runFor(9_000);
  await expect(frame.getByText('Not sent yet, will retry')).toBeHidden();
  await page.clock.runFor(3_000);
  await expect(frame.getByText('Not sent yet, will retry')).toBeVisible();
});

test('[V23] offline: what is written waits and says so at once, the banner only after 4 s', async ({
  context,
}) => {
  const { page, frame } = await talk(context);
  await stopTime(page);
  const banner = frame.getByText('You are offline. What you write is kept here.');
  await goOffline(frame);
  await say(frame, 'On the train');
  await expect(frame.getByText('Will be sent when you’re back online')).toBeVisible();
  await page.clock.runFor(3_900);
  await expect(banner).toBeHidden();
  await page.clock.runFor(200);
  await expect(banner).toBeVisible();
  await goOnline(frame);
  await expect(banner).toBeHidden();
  await goOffline(frame);
  await expect(banner).toBeHidden();
  await goOnline(frame);
  await frame.evaluate(() => window.fake.accept());
  await expect(logIn(frame).getByText('Sent', { exact: true })).toBeVisible();
});

test('[F28] where the browser keeps nothing, the banner does not promise to', async ({
  context,
}) => {
  const { page, frame } = await talk(context);
  await stopTime(page);
  await frame.evaluate(() => window.fake.storage.set('memory'));
  await goOffline(frame);
  await page.clock.runFor(4_100);
  await expect(frame.getByText('This browser keeps nothing')).toBeVisible();
});

test('[R10] a refused message stays with its words and is sent again by a press', async ({
  context,
}) => {
  const { frame } = await talk(context);
  await say(frame, 'One too many');
  await frame.evaluate(() => window.fake.refuse());
  await frame.getByRole('button', { name: 'Not sent. Tap to try again' }).click();
  await expect(frame.getByRole('button', { name: 'Not sent. Tap to try again' })).toBeHidden();
  await frame.evaluate(() => window.fake.accept());
  await expect(logIn(frame).getByText('One too many')).toHaveCount(1);
  await expect(logIn(frame).getByText('Sent', { exact: true })).toBeVisible();
});

test('[R1] a message that waited over a minute shows both its times', async ({ context }) => {
  const { frame } = await talk(context);
  await say(frame, 'Written underground');
  await frame.evaluate(() => window.fake.accept(Date.now() + 45 * 60_000));
  await expect(logIn(frame).getByText(/^Written .+, sent /)).toBeVisible();
});

test('[V8] the draft survives a reload', async ({ context }) => {
  const { page, frame } = await talk(context, { at: ownShop });
  await fieldIn(frame).fill('Hello, do you ship to Cor');
  await page.reload();
  await page.getByRole('button').first().click();
  const again = await panelFrame(page);
  await expect(fieldIn(again)).toHaveValue('Hello, do you ship to Cor');
  await fieldIn(again).press('Enter');
  await expect(logIn(again)).toContainText('Hello, do you ship to Cor');
  await page.reload();
  await page.getByRole('button').first().click();
  await expect(fieldIn(await panelFrame(page))).toHaveValue('');
});

test('[V11] a message is read after a second on screen, in an open chat and a visible tab', async ({
  context,
}) => {
  const { page, frame } = await talk(context);
  await stopTime(page);
  const readUpTo = (): Promise<string | null> => frame.evaluate(() => window.fake.readByVisitor);
  await frame.getByRole('button', { name: 'Close the chat' }).click();
  const first = await agentSays(frame, 'First');
  await page.clock.runFor(5_000);
  expect(await readUpTo()).toBeNull();
  await page.getByRole('button', { name: /1 new message/ }).click();
  await expect(logIn(frame)).toContainText('First');
  await page.clock.runFor(900);
  expect(await readUpTo()).toBeNull();
  await page.clock.runFor(200);
  await expect.poll(readUpTo).toBe(first);
});

test('[V10] typing is dots and words, and words alone where motion is unwanted', async ({
  context,
}) => {
  const { page, frame } = await talk(context);
  await frame.evaluate(() =>
    window.fake.presence.set({ ...window.fake.presence.current, typing: 'Léa' }),
  );
  await expect(frame.getByText('Léa is typing')).toBeVisible();
  await expect(frame.locator('.w-typing span')).toBeVisible();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(frame.locator('.w-typing span')).toBeHidden();
  await expect(frame.getByText('Léa is typing')).toBeVisible();
  await fieldIn(frame).fill('And I');
  expect(await frame.evaluate(() => window.fake.signs.at(-1))).toEqual({ typing: true });
});

test('[V19] speaks new messages of the team with their author, and nothing else', async ({
  context,
}) => {
  const { frame } = await talk(context);
  const spoken = frame.getByRole('status').filter({ hasText: /\S/ });
  await say(frame, 'Mine');
  await expect(spoken).toHaveCount(0);
  await agentSays(frame, 'Good morning');
  await expect(spoken).toHaveText('Léa Fontaine: Good morning');
});

test('[V3] nobody there: says so, and who is there when they are', async ({ context }) => {
  const { frame } = await talk(context);
  await expect(frame.getByText('Léa Fontaine and Marc Dubois')).toBeVisible();
  await frame.evaluate(() => window.fake.presence.set({ mode: 'away', agents: [], typing: null }));
  await expect(frame.getByRole('heading', { name: 'Nobody is here right now.' })).toBeVisible();
});

test('[W13] a closed conversation says how to go on, and goes on', async ({ context }) => {
  const { frame } = await talk(context);
  await agentSays(frame, 'It is yours then.');
  await frame.evaluate(() => window.fake.agentDoes(null, { kind: 'closed' }));
  const ended = frame.getByText('This conversation was closed. Write to reopen it.');
  await expect(ended).toBeVisible();
  await say(frame, 'One more thing');
  await expect(ended).toBeHidden();
});

test('[F29] a long history opens at its end, a part at a time, and keeps the place', async ({
  context,
}) => {
  const { frame } = await talk(context);
  await frame.evaluate(() => {
    for (let n = 1; n <= 200; n += 1) {
      window.fake.agentDoes('Léa', { kind: 'message', text: `Message ${n}` }, Date.now() - 9e6 + n);
    }
  });
  const log = logIn(frame);
  await expect(log.getByText('Message 200', { exact: true })).toBeInViewport();
  await expect(log.getByText('Message 100', { exact: true })).toHaveCount(0);
  const earlier = log.getByRole('button', { name: 'Show earlier messages' });
  await earlier.scrollIntoViewIfNeeded();
  const first = log.getByText('Message 141', { exact: true });
  const before = (await first.boundingBox())!.y;
  await earlier.click();
  await expect(log.getByText('Message 81', { exact: true })).toBeAttached();
  expect(Math.abs((await first.boundingBox())!.y - before)).toBeLessThan(40);
  // Reading above, an arrival does not move the page under the reader's eyes.
  await agentSays(frame, 'News');
  await expect(log.getByText('News')).not.toBeInViewport();
  await frame.getByRole('button', { name: 'New message below' }).click();
  await expect(log.getByText('News')).toBeInViewport();
});

test('[T11] words are words: markup, directions and long runs stay inside their bubble', async ({
  context,
}) => {
  const { frame } = await talk(context);
  await agentSays(frame, '<img src=x onerror="document.title=1"><b>bold</b> {{7*7}}');
  await agentSays(frame, '\u202eright to left\u202c ' + 'W'.repeat(400));
  const log = logIn(frame);
  await expect(log.getByText('<img src=x')).toHaveText(/<b>bold<\/b> \{\{7\*7\}\}/);
  await expect(log.locator('.w-bubble')).toHaveCount(2);
  await expect(log.locator('.w-bubble :is(img, b)')).toHaveCount(0);
  expect(await log.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
});

test('[V16] speaks the language of the page, from the right where it is written so', async ({
  context,
}) => {
  const { page, frame } = await talk(context, { lang: 'ar' });
  await expect(frame.getByRole('dialog', { name: 'محادثة مع Maison Lumen' })).toBeVisible();
  await say(frame, 'مرحبا');
  const bubble = (await logIn(frame).getByText('مرحبا').boundingBox())!;
  const card = (await page.locator('iframe').boundingBox())!;
  // The visitor's own words stand at the end side, which is the left here.
  expect(bubble.x - card.x).toBeLessThan(card.width / 3);
});

test('[V16] falls back from the page to the browser to English', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'es-MX' });
  const spanish = await talk(context, { lang: 'fi' });
  await expect(spanish.frame.getByRole('textbox', { name: 'Escribir un mensaje' })).toBeVisible();
  await context.close();
});

test('[B99] times are written as the visitor’s region writes them', async ({ browser }) => {
  const evening = new Date(2026, 10, 20, 18, 5).getTime();
  for (const [locale, written] of [
    ['en-GB', '18:05'],
    ['en-US', '6:05 PM'],
    ['fi', '6:05 PM'],
  ] as const) {
    const context = await browser.newContext({ locale });
    const { frame } = await talk(context);
    await frame.evaluate((atMs) => {
      window.fake.agentDoes('Léa', { kind: 'message', text: 'Evening' }, atMs);
    }, evening);
    // Between the hour and "PM" stands a narrow space.
    await expect(logIn(frame).locator('.w-meta')).toHaveText(
      new RegExp(written.replace(' ', '\\s')),
    );
    await context.close();
  }
});
