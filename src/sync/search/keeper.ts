/**
 * What the search worker does: keeps the index like the rows and copies of this device, a few conversations at a time and
 * the newest first, and answers. Nothing is kept between starts: reading it all again takes seconds of a thread that
 * nobody waits for, and an index on the disk could disagree with the copies (figures: docs/performance.md, "The desk").
 */
import type { FeedRow, Summary } from '#domain/model.ts';
import { entriesInCopy } from '#domain/documents/log.ts';
import { limits } from '#domain/limits.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';
import { wordsOf } from '#domain/search/fold.ts';
import { parseQuery } from '#domain/search/query.ts';
import {
  headWords,
  personWords,
  placeFactsOf,
  saidIn,
  snippetOf,
  wordsFoundIn,
} from '#domain/search/searchable.ts';
import type { SearchHit } from '#domain/services.ts';
import type { CopyReader } from './copy-reader.ts';
import { DeviceIndex } from './device-index.ts';
import type { FoundHere, SearchPageAsked, SearchState } from './messages.ts';

/** Some 20 ms of work between two looks at what is asked. */
const conversationsAtOnce = 25;
/** A row grew: by then whoever has its room open has written the copy down (`log-room.ts`, `copies.ts`). */
const copyWithinMs = 5_000;

interface Parts {
  reader: CopyReader;
  /** Agent id. */
  me: string;
  /** Lets questions in between. */
  aTurn(): Promise<void>;
  /** Calls once. */
  timer(afterMs: number, run: () => void): void;
  stateChanged(state: SearchState): void;
}

