/** The device's index: finds what a plain look finds, follows rows and copies. SPEC L18; RELIABILITY B87. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLogUpdate } from '#domain/documents/log.ts';
import type { FeedRow, Summary } from '#domain/model.ts';
import { SearchKeeper } from '../../src/sync/search/keeper.ts';
import type { SearchState } from '../../src/sync/search/messages.ts';
import { typedByAnybody } from '../contracts/search-corpus.ts';
import { foundIn, type Known } from '../contracts/search-oracle.ts';
import { blankSummary } from '../support/summaries.ts';

class Scene {
  readonly copies = new Map<string, Uint8Array>();
  readonly known = new Map<string, Known>();
  state: SearchState = { conversations: 0, isComplete: false };
  #rev = 0;
  readonly keeper = new SearchKeeper({
    reader: {
      rows: () => Promise.resolve([]),
      copies: (rooms) => Promise.resolve(rooms.map((room) => this.copies.get(room) ?? null)),
    },
    me: 'ana',
    aTurn: () => Promise.resolve(),
    timer: (_afterMs, run) => queueMicrotask(run),
    stateChanged: (state) => (this.state = state),
  });

  say(id: string, texts: readonly string[], change: Partial<Summary> = {}): void {
    const summary = blankSummary(id, { ...change, entries: texts.length });
    const entries = texts.map((text, number) =>
      JSON.stringify({ id: `${id}-${number}`, kind: 'message', text, acceptedAtMs: number + 1 }),
    );
    this.copies.set(summary.room, encodeLogUpdate(0, entries));
    this.known.set(id, { summary, contact: null, tagNames: [], texts });
    this.row({ table: 'conversation', id, rev: 0, value: summary });
  }
  row(row: FeedRow): void {
    this.keeper.takeRows([{ ...row, rev: ++this.#rev } as FeedRow], false);
  }
  async find(typed: string): Promise<string[]> {
    await this.keeper.settled();
    const { hits } = await this.keeper.find({ typed, from: 0, limit: 1_000 });
    return hits.map(({ conversation }) => conversation).sort();
  }
  expected(typed: string): string[] {
    return foundIn([...this.known.values()], typed, 'ana').sort();
  }
}

describe('search on this device', () => {
  it('[L18] the name before the words, without a slip before with one, and the newest of each', async () => {
    const scene = new Scene();
    scene.say('a', ['Is the colis here?'], { activeAtMs: 10 });
    scene.say('b', ['My colis is late'], { activeAtMs: 20 });
    scene.say('c', ['The coils arrived'], { activeAtMs: 30 });
    scene.say('d', ['Hello'], { name: 'Colis & Fils', activeAtMs: 5 });
    await scene.keeper.settled();
    const { hits, total } = await scene.keeper.find({ typed: 'colis', from: 0, limit: 10 });
    expect(hits.map(({ conversation }) => conversation)).toEqual(['d', 'b', 'a', 'c']);
    expect(total).toBe(4);
    expect(hits[1]).toMatchObject({ entry: 'b-0', snippet: 'My colis is late' });
    expect(hits[0]).toMatchObject({ entry: null, snippet: null });
    const second = await scene.keeper.find({ typed: 'colis', from: 2, limit: 1 });
    expect(second.hits.map(({ conversation }) => conversation)).toEqual(['a']);
  });

  it('[L18] follows what is renamed, said and taken away', async () => {
    const scene = new Scene();
    scene.say('a', ['a lamp'], { name: 'Anna' });
    expect(await scene.find('anna lamp')).toEqual(['a']);
    scene.say('a', ['a lamp', 'and a shade'], { name: 'Berta' });
    scene.keeper.takeStored(['a']);
    expect(await scene.find('anna')).toEqual([]);
    expect(await scene.find('berta shade')).toEqual(['a']);
    scene.row({ table: 'conversation', id: 'a', rev: 0, value: null });
    expect(await scene.find('lamp')).toEqual([]);
    expect(scene.state).toEqual({ conversations: 0, isComplete: true });
  });

  it('[B97] [L18] finds exactly what a plain look finds', async () => {
    const word = fc.constantFrom(
      ...['colis', 'coils', 'colza', 'Straße', 'lampe', 'lamp', 'a', 'ab', '4187', '4188', '送料'],
    );
    const line = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
    const talk = fc.record({
      texts: fc.array(line, { maxLength: 3 }),
      name: line,
      status: fc.constantFrom('open' as const, 'closed' as const),
      agent: fc.constantFrom(null, 'ana'),
    });
    const part = fc.oneof(
      word,
      word.map((w) => w.slice(0, 3)),
      word.map((w) => `from:${w}`),
      fc.constantFrom('in:open', 'in:mine', 'before:000000000002'),
    );
    const asked = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(talk, { maxLength: 6 }),
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        async (talks, questions) => {
          const scene = new Scene();
          talks.forEach(({ texts, ...change }, index) =>
            scene.say(`c${index}`, texts, { ...change, activeAtMs: index }),
          );
          for (const question of questions) {
            expect(await scene.find(question), question).toEqual(scene.expected(question));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('[B87] anything typed finds what a plain look finds', async () => {
    const scene = new Scene();
    typedByAnybody.forEach((typed, index) =>
      scene.say(`c${index}`, [`colis ${typed.slice(0, 200)}`]),
    );
    for (const typed of typedByAnybody) {
      expect(await scene.find(typed), typed.slice(0, 40)).toEqual(scene.expected(typed));
    }
  });
});
