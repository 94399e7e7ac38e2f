/**
 * One search: what was asked, what this device found, and what only the server knows, in one list that does not jump
 * (SPEC L18, UX 19.23). Lives as long as the desk shows lists, so that results and scroll are there again when somebody
 * comes back from a conversation.
 */
import { createContext } from 'svelte';
import type { Desk } from '$lib/desk/desk.svelte.ts';
import { isEmptyQuery, parseQuery, writtenOut } from '#domain/search/query.ts';
import type { SearchHit, SearchPage } from '#domain/services.ts';
import { merged, type Result } from './merged.ts';
import { reactive } from '#sync/reactive.svelte.ts';

/** What a screen shows: the copies of these are read before anything is painted. */
const atFirst = 15;
const perPage = 50;
/** Somebody who types on is not asked for at every letter. */
const typedOutMs = 250;

type Elsewhere =
  { kind: 'unasked' | 'asking' | 'failed' | 'offline' } | { kind: 'asked'; next: string | null };

export class SearchState {
  /** As it was typed. */
  typed = $state('');
  /** What the results answer: while the next are looked for, those before stay. */
  answered = $state('');
  /** Of the list, in px; kept while a conversation is read. */
  scrollPx = 0;

  readonly #desk: Desk;
  readonly #device;
  #here = $state.raw<readonly SearchHit[]>([]);
  #total = $state(0);
  #there = $state.raw<readonly SearchHit[]>([]);
  #elsewhere = $state.raw<Elsewhere>({ kind: 'unasked' });
  #turn = 0;
  /** Which question the server's results answer. */
  #thereTurn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLoading = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#device = reactive(desk.sync.search.state);
  }

  readonly words: readonly string[] = $derived.by(() => {
    const { words, from } = parseQuery(this.answered);
    return [...words, ...from];
  });
  readonly isAsking = $derived.by(() => !isEmptyQuery(parseQuery(this.typed)));

  /** What the device found, then what the server adds to it, once all of the device's are shown. */
  readonly results: readonly Result[] = $derived.by(() => {
    const here = this.#here.map((hit) => ({ ...hit, isElsewhere: false }));
    if (here.length < this.#total) return here;
    return merged(here, this.#there).filter(({ conversation }) =>
      this.#desk.summaries.has(conversation),
    );
  });

  /** All that are known to answer, also those that were not loaded yet. */
  readonly count: number = $derived.by(() => Math.max(this.#total, this.results.length));

  /** The results are those of what was typed, from wherever they can come now. */
  readonly isDone = $derived.by(
    () =>
      this.answered === this.typed &&
      this.#elsewhere.kind !== 'asking' &&
      this.#elsewhere.kind !== 'unasked',
  );
  get elsewhere(): Elsewhere['kind'] {
    return this.#elsewhere.kind;
  }
  /** How many conversations this device has looked through. */
  get searched(): number {
    return this.#device.current.conversations;
  }
  get isComplete(): boolean {
    return this.#device.current.isComplete;
  }

  ask(typed: string): void {
    if (typed === this.typed) return;
    this.typed = typed;
    this.#turn += 1;
    this.#elsewhere = { kind: 'unasked' };
    clearTimeout(this.#timer);
    void this.#askHere(this.#turn);
    this.#timer = setTimeout(() => void this.#askThere(null), typedOutMs);
  }

  /** Once more, because more is known: the index is complete, or the network is back. */
  again(): void {
    if (!this.isAsking) return;
    void this.#askHere(this.#turn, this.#here.length);
    if (this.#elsewhere.kind !== 'asked') void this.#askThere(null);
  }

  /** The end of the list was seen. */
  async more(): Promise<void> {
    if (this.#isLoading || this.answered !== this.typed) return;
    this.#isLoading = true;
    try {
      if (this.#here.length < this.#total) await this.#moreHere();
      else if (this.#elsewhere.kind === 'asked' && this.#elsewhere.next !== null) {
        await this.#askThere(this.#elsewhere.next);
      }
    } finally {
      this.#isLoading = false;
    }
  }

  async #askHere(turn: number, atLeast = atFirst): Promise<void> {
    const { typed } = this;
    const limit = Math.max(atFirst, atLeast);
    const found = await this.#desk.sync.search.find({ typed, from: 0, limit });
    if (turn !== this.#turn) return;
    this.#here = found.hits;
    this.#total = found.total;
    if (this.answered === typed) return;
    this.answered = typed;
    // On a busy device the server may have answered this very question first.
    if (this.#thereTurn !== turn) this.#there = [];
    this.scrollPx = 0;
    if (found.hits.length < found.total) await this.more();
  }

  async #moreHere(): Promise<void> {
    const turn = this.#turn;
    const { typed } = this;
    const from = this.#here.length;
    const found = await this.#desk.sync.search.find({ typed, from, limit: perPage });
    if (turn !== this.#turn) return;
    this.#here = [...this.#here, ...found.hits];
    this.#total = found.hits.length === 0 ? this.#here.length : found.total;
  }

  async #askThere(before: string | null): Promise<void> {
    const turn = this.#turn;
    if (!this.isAsking) return;
    if (this.#desk.isOffline) {
      this.#elsewhere = { kind: 'offline' };
      return;
    }
    if (before === null) this.#elsewhere = { kind: 'asking' };
    const page = await fetchPage(writtenOut(this.typed), before);
    if (turn !== this.#turn) return;
    if (page === null) {
      this.#elsewhere = { kind: this.#desk.isOffline ? 'offline' : 'failed' };
      return;
    }
    this.#thereTurn = turn;
    this.#there = before === null ? page.hits : [...this.#there, ...page.hits];
    this.#elsewhere = { kind: 'asked', next: page.next };
  }
}

async function fetchPage(q: string, before: string | null): Promise<SearchPage | null> {
  const asked = new URLSearchParams({ q, ...(before === null ? {} : { before }) });
  try {
    const answer = await fetch(`/api/search?${asked}`, { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? ((await answer.json()) as SearchPage) : null;
  } catch {
    return null;
  }
}

export const [useSearch, setSearch] = createContext<SearchState>();
