/**
 * The notes about a person, as pads that are open: their own, and those of contacts merged into them that hold
 * something. Who wrote in them is said by the contact's record, one field an agent. SPEC D5, R2.
 */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { shownOf, type RecordRow } from '#domain/records/record.ts';
import { notePadName, parseRoom } from '#domain/wire.ts';
import type { Summary } from '#domain/model.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { padDraft, type PadDraft } from '../thread/pad-draft.ts';
import type { ContactDetails } from './contact.svelte.ts';

const notedPrefix = 'noted.';

/** Agents who wrote in the notes, first hand only: each can say it of themselves alone. */
export function writersOf(record: RecordRow | undefined): readonly string[] {
  const names = Object.keys(record?.fields ?? {}).filter((name) => name.startsWith(notedPrefix));
  return names
    .map((name) => name.slice(notedPrefix.length))
    .filter((id) => {
      const said = shownOf(record, notedPrefix + id);
      return said?.value === true && said.by === `agent/${id}`;
    })
    .toSorted();
}

/** The pad of a contact's notes, or null while no conversation of theirs is known. */
export function noteNameOf(contact: string, summaries: Iterable<Summary>): string | null {
  for (const { visitor, room } of summaries) {
    const epoch = visitor === contact ? parseRoom(room)?.epoch : undefined;
    if (epoch !== undefined) return notePadName(contact, epoch);
  }
  return null;
}

export interface Note {
  contact: string;
  draft: PadDraft;
  readonly words: { readonly current: string };
  readonly padState: { readonly current: 'opening' | 'local' | 'live' | 'refused' };
}

export class Notes {
  readonly #desk: Desk;
  readonly #contact: ContactDetails;
  readonly #open = new SvelteMap<string, Note>();

  constructor(desk: Desk, contact: ContactDetails) {
    this.#desk = desk;
    this.#contact = contact;
  }

  readonly #names: readonly { contact: string; name: string }[] = $derived.by(() => {
    const { person } = this.#contact;
    if (!person) return [];
    const contacts = [person.id, ...person.others.map(({ id }) => id)];
    return contacts.flatMap((contact) => {
      const name = noteNameOf(contact, this.#desk.summaries.values());
      return name === null ? [] : [{ contact, name }];
    });
  });

  /** Opens what is shown; a pad whose name changed is opened anew. Call in an effect. */
  open(): void {
    const wanted = this.#names;
    untrack(() => {
      for (const [name, { draft }] of this.#open) {
        if (wanted.some((one) => one.name === name)) continue;
        draft.close();
        this.#open.delete(name);
      }
      for (const { name, contact } of wanted) {
        if (!this.#open.has(name)) this.#open.set(name, this.#openNote(name, contact));
      }
    });
  }

  /** The person's own. */
  get own(): Note | null {
    return this.#noteOf(this.#contact.id);
  }
  /** Of contacts that are the same person now, where something is written. */
  get others(): readonly Note[] {
    return [...this.#open.values()].filter(
      ({ contact, words }) => contact !== this.#contact.id && words.current !== '',
    );
  }

  /** I wrote in it: my name stands under it from now on. */
  wrote(): void {
    if (writersOf(this.#contact.record).includes(this.#desk.me)) return;
    void this.#contact.set({ [notedPrefix + this.#desk.me]: true });
  }

  close(): void {
    for (const { draft } of this.#open.values()) draft.close();
    this.#open.clear();
  }

  #noteOf(contact: string | null): Note | null {
    return [...this.#open.values()].find((note) => note.contact === contact) ?? null;
  }

  #openNote(name: string, contact: string): Note {
    const draft = padDraft(this.#desk.sync.openPad(name));
    return {
      contact,
      draft,
      words: reactive(draft.words),
      padState: reactive(draft.pad.state),
    };
  }
}
