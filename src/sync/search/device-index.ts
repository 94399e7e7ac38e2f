/**
 * The inverted index of this device, in memory (SPEC L18): one document for each conversation, so that its words may
 * stand in several messages, and so that what it costs grows with different words and not with lines. Words come folded
 * (`#domain/search/fold.ts`); which words are near is the same rule as the server's.
 */
import MiniSearch, { type Query as Tree, type SearchResult } from 'minisearch';
import { begins, forgives, swapsOf } from '#domain/search/near.ts';
import { beforeMsOf, isEmptyQuery, parseQuery, type Query } from '#domain/search/query.ts';
import { isInPlaces, type PlaceFacts } from '#domain/search/searchable.ts';

export interface IndexedConversation {
  id: string;
  person: readonly string[];
  head: readonly string[];
  said: readonly string[];
}
export interface Facts extends PlaceFacts {
  activeAtMs: number;
}

type Field = 'person' | 'head' | 'said';
const fields: Field[] = ['person', 'head', 'said'];

export class DeviceIndex {
  readonly #me: string;
  readonly #facts = new Map<string, Facts>();
  readonly #index = new MiniSearch<Record<Field | 'id', string>>({
    fields,
    tokenize: (text) => (text === '' ? [] : text.split(' ')),
    processTerm: (word) => word,
    // What was taken out is swept a little at a time, between questions.
    autoVacuum: { minDirtCount: 200, minDirtFactor: 0.1, batchSize: 500, batchWait: 20 },
  });

  /** `me`: agent id, for `in:mine`. */
  constructor(me: string) {
    this.#me = me;
  }

  get size(): number {
    return this.#index.documentCount;
  }
  has(id: string): boolean {
    return this.#index.has(id);
  }

  put({ id, person, head, said }: IndexedConversation): void {
    if (this.#index.has(id)) this.#index.discard(id);
    const words = (list: readonly string[]) => [...new Set(list)].join(' ');
    this.#index.add({ id, person: words(person), head: words(head), said: words(said) });
  }
  /** Where it stands now: what is said of it needs no new look at its words. */
  setFacts(id: string, facts: Facts): void {
    this.#facts.set(id, facts);
  }
  remove(id: string): void {
    if (this.#index.has(id)) this.#index.discard(id);
    this.#facts.delete(id);
  }
  clear(): void {
    this.#index.removeAll();
    this.#facts.clear();
  }

  /** Ids, best first: by the name before by the words, without a slip before with one, and the newest of each. */
  find(typed: string): string[] {
    const query = parseQuery(typed);
    if (isEmptyQuery(query)) return [];
    const beforeMs = beforeMsOf(query);
    const ranked: { id: string; rank: number; activeAtMs: number }[] = [];
    const add = (id: string, rank: number) => {
      const facts = this.#facts.get(id);
      if (!facts || !isInPlaces(facts, query.in, this.#me)) return;
      if (beforeMs !== null && facts.activeAtMs >= beforeMs) return;
      ranked.push({ id, rank, activeAtMs: facts.activeAtMs });
    };
    if (query.words.length + query.from.length === 0) {
      for (const id of this.#facts.keys()) if (this.#index.has(id)) add(id, 0);
    } else {
      for (const result of this.#index.search(treeOf(query))) add(result.id, rankOf(result, query));
    }
    ranked.sort(
      (one, other) =>
        one.rank - other.rank || other.activeAtMs - one.activeAtMs || (one.id < other.id ? -1 : 1),
    );
    return ranked.map(({ id }) => id);
  }
}

function treeOf({ words, from }: Query): Tree {
  const queries = [
    ...words.map((word) => wordTree(word, fields)),
    ...from.map((word) => wordTree(word, ['person'])),
  ];
  return { combineWith: 'AND', queries };
}

function wordTree(word: string, among: Field[]): Tree {
  const slips = forgives(word);
  const own = { fields: among, queries: [word], prefix: word.length > 1, fuzzy: slips && 1 };
  if (!slips) return own;
  // The index's own distance counts two letters in each other's place as two.
  const swaps = { fields: among, queries: swapsOf(word), prefix: false, fuzzy: false };
  return { combineWith: 'OR', queries: [own, swaps] };
}

/** 0: who it is; 1: what was said, as it was typed; 2: with a slip. */
function rankOf({ match }: SearchResult, { words, from }: Query): number {
  const asked = [...words, ...from];
  const exact = Object.keys(match).filter((term) => asked.some((word) => begins(word, term)));
  const has = (word: string, isHead: boolean) =>
    exact.some(
      (term) => begins(word, term) && (!isHead || match[term]!.some((field) => field !== 'said')),
    );
  if (asked.every((word) => has(word, true))) return 0;
  return asked.every((word) => has(word, false)) ? 1 : 2;
}
