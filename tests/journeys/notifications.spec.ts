/**
 * Who is told what, where and how: an agent at two devices, a colleague and visitors. What is played and shown is counted
 * where the browser is asked for it. SPEC N1, N2, N4, N6, N7, A2; UX rule 9.
 */
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { chooseStatus, makeGroup, submitAs } from './acting.ts';
import { aColleague, Agent, ben as benWho, signIn, theOwner } from './agent.ts';
import { expectSoundInBothLooks } from './sound.ts';
import { aVisitor } from './visitor.ts';

let server: ServerProcess;
let origin: string;
test.beforeAll(async () => {
  server = await startServer({ env: { MISSED_AFTER_MS: '600000' } });
  origin = server.url.replace('127.0.0.1', 'localhost');
});
test.afterAll(async () => {
  await server.stop();
  removeData(server);
});

/** Writes down each note and each notice that a page of this browser asks for; the browser plays and shows them. */
async function listen(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['notifications'], { origin });
  await context.addInitScript(() => {
    const heard = { notes: 0, notices: [] as { title: string; isOpen: boolean }[] };
    Object.assign(window, { heard });
    const { createOscillator } = AudioContext.prototype;
    AudioContext.prototype.createOscillator = function () {
      heard.notes += 1;
      return createOscillator.call(this);
    };
    const Shown = window.Notification;
    window.Notification = class extends Shown {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        const line = { title, isOpen: true };
        heard.notices.push(line);
        const close = this.close.bind(this);
        this.close = () => {
          line.isOpen = false;
          close();
        };
      }
    };
  });
}
interface Heard {
  notes: number;
  notices: { title: string; isOpen: boolean }[];
}
const heardAt = (page: Page): Promise<Heard> =>
  page.evaluate(() => (window as unknown as { heard: Heard }).heard);
const notesAt = async (page: Page) => (await heardAt(page)).notes;
const noticesAt = async (page: Page) =>
  (await heardAt(page)).notices.filter(({ isOpen }) => isOpen).map(({ title }) => title);
/** What is there when a page comes is no news: only from here on it tells. */
const isListening = (page: Page): Promise<void> =>
  expect(page.getByRole('link', { name: /^Visitors online \d/ })).toBeVisible();
const cards = (agent: Agent): Locator => agent.page.getByRole('region', { name: 'Just now' });

