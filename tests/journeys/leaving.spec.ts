/** Signing out leaves nothing that anybody could read, also when the tab is closed in the middle. SPEC O8; RELIABILITY T32, P15. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { removeData, startServer, type ServerProcess } from '../support/server-process.ts';
import { ana, signIn, theOwner } from './agent.ts';
import { aVisitor } from './visitor.ts';

test.describe.configure({ mode: 'serial' });

const canary = 'quixotic-marmalade';
let server: ServerProcess;
let origin: string;
test.beforeAll(async ({ browser }) => {
  server = await startServer();
  origin = `http://localhost:${server.port}`;
  await (await theOwner(browser, origin)).context.close();
  const visitor = await aVisitor(browser, origin);
  await visitor.open();
  await visitor.say(canary);
  await expect(visitor.log).toContainText('Sent');
  await visitor.context.close();
});
test.afterAll(async () => {
  await server.stop();
  removeData(server);
});

/** What a browser keeps of the desk, by name. The sign-in brings a new shell, in which there is nobody. */
function keptIn(page: Page) {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    notes: Object.keys(localStorage).filter((key) => key.startsWith('parley-')),
  }));
}
const nothing = { databases: ['parley'], notes: [] };

function shellsIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const workers = await navigator.serviceWorker.getRegistrations();
    return [...(await caches.keys()), ...workers.map(({ scope }) => scope)];
  });
}

/** Every text in every database and every cache of the page's origin. */
function textsIn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const opening = indexedDB.open(name!);
      const database = await new Promise<IDBDatabase>((resolve) => {
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const table of database.objectStoreNames) {
        const reading = database.transaction(table).objectStore(table).getAll();
        await new Promise((resolve) => (reading.onsuccess = resolve));
        const decoder = new TextDecoder();
        const plain = (_key: string, value: unknown) =>
          value instanceof Uint8Array ? decoder.decode(value) : value;
        texts.push(JSON.stringify(reading.result, plain));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      for (const answer of await (await caches.open(name)).matchAll())
        texts.push(await answer.text());
    }
    return texts.join('\n');
  });
}

async function anAgentWhoReads(context: BrowserContext): Promise<Page> {
  const page = context.pages()[0]!;
  await page.getByRole('listitem').getByRole('link', { name: canary }).click();
  await page
    .getByRole('log', { name: /^Conversation with/ })
    .getByText(canary)
    .waitFor();
  // The shell is kept, and the copy written: it could all be read without a network.
  await expect.poll(async () => (await shellsIn(page)).length).toBe(2);
  await expect.poll(() => textsIn(page)).toContain(canary);
  return page;
}

test('[T32] databases, caches and notes hold nothing any more when the sign-in is there', async ({
  browser,
}) => {
  const agent = await signIn(browser, origin, ana);
  const page = await anAgentWhoReads(agent.context);
  await agent.choose('Sign out');
  await expect(page).toHaveURL(/\/login/);
  await page.waitForLoadState();
  expect(await keptIn(page)).toEqual(nothing);
  expect(await textsIn(page)).not.toContain(canary);
  await agent.context.close();
});

test('[T32] a tab that is closed in the middle leaves it to the next page', async ({ browser }) => {
  const agent = await signIn(browser, origin, ana);
  const page = await anAgentWhoReads(agent.context);
  // Removing takes so long that the tab is closed first.
  await page.evaluate(() => {
    IDBFactory.prototype.deleteDatabase = () => new EventTarget() as IDBOpenDBRequest;
  });
  const isSignedOut = page.waitForResponse(/\/api\/logout/);
  await agent.choose('Sign out');
  await isSignedOut;
  // It is written down that this person has left, and nothing more has happened.
  await expect.poll(() => textsIn(page)).not.toContain('"clockOffsetMs"');
  expect(await textsIn(page)).toContain(canary);
  await page.close();

  const next = await agent.context.newPage();
  await next.goto(`${origin}/login`);
  await expect.poll(() => keptIn(next)).toEqual(nothing);
  expect(await textsIn(next)).not.toContain(canary);
  await next.getByLabel('Email').waitFor();
  await agent.context.close();
});
