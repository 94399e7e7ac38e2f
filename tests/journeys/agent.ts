/** An agent at the desk, in a browser context of their own: who they are, what they see and do. */
import {
  expect,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test';

export const ana = {
  name: 'Ana Weber',
  email: 'ana@lumen.test',
  password: 'a lamp in the window',
  workspace: 'Maison Lumen',
};
export const ben = {
  name: 'Ben Okafor',
  email: 'ben@lumen.test',
  password: 'two chairs and a table',
};

export class Agent {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly window: Locator;
  /** The conversation in the window. */
  readonly thread: Locator;

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    this.window = page.getByRole('region', { name: /^Visitor / });
    this.thread = page.getByRole('log', { name: /^Conversation with/ });
  }

  /** The menu of the account, at the head of the navigation. */
  async openMenu(): Promise<void> {
    const menu = this.page.getByRole('menu');
    // One that is still closing would take the click for its own.
    await expect(menu).toHaveCount(0);
    await this.page.getByRole('button', { name: /account menu$/ }).click();
    await menu.waitFor();
  }
  async choose(item: string): Promise<void> {
    await this.openMenu();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** The row of the list in which these words were said last. */
  rowSaying(text: string): Locator {
    return this.page.getByRole('listitem').getByRole('link', { name: text });
  }
  /** The row of a conversation, wherever it stands. */
  row(id: string): Locator {
    return this.page.locator(`#row-${id}`);
  }
  /** Waits for the row, and says which conversation it is. */
  async conversationSaying(text: string): Promise<string> {
    const row = await this.rowSaying(text).getAttribute('id');
    return row!.replace('row-', '');
  }
  async open(conversation: string): Promise<void> {
    await this.row(conversation).click();
    // A list that is pointed at holds still: what arrives would wait behind its pill.
    await this.thread.hover();
  }

  /** A bubble or a comment. */
  said(text: string): Locator {
    return this.thread.getByText(text, { exact: true });
  }
  /** Everything said in the thread, top to bottom. */
  bubbles(): Locator {
    return this.thread.locator('.bubble, .comment .text');
  }
  /** The line under what was said: time, and how far it got. For a comment, over it. */
  stateOf(text: string): Locator {
    return this.thread
      .locator('.run, .comment')
      .filter({ has: this.page.getByText(text, { exact: true }) })
      .locator('.meta, .head');
  }

  editor(tab: 'Reply' | 'Comment'): Locator {
    return this.page.getByRole('textbox', { name: tab, exact: true });
  }
  /** What stands in the editor, without the carets of others. */
  written(tab: 'Reply' | 'Comment'): Promise<string> {
    return wordsIn(this.editor(tab));
  }

  /**
   * Puts the caret at one end of an editor. The browser moves it by itself and tells the editor a moment later; what comes
   * from a colleague in between puts it back.
   */
  async moveCaret(editor: Locator, key: 'Control+Home' | 'Control+End'): Promise<void> {
    await expect(async () => {
      await this.page.keyboard.press(key);
      const before = await wordsIn(editor, 'before the caret');
      expect(before).toBe(key === 'Control+Home' ? '' : await wordsIn(editor));
    }).toPass();
  }

  /** By keys alone, from wherever the focus is. */
  async startWriting(tab: 'Reply' | 'Comment'): Promise<void> {
    await this.thread.focus();
    await this.page.keyboard.press(tab === 'Reply' ? 'r' : 'c');
    await expect(this.editor(tab)).toBeFocused();
  }
  async reply(text: string): Promise<void> {
    await this.#write('Reply', text);
  }
  async comment(text: string): Promise<void> {
    await this.#write('Comment', text);
  }
  async #write(tab: 'Reply' | 'Comment', text: string): Promise<void> {
    await this.startWriting(tab);
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
    await expect(this.said(text)).toBeVisible();
  }

  /** What the foot of the navigation says about the connection. */
  foot(text: string): Locator {
    return this.page.getByRole('status').getByText(text, { exact: true });
  }
}

/** What stands in an editor, without the carets of others. */
export function wordsIn(editor: Locator, part?: 'before the caret'): Promise<string> {
  return editor.evaluate((all, part) => {
    const range = document.createRange();
    range.selectNodeContents(all);
    const { focusNode, focusOffset } = getSelection()!;
    if (part) range.setEnd(focusNode!, focusOffset);
    const copy = range.cloneContents();
    for (const caret of copy.querySelectorAll('.caret')) caret.remove();
    return copy.textContent.replace(/[\u2060\ufeff]/g, '').replace(/\u00a0/g, ' ');
  }, part);
}

/** The owner, made over HTTP: `first-run.spec.ts` goes through the pages. */
export async function theOwner(browser: Browser, origin: string): Promise<Agent> {
  const context = await browser.newContext();
  const made = await context.request.post(`${origin}/api/setup`, { data: ana });
  expect(made.ok()).toBe(true);
  const page = await context.newPage();
  await page.goto(`${origin}/all`);
  await page.getByRole('navigation', { name: 'Parley' }).waitFor();
  return new Agent(page);
}

/** Signs in through the page, in a new context, and waits for the desk. */
export async function signIn(
  browser: Browser,
  origin: string,
  who: { email: string; password: string },
): Promise<Agent> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${origin}/login`);
  await page.getByLabel('Email').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Parley' }).waitFor();
  return new Agent(page);
}

/** Joins by an invitation that the owner made, through the page it leads to. */
export async function aColleague(browser: Browser, owner: Agent, who = ben): Promise<Agent> {
  const origin = new URL(owner.page.url()).origin;
  const data = { email: who.email, role: 'agent' };
  const made = await owner.context.request.post(`${origin}/api/invitations`, { data });
  const { link } = (await made.json()) as { link: string };

  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.getByLabel('Name', { exact: true }).fill(who.name);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Parley' }).waitFor();
  return new Agent(page);
}
