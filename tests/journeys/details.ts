/** The details of a contact on an agent's screen: what stands there, and what one does with it. */
import { expect, type Locator } from '@playwright/test';
import { wordsIn, type Agent } from './agent.ts';

export class Details {
  readonly agent: Agent;
  readonly pane: Locator;
  readonly notes: Locator;
  readonly tags: Locator;
  readonly earlier: Locator;

  constructor(agent: Agent) {
    this.agent = agent;
    this.pane = agent.page.getByRole('complementary', { name: 'Contact details' });
    this.notes = this.pane.getByRole('textbox', { name: 'Notes' });
    this.tags = this.pane.getByRole('region', { name: 'Tags' });
    this.earlier = this.pane.getByRole('region', { name: 'Earlier conversations' });
  }

  /** By the field's name in the record: `email`, `attribute.Size`. */
  fact(field: string): Locator {
    return this.pane.locator(`[data-field="${field}"]`);
  }
  value(field: string): Locator {
    return this.fact(field).locator('.value');
  }

  /** Writes into a field that holds nothing, or changes what is there. */
  async startChanging(field: string): Promise<Locator> {
    const fact = this.fact(field);
    const pencil = fact.getByRole('button', { name: /^Change: / });
    await fact.hover();
    if ((await pencil.count()) > 0) await pencil.click();
    else await this.value(field).click();
    const input = fact.locator('input');
    await expect(input).toBeFocused();
    return input;
  }
  async change(field: string, text: string): Promise<void> {
    const input = await this.startChanging(field);
    await input.fill(text);
    await input.press('Enter');
    await expect(input).toHaveCount(0);
  }

  /** What is written in the notes, without the carets of others. */
  written(): Promise<string> {
    return wordsIn(this.notes);
  }

  /** Id of the contact that is shown, as its own address for taking it out has it. */
  async contact(): Promise<string> {
    const asked = this.agent.page.waitForRequest(/\/api\/records\/contact\/[^/]+\/history$/);
    await this.pane
      .getByRole('button', { name: /Show what it was before/ })
      .first()
      .click();
    const id = /contact\/([^/]+)\//.exec((await asked).url())![1]!;
    await this.agent.page.keyboard.press('Escape');
    return id;
  }

  async choose(item: string): Promise<void> {
    await this.pane.getByRole('button', { name: 'More about this contact' }).click();
    await this.agent.page.getByRole('menuitem', { name: item }).click();
  }
}
