/**
 * The contact of one conversation as this device believes it to be, and what is being changed in it. Nothing is copied
 * into state but what I said last from here, which is what a conflict is measured by. SPEC D1, UX 14.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { defaultNameOf } from '#domain/entries/summary.ts';
import { shownOf, valueOf, type RecordRow, type Said } from '#domain/records/record.ts';
import type { PendingChange } from '#domain/records/believed.ts';
import type { Summary } from '#domain/model.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { conflictOf, type Conflict, type Mine } from './conflict.ts';
import { personOf, type Person } from './person.ts';

/** They stand in the pane whether anything is known or not. */
const plainFields: ReadonlySet<string> = new Set([
  'name',
  'email',
  'phone',
  'company',
  'language',
  'timeZone',
]);

export class ContactDetails {
  readonly conversation: string;
  readonly #desk: Desk;
  readonly #mine = new SvelteMap<string, Mine>();
  /** Changes of colleagues that were looked at: ids. */
  readonly #settled = new SvelteSet<string>();

  constructor(desk: Desk, conversation: string) {
    this.#desk = desk;
    this.conversation = conversation;
    for (const { entry } of this.#waiting) this.#remember(entry.id, entry.set);
  }

  readonly summary: Summary | undefined = $derived.by(() =>
    this.#desk.summaries.get(this.conversation),
  );

  /** Whom the visitor is shown as, with everybody who is the same; null while the conversation is not known. */
  readonly person: Person | null = $derived.by(() => {
    const { summary } = this;
    return summary ? personOf(this.#desk.records('contact'), summary.visitor) : null;
  });

  get id(): string | null {
    return this.person?.id ?? null;
  }
  get record(): RecordRow | undefined {
    return this.person?.record;
  }
  get mayChange(): boolean {
    return this.id !== null && this.#desk.mayChange('contact', this.id);
  }

  /** A field with who said it; null where nothing was ever said. */
  said(field: string): Said | null {
    return shownOf(this.record, field);
  }
  text(field: string): string | null {
    const value = valueOf(this.record, field);
    return typeof value === 'string' && value !== '' ? value : null;
  }

  /** What a contact is called by itself, also one that is shown as another now. */
  nameOf(contact: string): string {
    const name = valueOf(this.#desk.records('contact').get(contact), 'name');
    return typeof name === 'string' ? name : defaultNameOf(contact);
  }

  /** Whether a change of this field has not reached the team yet. */
  isWaiting(field: string): boolean {
    return this.#waiting.some(({ entry }) => Object.hasOwn(entry.set, field));
  }

  /** A change of this field that the server did not take. */
  refusedOf(field: string): PendingChange | null {
    const isRefused = ({ state, entry }: PendingChange) =>
      state === 'refused' && Object.hasOwn(entry.set, field);
    return this.#changes.findLast(isRefused) ?? null;
  }

  /** Those that no field of this pane can say beside itself: of merged contacts, or of fields that are not there. */
  get refusedElsewhere(): readonly { change: PendingChange; field: string }[] {
    const { person } = this;
    if (!person) return [];
    return [person, ...person.others].flatMap(({ id }) =>
      this.#desk
        .changesOf('contact', id)
        .filter(({ state }) => state === 'refused')
        .flatMap((change) => Object.keys(change.entry.set).map((field) => ({ change, field })))
        .filter(({ field }) => id !== person.id || !this.#hasFact(field)),
    );
  }

  #hasFact(field: string): boolean {
    return plainFields.has(field) || (field.startsWith('attribute.') && this.text(field) !== null);
  }

  conflictOf(field: string): Conflict | null {
    const conflict = conflictOf(this.#mine.get(field), this.said(field), this.#desk.me);
    return conflict && !this.#settled.has(conflict.theirs.entry) ? conflict : null;
  }
  settle(conflict: Conflict): void {
    this.#settled.add(conflict.theirs.entry);
  }

  /** Resolves when it is safe on this device; throws if nothing can be kept there. */
  async set(set: Readonly<Record<string, string | boolean | null>>): Promise<void> {
    if (this.id === null) return;
    const entry = await this.#desk.change('contact', this.id, set);
    this.#remember(entry, set);
  }

  /** Of everybody who is this person: what holds for each of their browsers. */
  async setEverywhere(set: Readonly<Record<string, boolean | null>>): Promise<void> {
    const { person } = this;
    if (!person) return;
    for (const { id } of [person, ...person.others]) await this.#desk.change('contact', id, set);
  }

  #remember(entry: string, set: Readonly<Record<string, unknown>>): void {
    for (const [field, value] of Object.entries(set)) {
      this.#mine.set(field, { value: typeof value === 'string' ? value : null, entry });
    }
  }

  get #changes(): readonly PendingChange[] {
    return this.id === null ? [] : this.#desk.changesOf('contact', this.id);
  }
  get #waiting(): readonly PendingChange[] {
    return this.#changes.filter(({ state }) => state === 'waiting');
  }
}