test('[N1] [N2] [N6] [N7] told once, where the agent is, in the ways they chose', async ({
  browser,
}) => {
  const ana = await theOwner(browser, origin);
  await (await aColleague(browser, ana)).context.close();
  const laptop = await signIn(browser, origin, benWho);
  await listen(laptop.context);
  await laptop.page.reload();
  const benId = await chooseStatus(laptop, 'online');
  // What is missed has a story of its own, and comes when it comes.
  const ways = ['card', 'sound', 'desktop'].map((way) => [`preference.tell-missed-${way}`, false]);
  await submitAs(laptop, 'profile/me', { kind: 'changed', set: Object.fromEntries(ways) });
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say('Where is my lamp?');
  await ana.conversationSaying('Where is my lamp?');
  const id = await laptop.conversationSaying('Where is my lamp?');

  await test.step('[N2] the first sign-in on a device asks for a click, and plays', async () => {
    // Asked for by itself, or because a sound has just been kept back.
    const ask = laptop.page.getByRole('button', {
      name: /^(Hear when somebody writes|Sound is off) – click once/,
    });
    const before = await notesAt(laptop.page);
    await ask.click();
    await expect.poll(() => notesAt(laptop.page)).toBeGreaterThan(before);
    await expect(ask).toHaveCount(0);
    await laptop.page.reload();
    await isListening(laptop.page);
    await expect(ask).toHaveCount(0);
  });

  await submitAs(ana, `conversation/${id}`, { kind: 'assigned', agent: benId });

  await test.step('[N1] a hand-over is a card, a sound and a notice', async () => {
    const card = cards(laptop).getByRole('link', { name: /Ana assigned/ });
    await expect(card).toBeVisible();
    await expect.poll(() => noticesAt(laptop.page)).toHaveLength(1);
    await laptop.page.mouse.click(5, 500);
    await card.click();
    await expect(laptop.said('Where is my lamp?')).toBeVisible();
    // Opening it is reading it: the card and the notice are gone.
    await expect(cards(laptop)).toHaveCount(0);
    await expect.poll(() => noticesAt(laptop.page)).toEqual([]);
  });

  await test.step('[N2] what is on the screen makes no sound', async () => {
    const before = await notesAt(laptop.page);
    await visitor.say('Hello?');
    await expect(laptop.said('Hello?')).toBeVisible();
    expect(await notesAt(laptop.page)).toBe(before);
    expect(await noticesAt(laptop.page)).toEqual([]);
  });

  await test.step('[N1] the grid: a sound is switched off for one kind of event, and on again', async () => {
    await laptop.page.goto(`${origin}/settings/notifications`);
    const cell = laptop.page.getByRole('checkbox', {
      name: 'A message in a conversation of mine: Sound',
    });
    await expect(cell).toBeChecked();
    await isListening(laptop.page);
    await expectSoundInBothLooks(laptop.page);
    await cell.uncheck();
    await visitor.say('Anybody?');
    await expect(cards(laptop).getByRole('link', { name: /Anybody\?/ })).toBeVisible();
    await expect.poll(() => noticesAt(laptop.page)).toHaveLength(1);
    expect(await notesAt(laptop.page)).toBe(0);
    await cell.check();
    // Two notes: it is mine.
    await visitor.say('Please.');
    await expect.poll(() => notesAt(laptop.page)).toBe(2);
    await laptop.page.getByRole('radio', { name: 'Off', exact: true }).check({ force: true });
    await visitor.say('It is urgent.');
    await expect(cards(laptop).getByRole('link', { name: /It is urgent\./ })).toBeVisible();
    expect(await notesAt(laptop.page)).toBe(2);
    await laptop.page.getByRole('radio', { name: 'Normal' }).check({ force: true });
  });

  await test.step('[A2] new in a group of mine is told to its members, and to nobody else', async () => {
    const group = await makeGroup(ana, 'Orders', [benId]);
    await listen(ana.context);
    await ana.page.goto(`${origin}/settings/notifications`);
    const other = await aVisitor(browser, origin);
    await other.open();
    await other.say('Can I change my order?');
    await ana.page.goto(`${origin}/all`);
    const second = await ana.conversationSaying('Can I change my order?');
    const told = (await noticesAt(laptop.page)).length;
    await submitAs(ana, `conversation/${second}`, { kind: 'grouped', group });
    await expect
      .poll(async () => (await noticesAt(laptop.page)).slice(told))
      .toEqual([expect.stringMatching(/^For your group/)]);
    await other.context.close();
  });

  const phone = await signIn(browser, origin, benWho);
  await listen(phone.context);
  await phone.page.goto(`${origin}/settings/notifications`);
  await isListening(phone.page);
  await phone.page.getByRole('button', { name: 'Try now' }).click();
  await expect.poll(() => notesAt(phone.page)).toBe(2);

  await test.step('[N6] the device in use speaks, the other is quiet', async () => {
    await laptop.page.goto(`${origin}/settings/notifications`);
    await isListening(laptop.page);
    await laptop.page.mouse.click(5, 500);
    const [here, there] = [await notesAt(laptop.page), await notesAt(phone.page)];
    await visitor.say('One more thing.');
    await expect.poll(() => notesAt(laptop.page)).toBe(here + 2);
    await expect(cards(phone).getByRole('link', { name: /One more thing\./ })).toBeVisible();
    expect(await notesAt(phone.page)).toBe(there);
    expect(await noticesAt(phone.page)).toEqual(['Parley']);
  });

  await test.step('[N6] read here, it is gone there, and [N4] so is the count', async () => {
    await expect(phone.page).toHaveTitle(/^\(\d+\) Notifications · Parley$/);
    const before = await phone.page.title();
    await laptop.page.goto(`${origin}/mine/${id}`);
    await expect(laptop.said('One more thing.')).toBeVisible();
    await laptop.thread.hover();
    await expect(cards(phone)).toHaveCount(0);
    await expect(phone.page).not.toHaveTitle(before);
  });

  await test.step('[N6] one tab of a browser speaks for all', async () => {
    const second = await laptop.context.newPage();
    await second.goto(`${origin}/settings/notifications`);
    await laptop.page.goto(`${origin}/settings/notifications`);
    for (const page of [laptop.page, second]) await isListening(page);
    await second.mouse.click(5, 500);
    await laptop.page.mouse.click(5, 500);
    const both = () => Promise.all([laptop.page, second].map((page) => notesAt(page)));
    const before = await both();
    await visitor.say('In blue, please.');
    for (const page of [laptop.page, second]) {
      await expect(cards(new Agent(page)).getByRole('link', { name: /In blue/ })).toBeVisible();
    }
    await expect
      .poll(async () => (await both()).map((notes, n) => notes - before[n]!).sort())
      .toEqual([0, 2]);
    await second.close();
  });

  await test.step('[N7] after a time without network one sentence says it all', async () => {
    await phone.context.setOffline(true);
    await expect(phone.foot('Offline · everything is saved on this device')).toBeVisible();
    await visitor.say('And two bulbs.');
    await visitor.say('And a cable.');
    await expect(laptop.page.getByText('And a cable.').first()).toBeVisible();
    await phone.context.setOffline(false);
    await expect(phone.page.getByText(/^While you were away: 1 new$/)).toBeVisible();
    await expect(cards(phone)).toHaveCount(0);
  });
});