export class SearchKeeper {
  readonly #parts: Parts;
  readonly #index: DeviceIndex;
  readonly #summaries = new Map<string, { rev: number; value: Summary }>();
  readonly #contacts = new Map<string, RecordRow>();
  readonly #tags = new Map<string, RecordRow>();
  /** To be looked through again, in the order in which it is done. */
  readonly #dirty = new Set<string>();
  /** Their rows speak of more entries than were looked through. */
  readonly #grown = new Set<string>();
  #working: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#index = new DeviceIndex(parts.me);
  }

  /** Everything that is on the device. */
  async start(): Promise<void> {
    const rows = await this.#parts.reader.rows().catch(() => []);
    // What came by message meanwhile is newer; revisions tell.
    this.takeRows(rows, false);
    await this.settled();
  }

  takeRows(rows: readonly FeedRow[], reset: boolean): void {
    if (reset) this.#forgetAll();
    const fresh: Summary[] = [];
    const changed = { contact: new Set<string>(), tag: new Set<string>() };
    for (const row of rows) {
      if (row.table === 'conversation') {
        if (this.#takeSummary(row)) fresh.push(row.value!);
      } else if (row.table === 'contact' || row.table === 'tag') {
        const kept = row.table === 'contact' ? this.#contacts : this.#tags;
        if (row.value === null) kept.delete(row.id);
        else kept.set(row.id, row.value);
        changed[row.table].add(row.id);
      }
    }
    this.#lookAgainWhere(changed);
    fresh.sort((one, other) => other.activeAtMs - one.activeAtMs);
    for (const { id } of fresh) this.#dirty.add(id);
    this.#work();
  }

  /** Copies that were written. */
  takeStored(conversations: readonly string[]): void {
    for (const id of conversations) if (this.#summaries.has(id)) this.#dirty.add(id);
    this.#work();
  }

  settled(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  async find({ typed, from, limit }: SearchPageAsked): Promise<FoundHere> {
    const ids = this.#index.find(typed);
    const { words } = parseQuery(typed);
    const shown = ids.slice(from, from + limit);
    return { hits: await this.#hitsOf(shown, words), total: ids.length };
  }

  /* ---------------------------------------------------------------- keeping */

  #takeSummary({ id, rev, value }: FeedRow & { table: 'conversation' }): boolean {
    const known = this.#summaries.get(id);
    if (known && known.rev >= rev) return false;
    if (value === null) {
      this.#summaries.delete(id);
      this.#dirty.delete(id);
      this.#index.remove(id);
      return false;
    }
    this.#summaries.set(id, { rev, value });
    this.#index.setFacts(id, { ...placeFactsOf(value), activeAtMs: value.activeAtMs });
    if (known && known.value.entries < value.entries) this.#lookLater(id);
    // A row that says other words than before.
    return (
      !known ||
      known.value.name !== value.name ||
      known.value.room !== value.room ||
      String(known.value.tags) !== String(value.tags)
    );
  }

  /** Conversations of these people, and those that carry these tags. */
  #lookAgainWhere({ contact, tag }: Record<'contact' | 'tag', ReadonlySet<string>>): void {
    if (contact.size + tag.size === 0) return;
    for (const { value } of this.#summaries.values()) {
      if (contact.has(value.visitor) || value.tags?.some((one) => tag.has(one))) {
        this.#dirty.add(value.id);
      }
    }
  }

  #lookLater(id: string): void {
    if (this.#grown.size === 0) {
      this.#parts.timer(copyWithinMs, () => {
        const grown = [...this.#grown];
        this.#grown.clear();
        this.takeStored(grown);
      });
    }
    this.#grown.add(id);
  }

  #forgetAll(): void {
    this.#index.clear();
    for (const kept of [this.#summaries, this.#contacts, this.#tags, this.#dirty]) kept.clear();
  }

  #work(): void {
    this.#working ??= this.#lookThrough().finally(() => {
      this.#working = null;
      this.#tell();
      if (this.#dirty.size > 0) this.#work();
    });
  }

  async #lookThrough(): Promise<void> {
    for (let done = 0; this.#dirty.size > 0; done += 1) {
      const some = [...this.#dirty].slice(0, conversationsAtOnce);
      for (const id of some) this.#dirty.delete(id);
      const known = some.flatMap((id) => this.#summaries.get(id)?.value ?? []);
      const copies = await this.#copiesOf(known);
      known.forEach((summary, place) => {
        // Its row may be gone by now.
        if (this.#summaries.has(summary.id)) this.#put(summary, copies[place] ?? null);
      });
      if (done % 20 === 0) this.#tell();
      await this.#parts.aTurn();
    }
  }

  #put(summary: Summary, copy: Uint8Array | null): void {
    const contact = this.#contacts.get(summary.visitor) ?? null;
    const tagNames = (summary.tags ?? []).map((tag) => {
      const name = valueOf(this.#tags.get(tag), 'name');
      return typeof name === 'string' ? name : '';
    });
    this.#index.put({
      id: summary.id,
      person: personWords(summary, contact),
      head: headWords({ summary, contact, tagNames }),
      said: textsIn(copy).flatMap(({ text }) => wordsOf(text)),
    });
  }

  #copiesOf(summaries: readonly Summary[]): Promise<(Uint8Array | null)[]> {
    const rooms = summaries.map(({ room }) => room);
    return this.#parts.reader.copies(rooms).catch(() => rooms.map(() => null));
  }

  #tell(): void {
    const isComplete = this.#dirty.size === 0 && this.#working === null;
    this.#parts.stateChanged({ conversations: this.#index.size, isComplete });
  }

  /* ---------------------------------------------------------------- showing */

  async #hitsOf(ids: readonly string[], words: readonly string[]): Promise<SearchHit[]> {
    const summaries = ids.flatMap((id) => this.#summaries.get(id)?.value ?? []);
    const copies = words.length > 0 ? await this.#copiesOf(summaries) : [];
    return summaries.map(({ id }, place) => hitOf(id, copies[place] ?? null, words));
  }
}

interface Said {
  entry: string;
  text: string;
  atMs: number;
}

function textsIn(copy: Uint8Array | null): Said[] {
  const entries = copy === null ? [] : (entriesInCopy(copy) ?? []);
  return entries.flatMap((entry) => {
    const each = entry as { id: string; acceptedAtMs: number; kind: string; text?: string };
    const text = saidIn(each);
    return text === null ? [] : [{ entry: each.id, text, atMs: each.acceptedAtMs }];
  });
}

/** The newest of those lines that say most of what was asked. */
function hitOf(conversation: string, copy: Uint8Array | null, words: readonly string[]): SearchHit {
  let best: Said | null = null;
  let most = 0;
  for (const said of textsIn(copy)) {
    const count = wordsFoundIn(said.text, words);
    if (count === 0 || count < most) continue;
    [best, most] = [said, count];
  }
  if (best === null) return { conversation, entry: null, snippet: null, atMs: null };
  const snippet = snippetOf(best.text, words, limits.snippetCharacters);
  return { conversation, entry: best.entry, snippet, atMs: best.atMs };
}
