/**
 * A visitor without a network: what they write waits on their device, survives a reload, and goes out once and in order.
 * SPEC V5, V8, V11, V19, V23, UX 13.
 */
import { expect, test, type Browser, type BrowserContext } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { ana, signIn, theOwner, type Agent } from './agent.ts';
import { complaintsOf } from './listening.ts';
import { aVisitor } from './visitor.ts';

const later = 'Will be sent when you’re back online';

test.describe.configure({ mode: 'serial' });

let server: ServerProcess;
let origin: string;
test.beforeAll(async () => {
  server = await startServer();
  origin = server.url.replace('127.0.0.1', 'localhost');
});
test.afterAll(async () => {
  await server.stop();
  removeData(server);
});

test('[V8] two messages written with no network survive a reload and arrive once, in order', async ({
  browser,
}) => {
  const agent = await theOwner(browser, origin);
  const visitor = await aVisitor(browser, origin);
  const { page, context } = visitor;
  await visitor.open();
  await visitor.say('Do you ship to Norway?');
  const id = await agent.conversationSaying('Do you ship to Norway?');
  await agent.open(id);
  await agent.reply('We do, since last week.');
  await expect(visitor.bubble('We do, since last week.')).toBeVisible();

  await context.setOffline(true);
  await visitor.say('Good, then one lamp.');
  await visitor.say('In brass.');
  const all = [
    'Do you ship to Norway?',
    'We do, since last week.',
    'Good, then one lamp.',
    'In brass.',
  ];
  await expect(visitor.bubbles()).toHaveText(all);
  await expect(visitor.log).toContainText(later);

  await pagesWithoutNetwork(context);
  await page.reload();
  await visitor.open();
  await expect(visitor.bubbles()).toHaveText(all);
  await expect(visitor.log.getByText('Sending')).toBeVisible();
  await expect(agent.bubbles()).toHaveText(all.slice(0, 2));

  await context.setOffline(false);
  await expect(agent.bubbles()).toHaveText(all);
  await expect(visitor.log.getByText('Sending')).toHaveCount(0);
  await expect(visitor.bubbles()).toHaveText(all);
  // The agent looks at them, so they are read.
  await expect(visitor.log.getByText('Read', { exact: true })).toHaveCount(2);

  await page.reload();
  await visitor.open();
  await expect(visitor.bubbles()).toHaveText(all);
});

test('[V5] written before the server was ever reached, it arrives when it can be', async ({
  browser,
}) => {
  const agent = await signedIn(browser);
  const visitor = await aVisitor(browser, origin);
  await visitor.launcher.hover();
  await expect(visitor.launcher).toHaveAccessibleName('Chat with Maison Lumen');
  await visitor.context.setOffline(true);
  await visitor.open();
  await visitor.say('Is the workshop open on Sunday?');
  await expect(visitor.log.getByText('Sending')).toBeVisible();
  await visitor.context.setOffline(false);
  await expect(agent.rowSaying('Is the workshop open on Sunday?')).toHaveCount(1);
  await expect(visitor.log).toContainText('Sent');
});

test('[V11] an answer to a closed chat is counted on the button and in the title, and Esc closes it again', async ({
  browser,
}) => {
  const agent = await signedIn(browser);
  const visitor = await aVisitor(browser, origin);
  const { page } = visitor;
  const complaints = complaintsOf(page);
  await visitor.open();
  await visitor.say('Is the shade washable?');
  await agent.open(await agent.conversationSaying('Is the shade washable?'));

  // The focus is inside the frame, and comes back to the button it was opened with.
  await expect(visitor.field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(visitor.launcher).toBeFocused();
  await expect(visitor.launcher).toHaveAttribute('aria-expanded', 'false');

  await agent.reply('By hand, yes.');
  await agent.reply('At thirty degrees.');
  await expect(visitor.launcher).toHaveAccessibleName('Chat with Maison Lumen, 2 new messages');
  await expect(page).toHaveTitle(/^\(2\) /);
  await expect(agent.stateOf('At thirty degrees.')).toContainText('Sent');

  await page.keyboard.press('Enter');
  await expect(visitor.bubble('At thirty degrees.')).toBeVisible();
  await expect(visitor.launcher).toHaveAccessibleName('Chat with Maison Lumen');
  await expect(page).not.toHaveTitle(/^\(/);
  await expect(agent.stateOf('At thirty degrees.')).toContainText('Read');
  expect(complaints).toEqual([]);
});

/** The owner again, on another device. */
const signedIn = (browser: Browser): Promise<Agent> => signIn(browser, origin, ana);

/**
 * Pages open with no network, as from the service worker of a careful shop: what is only fetched goes another way than
 * the browser's network, which stays cut for sockets and for everything that is sent.
 */
async function pagesWithoutNetwork(context: BrowserContext): Promise<void> {
  // A page that came this way counts as one of the internet, and would have to ask for the loopback address.
  await context.grantPermissions(['local-network-access']);
  await context.route('**/*', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    return route.fulfill({ response: await route.fetch() });
  });
}
