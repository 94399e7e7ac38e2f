/**
 * `node scripts/screens.ts <folder> [fr] [narrow] [dark] …`: takes a picture of every screen of the demonstration, in each
 * language, wide and at 320 px, by day and by night, and says what is cut off or wider than its place. For people to look
 * at: nothing here passes or fails. Needs a built app and a browser.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '../src/lib/desk/topics.ts';
import { languageCookie, languages, type Language } from '../src/lib/words/words.ts';
import { password, team } from './fill.ts';
import { onStage } from './stage.ts';

const [folder = 'pictures', ...wanted] = process.argv.slice(2);

interface Look {
  language: Language;
  size: keyof typeof sizes;
  scheme: 'light' | 'dark';
}
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 320, height: 640 } };

/** Of languages, sizes and schemes, those that were asked for; all of a kind where none was. */
function asked<T extends string>(all: readonly T[]): readonly T[] {
  const some = all.filter((each) => wanted.includes(each));
  return some.length > 0 ? some : all;
}
const looks = asked(languages).flatMap((language) =>
  asked(Object.keys(sizes) as Look['size'][]).flatMap((size) =>
    asked(['light', 'dark'] as const).map((scheme): Look => ({ language, size, scheme })),
  ),
);

/** How one comes to a screen: an address, keys pressed there, and what then is on it. */
interface Screen {
  name: string;
  path: string;
  keys?: string[];
  /** A selector of what is pressed after the keys. */
  press?: string;
  shows?: string;
}

const conversation = ':conversation:';
const screens: readonly Screen[] = [
  ...['mine', 'unassigned', 'all', 'mentions', 'drafts', 'attention', 'visitors', 'statistics'].map(
    (place) => ({ name: `list-${place}`, path: `/${place}` }),
  ),
  { name: 'list-select', path: '/all', keys: ['j', 'x', 'Shift+j', 'Shift+j'] },
  { name: 'conversation', path: conversation, shows: '[role=log]' },
  { name: 'reply', path: conversation, keys: ['r'], shows: '[role=textbox]' },
  { name: 'comment', path: conversation, keys: ['c'], shows: '[role=textbox]' },
  { name: 'assign', path: conversation, keys: ['a'] },
  { name: 'assign-group', path: conversation, keys: ['Shift+a'] },
  { name: 'snooze', path: conversation, keys: ['h'] },
  { name: 'tags', path: conversation, keys: ['t'] },
  { name: 'block', path: conversation, keys: ['b'] },
  { name: 'menu', path: conversation, keys: ['.'] },
  { name: 'details', path: conversation, keys: ['d'] },
  { name: 'palette', path: '/all', keys: ['Control+k'] },
  { name: 'keyboard', path: '/all', keys: ['?'] },
  { name: 'search', path: '/all?q=lamp' },
  { name: 'search-nothing', path: '/all?q=zzzzzz' },
  { name: 'settings', path: '/settings' },
  ...topics.map((topic) => ({ name: `settings-${topic}`, path: `/settings/${topic}` })),
  { name: 'no-such-page', path: '/no/such/page' },
];

await onStage(async (browser, origin) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: origin });
  const page = await context.newPage();
  await page.goto('/login?next=/all');
  await page.locator('input[name=email]').fill(team[0].email);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  const first = page.locator('[id^=row-]').first();
  await first.waitFor();
  const id = (await first.getAttribute('id'))!.replace('row-', '');

  for (const look of looks) {
    await wear(page, context, origin, look);
    for (const screen of screens) {
      const path = screen.path === conversation ? `/all/${id}` : screen.path;
      await take(page, { ...screen, path }, look);
    }
    const strange = await browser.newContext({ reducedMotion: 'reduce', baseURL: origin });
    const outside = await strange.newPage();
    await wear(outside, strange, origin, look);
    await take(outside, { name: 'login', path: '/login' }, look);
    await take(outside, { name: 'login-empty', path: '/login', press: '.button-primary' }, look);
    await strange.close();
    await takeWidget(browser, origin, look);
  }
});

async function wear(page: Page, context: BrowserContext, origin: string, look: Look) {
  await context.addCookies([{ name: languageCookie, value: look.language, url: origin }]);
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' });
  await page.setViewportSize(sizes[look.size]);
}

async function take(page: Page, { name, path, keys = [], press, shows }: Screen, look: Look) {
  await page.goto(path);
  await page.locator(':is(nav, main):visible').first().waitFor();
  if (shows && keys.length === 0) await page.locator(shows).first().waitFor();
  await settled(page);
  for (const key of keys) await page.keyboard.press(key);
  if (press) await page.locator(press).first().click();
  if (shows) await page.locator(shows).first().waitFor();
  await settled(page);
  const file = fileOf(name, look);
  await page.screenshot({ path: file });
  for (const said of await cutOff(page)) console.log(`${file}: ${said}`);
}

/** The chat on a site that speaks the language: closed, and open. */
async function takeWidget(browser: Browser, origin: string, look: Look): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: origin });
  const page = await context.newPage();
  await wear(page, context, origin, look);
  await page.route('**/demo', async (route) => {
    const response = await route.fetch();
    const shop = await response.text();
    await route.fulfill({ response, body: shop.replace('lang="en"', `lang="${look.language}"`) });
  });
  await take(page, { name: 'widget-closed', path: '/demo', shows: 'section > button' }, look);
  await page.locator('section > button').click();
  await page.locator('iframe.ready').waitFor();
  await page.frameLocator('iframe').getByRole('textbox').waitFor();
  await settled(page);
  await page.screenshot({ path: fileOf('widget', look) });
  await context.close();
}

function fileOf(name: string, { language, size, scheme }: Look): string {
  const where = join(folder, language);
  mkdirSync(where, { recursive: true });
  return join(where, `${name}-${size}-${scheme}.png`);
}

/** Nothing is fetched any more, and what came has been drawn twice. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  });
}

/** What does not fit: text that is cut, and parts that stand out beside the screen. */
function cutOff(page: Page): Promise<string[]> {
  const whole = 'button, label, legend, [role^=menuitem], [role=tab], h1, h2, h3, nav a';
  return page.evaluate((sayings) => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen');
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const isSeen = element.checkVisibility({ visibilityProperty: true }) && box.width > 2;
      // A word that yields to its sign is cut on purpose.
      if (!isSeen || !element.textContent.trim() || element.closest('.word-yields')) continue;
      const name = `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
      const words = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
      const isCut =
        element.scrollWidth > element.clientWidth + 1 && /hidden|clip/.test(style.overflowX);
      // Names and previews end in dots where there is no room; what a button or a heading says should not.
      const mayEndInDots = style.textOverflow === 'ellipsis' && !element.closest(sayings);
      if (isCut && !mayEndInDots && box.height > 2) found.push(`cut: ${name} “${words}”`);
      const isBeside = box.right > innerWidth + 1 && box.left < innerWidth;
      if (isBeside && element.children.length === 0 && !element.closest('.one-line'))
        found.push(`beside: ${name} “${words}”`);
    }
    return found;
  }, whole);
}
