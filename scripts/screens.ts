/**
 * `node scripts/screens.ts <folder> [language…]`: takes a picture of every screen of the demonstration, in each language,
 * wide and at 320 px, by day (English also by night), and says what is cut off or wider than its place. For people to look
 * at: nothing here passes or fails. Needs a built app and a browser.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '../src/lib/desk/topics.ts';
import { isLanguage, languageCookie, languages, type Language } from '../src/lib/words/words.ts';
import { password, team } from './fill.ts';
import { onStage } from './stage.ts';

const [folder = 'pictures', ...wanted] = process.argv.slice(2);
const spoken = wanted.length > 0 ? wanted.filter(isLanguage) : languages;

interface Look {
  language: Language;
  size: 'wide' | 'narrow';
  scheme: 'light' | 'dark';
}
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 320, height: 640 } };
const looks = spoken.flatMap((language): Look[] => [
  { language, size: 'wide', scheme: 'light' },
  { language, size: 'narrow', scheme: 'light' },
  ...(language === 'en'
    ? ([
        { language, size: 'wide', scheme: 'dark' },
        { language, size: 'narrow', scheme: 'dark' },
      ] as const)
    : []),
]);

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
  }
});

async function wear(page: Page, context: BrowserContext, origin: string, look: Look) {
  await context.addCookies([{ name: languageCookie, value: look.language, url: origin }]);
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' });
  await page.setViewportSize(sizes[look.size]);
}

async function take(page: Page, { name, path, keys = [], press, shows }: Screen, look: Look) {
  await page.goto(path);
  await page.locator('nav, main').first().waitFor();
  if (shows && keys.length === 0) await page.locator(shows).first().waitFor();
  await settled(page);
  for (const key of keys) await page.keyboard.press(key);
  if (press) await page.locator(press).first().click();
  if (shows) await page.locator(shows).first().waitFor();
  await settled(page);
  const where = join(folder, look.language);
  mkdirSync(where, { recursive: true });
  const file = join(where, `${name}-${look.size}-${look.scheme}.png`);
  await page.screenshot({ path: file });
  for (const said of await cutOff(page)) console.log(`${file}: ${said}`);
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
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen');
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const isSeen = element.checkVisibility({ visibilityProperty: true }) && box.width > 2;
      if (!isSeen || !element.textContent.trim()) continue;
      const name = `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
      const words = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
      const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible';
      if (isCut && !/auto|scroll/.test(style.overflowX)) found.push(`cut: ${name} “${words}”`);
      if (box.right > innerWidth + 1 && box.left < innerWidth && element.children.length === 0)
        found.push(`beside: ${name} “${words}”`);
    }
    return found;
  });
}
