/** A visitor at `/demo`, in a browser context of their own: what they see of the widget and do in it. */
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from '@playwright/test';

export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The button on the host page. Its name is the frame's once that is there. */
  readonly launcher: Locator;
  readonly panel: FrameLocator;
  readonly log: Locator;
  readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    this.launcher = page.getByRole('button', { name: /^Chat/ });
    this.panel = page.frameLocator('iframe[title="Chat"]');
    this.log = this.panel.getByRole('log', { name: 'Messages' });
    this.field = this.panel.getByRole('textbox', { name: 'Write a message' });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.field.waitFor();
  }

  /** Types as a person does, key by key, and sends with Enter. */
  async say(text: string): Promise<void> {
    await this.field.pressSequentially(text);
    await this.field.press('Enter');
  }

  bubble(text: string): Locator {
    return this.log.getByText(text, { exact: true });
  }

  /** Every bubble, top to bottom. */
  bubbles(): Locator {
    return this.log.locator('.w-bubble');
  }
}

/** A new person on the demo page at `origin`, who has not touched the chat yet. */
export async function aVisitor(browser: Browser, origin: string): Promise<Visitor> {
  const context = await browser.newContext();
  const visitor = new Visitor(await context.newPage());
  await visitor.page.goto(`${origin}/demo`);
  await visitor.launcher.waitFor();
  return visitor;
}
