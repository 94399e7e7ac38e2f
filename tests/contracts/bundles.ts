/** Bundles for tests of the store: a conversation that says lines, and everything else left empty. */
import { randomUUID } from 'node:crypto';
import type {
  AnswerRow,
  Bundle,
  BundleOutcome,
  ConversationRow,
  EntryRow,
  Store,
} from '../../sync-server/ports.ts';

/** What a contract suite needs of an adapter: a place that can be opened again and again. */
export interface StorePlace {
  open(): Promise<Store>;
  /** Removes everything. The store is closed by then. */
  remove(): Promise<void>;
}

export function bundleOf(parts: Partial<Bundle>): Bundle {
  return {
    entries: [],
    answers: [],
    feed: [],
    alarms: [],
    effects: [],
    padUpdates: [],
    ...parts,
  };
}

export function answerOf(id: string, parts: Partial<AnswerRow> = {}): AnswerRow {
  return {
    id,
    subject: 'conversation/c',
    by: 'agent/ana',
    digest: 'd1',
    state: 'accepted',
    reason: null,
    detail: null,
    number: 0,
    acceptedAtMs: 1,
    ...parts,
  };
}

/** A conversation as a test tells it. `say` and `comment` make the bundle of the next entry and count it. */
export class Told {
  readonly id: string;
  row: ConversationRow;
  #isNew = true;

  constructor(id: string = randomUUID()) {
    this.id = id;
    this.row = {
      id,
      visitor: `visitor-of-${id}`,
      createdAtMs: 1_000,
      teamEpoch: 'team-1',
      publicEpoch: 'public-1',
      count: 0,
      publicCount: 0,
      state: '{}',
    };
  }

  say(text: string, more: Partial<Bundle> = {}): Bundle {
    return this.bundle([{ text, isPublic: true }], more);
  }
  comment(text: string, more: Partial<Bundle> = {}): Bundle {
    return this.bundle([{ text, isPublic: false }], more);
  }

  /** Counts its entries at once; `back` takes that back when a bundle is meant to fail. */
  bundle(lines: { text: string; isPublic: boolean }[], more: Partial<Bundle> = {}): Bundle {
    const expectCount = this.#isNew ? null : this.row.count;
    let { count, publicCount } = this.row;
    const entries = lines.map(({ text, isPublic }): EntryRow => ({
      conversation: this.id,
      number: count++,
      publicNumber: isPublic ? publicCount++ : null,
      text: JSON.stringify({ text, for: 'team' }),
      publicText: isPublic ? JSON.stringify({ text, for: 'public' }) : null,
    }));
    this.row = { ...this.row, count, publicCount, state: JSON.stringify({ count }) };
    this.#isNew = false;
    return bundleOf({ conversation: { row: this.row, expectCount }, entries, ...more });
  }

  back(row: ConversationRow): void {
    this.row = row;
  }
}

export function kindsOf(outcomes: BundleOutcome[]): string[] {
  return outcomes.map((outcome) => outcome.kind);
}

/** Commits bundles that a test expects to be written. */
export async function written(store: Store, ...bundles: Bundle[]): Promise<BundleOutcome[]> {
  const outcomes = await store.commit(bundles);
  const failed = outcomes.find((outcome) => outcome.kind !== 'written');
  if (failed) throw new Error(`A bundle was not written: ${JSON.stringify(failed)}`);
  return outcomes;
}

export async function linesOf(
  store: Store,
  conversation: string,
  audience: 'team' | 'public' = 'team',
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): Promise<string[]> {
  const texts = await store.entryTexts(conversation, audience, from, to);
  return texts.map((text) => (JSON.parse(text) as { text: string }).text);
}
