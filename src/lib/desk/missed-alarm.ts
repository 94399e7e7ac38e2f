/** Which chats have become missed since the last look, of those that are mine to answer (UX 18). Nothing at the start. */

export class MissedAlarm {
  #known: ReadonlySet<string> | null = null;

  /** `missed`: ids that are missed now. Returns the new ones, each once until it is answered. */
  news(missed: readonly string[]): string[] {
    const known = this.#known;
    this.#known = new Set(missed);
    return known === null ? [] : missed.filter((id) => !known.has(id));
  }
}
