/**
 * The server's index over a real store: finds what a plain look at every conversation finds, follows what is committed,
 * goes on after a stop, and forgets. SPEC L18; RELIABILITY B87, B97, T18, P18.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Summary } from '#domain/model.ts';
import { changeRecord, emptyRecord, valueOf, type RecordRow } from '#domain/records/record.ts';
import { parseQuery } from '#domain/search/query.ts';
import { openSqliteSearch } from '../../sync-server/adapters/search-sqlite.ts';
import { SearchIndex } from '../../sync-server/adapters/search-sqlite-index.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import type { FeedWrite, Store } from '../../sync-server/ports.ts';
import { manualClock } from '../support/manual-clock.ts';
import { blankSummary } from '../support/summaries.ts';
import { bundleOf, Told, written } from './bundles.ts';
import { newFolder } from './folder.ts';
import { typedByAnybody } from './search-corpus.ts';
import { foundIn, type Known } from './search-oracle.ts';

const me = 'ana';
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

class Scene {
  readonly folder: string;
  store!: Store;
  index!: SearchIndex;
  readonly #told = new Map<string, Told>();
  readonly #records = new Map<string, RecordRow>();
  readonly known = new Map<string, Known & { texts: string[] }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  async open(): Promise<void> {
    this.store = await openSqliteStore(this.folder, manualClock());
    this.index = new SearchIndex(this.folder);
  }
  async close(): Promise<void> {
    this.index.close();
    await this.store.close();
  }

  /** Another line, and the row of the list as it is after it. */
  async say(id: string, text: string, change: Partial<Summary> = {}): Promise<void> {
    const told = this.#told.get(id) ?? new Told(id);
    this.#told.set(id, told);
    const before = this.known.get(id);
    const summary = { ...(before?.summary ?? blankSummary(id)), ...change };
    const row: FeedWrite = { table: 'conversation', id, owner: null, value: summary };
    const bundle = told.say(text, { feed: [row] });
    const entry = { id: randomUUID(), kind: 'message', text, acceptedAtMs: lastMs++ };
    bundle.entries[0]!.text = JSON.stringify(entry);
    await written(this.store, bundle);
    this.known.set(id, {
      summary,
      contact: this.#records.get(summary.visitor) ?? null,
      tagNames: summary.tags.map((tag) => String(valueOf(this.#records.get(tag), 'name') ?? '')),
      texts: [...(before?.texts ?? []), text],
    });
  }

  async record(table: 'contact' | 'tag', id: string, set: Record<string, unknown>): Promise<void> {
    const value = recordOf(id, set);
    await written(this.store, bundleOf({ feed: [{ table, id, owner: null, value }] }));
    this.#records.set(id, value);
    for (const known of this.known.values()) {
      if (known.summary.visitor === id) known.contact = value;
      if (known.summary.tags.includes(id)) known.tagNames = [String(set['name'])];
    }
  }

  find(typed: string, limit = 1_000): string[] {
    const found = this.index.find({ query: parseQuery(typed), me, below: null, limit });
    return found.hits.map(({ conversation }) => conversation);
  }
  expected(typed: string): string[] {
    return foundIn([...this.known.values()], typed, me);
  }
}

let lastMs = 1;
function recordOf(id: string, set: Record<string, unknown>): RecordRow {
  lastMs += 1;
  const times = { acceptedAtMs: lastMs, writtenAtMs: lastMs, intendedAtMs: lastMs };
  return changeRecord(emptyRecord(id, 0), {
    ...{ id: randomUUID(), kind: 'changed', by: 'agent/ana', source: 'agent', set },
    ...times,
  });
}

async function aScene(): Promise<Scene> {
  const scene = new Scene(await newFolder());
  endings.push(() => rm(scene.folder, { recursive: true }));
  await scene.open();
  endings.push(() => scene.close());
  return scene;
}

describe('what is found', () => {
  it('[L18] names, addresses, messages and comments; beginnings, accents and one slip', async () => {
    const scene = await aScene();
    await scene.say('one', 'Où est mon colis expédié jeudi ?', {
      name: 'Anna Rossi',
      activeAtMs: 2,
    });
    await scene.say('two', 'The parcel has not come', { name: 'Zoë Öz', activeAtMs: 3 });
    await scene.record('contact', 'v-two', {
      email: 'zoe@straße.example',
      phone: '+33 6 12 34 56 78',
    });
    for (const typed of [
      'colis',
      'COL',
      'expedie',
      'éxpedie',
      'coils',
      'colsi',
      'rossi colis',
      'from:anna',
    ]) {
      expect(scene.find(typed), typed).toEqual(['one']);
    }
    for (const typed of ['zoe', 'oz', 'strasse', '612345678', '345678', 'pacel', 'from:zoë come']) {
      expect(scene.find(typed), typed).toEqual(['two']);
    }
    expect(scene.find('e')).toEqual([]);
    expect(scene.find('from:colis')).toEqual([]);
    expect(scene.find('zzz')).toEqual([]);
  });

  it('[L18] the line that says it is shown, and all words may stand in several', async () => {
    const scene = await aScene();
    await scene.say('one', 'Is the lamp in stock?', { name: 'Anna' });
    await scene.say('one', 'The blue lamp, I mean, and the shade for it');
    await scene.say('one', 'Thank you');
    const [hit] = scene.index.find({
      ...{ query: parseQuery('blue lamp'), me, below: null, limit: 10 },
    }).hits;
    expect(hit!.snippet).toBe('The blue lamp, I mean, and the shade for it');
    const [split] = scene.index.find({
      ...{ query: parseQuery('anna stock thank'), me, below: null, limit: 10 },
    }).hits;
    expect(split).toMatchObject({ conversation: 'one', snippet: 'Thank you' });
  });

  it('[L18] every page follows the one before, to the last', async () => {
    const scene = await aScene();
    for (let i = 0; i < 25; i += 1) {
      await scene.say(`c${i}`, `lamp ${i}`, { activeAtMs: 100 + (i % 7) });
    }
    const found: string[] = [];
    let below: { activeAtMs: number; no: number } | null = null;
    for (;;) {
      const page = scene.index.find({ query: parseQuery('lamp'), me, below, limit: 10 });
      found.push(...page.hits.map(({ conversation }) => conversation));
      if (page.next === null) break;
      const [activeAtMs, no] = page.next.split('.').map(Number) as [number, number];
      below = { activeAtMs, no };
    }
    expect(found).toHaveLength(25);
    expect(new Set(found).size).toBe(25);
    const times = found.map((id) => scene.known.get(id)!.summary.activeAtMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('[T18] finds exactly what a plain look finds, whatever happened and is asked', async () => {
    const word = fc.constantFrom(
      ...[
        'colis',
        'colza',
        'coils',
        'lampe',
        'lamp',
        'Straße',
        'strasse',
        'Ürün',
        'a',
        'ab',
        '4187',
      ],
      ...['4188', 'istanbul', 'İstanbul', 'σίσυφος', 'ΣΊΣΥΦΟΣ', '送料', 'O’Neil', 'anna', 'anne'],
    );
    const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
    const id = fc.constantFrom('c1', 'c2', 'c3', 'c4');
    const state = fc.record({
      name: line,
      status: fc.constantFrom('open' as const, 'closed' as const),
      agent: fc.constantFrom(null, 'ana', 'ben'),
      channel: fc.constantFrom('chat' as const, 'email' as const),
      binnedAtMs: fc.constantFrom(null, null, 5),
      snoozed: fc.constantFrom(null, { untilMs: 5, evenIfReply: false }),
      tags: fc.constantFrom([], ['t1']),
    });
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ say: id, text: line, state }) },
      {
        weight: 1,
        arbitrary: fc.record({ contact: id, name: line, phone: fc.constantFrom('+33 6 4187', '') }),
      },
      { weight: 1, arbitrary: fc.record({ tag: line }) },
    );
    const operator = fc.constantFrom(
      'in:open',
      'in:bin',
      'in:mine',
      'in:unassigned',
      'in:email',
      'in:snoozed',
      'before:000000000003',
    );
    const asked = fc
      .array(
        fc.oneof(
          word,
          word.map((w) => w.slice(0, 3)),
          word.map((w) => `from:${w}`),
          operator,
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.array(asked, { minLength: 1, maxLength: 8 }),
        async (steps, questions) => {
          const scene = new Scene(await newFolder());
          await scene.open();
          try {
            let atMs = 0;
            for (const each of steps) {
              atMs += 1;
              if ('say' in each)
                await scene.say(each.say, each.text, { ...each.state, activeAtMs: atMs });
              else if ('contact' in each) {
                await scene.record('contact', `v-${each.contact}`, {
                  name: each.name,
                  phone: each.phone,
                });
              } else await scene.record('tag', 't1', { name: each.tag });
              // Also when it is read little by little.
              if (atMs % 3 === 0) scene.index.step();
            }
            for (const question of questions) {
              expect(scene.find(question), question).toEqual(scene.expected(question));
            }
          } finally {
            await scene.close();
            await rm(scene.folder, { recursive: true });
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('[B87] anything typed finds what a plain look finds, and nothing fails', async () => {
    const scene = await aScene();
    for (const [index, typed] of typedByAnybody.entries()) {
      await scene.say(`c${index}`, `colis ${typed.slice(0, 500)} lampe`, { activeAtMs: index + 1 });
    }
    for (const typed of typedByAnybody) {
      expect(scene.find(typed), typed.slice(0, 40)).toEqual(scene.expected(typed));
    }
  });
});

describe('the index and its store', () => {
  it('[L18] goes on where it stood after a stop, and misses nothing that was written meanwhile', async () => {
    const scene = await aScene();
    await scene.say('one', 'the first colis');
    expect(scene.find('colis')).toEqual(['one']);
    scene.index.close();
    await scene.say('two', 'the second colis', { activeAtMs: 2_000 });
    scene.index = new SearchIndex(scene.folder);
    expect(scene.find('colis')).toEqual(['two', 'one']);
  });

  it('[L18] a damaged index is made anew from the store', async () => {
    const scene = await aScene();
    await scene.say('one', 'the first colis');
    expect(scene.find('colis')).toEqual(['one']);
    scene.index.close();
    const path = join(scene.folder, 'search.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(7, 2_000, 9_000));
    scene.index = new SearchIndex(scene.folder);
    expect(scene.find('colis')).toEqual(['one']);
  });

  it('[DESIGN 2] a store with another id is another store: nothing of the old one is found', async () => {
    const scene = await aScene();
    await scene.say('one', 'the first colis');
    expect(scene.find('colis')).toEqual(['one']);
    await scene.store.renew();
    expect(scene.find('colis')).toEqual(['one']);
    scene.known.clear();
    await scene.say('two', 'a lamp');
    expect(scene.find('lamp')).toEqual(['two']);
  });

  it('[P18] what is forgotten is in no file: words, name, and the list of words', async () => {
    const scene = await aScene();
    await scene.say('one', 'my secret is canarywordone', { name: 'Canaryname Two' });
    await scene.say('one', 'and canarywordthree');
    await scene.say('two', 'nothing of that');
    await scene.record('contact', 'v-one', { email: 'canarymail@example.org' });
    expect(scene.find('canarywordone')).toEqual(['one']);
    scene.index.step();
    // As erasing leaves it: no row in any list, nothing to read again.
    const gone: FeedWrite = { table: 'conversation', id: 'one', owner: null, value: null };
    const contact: FeedWrite = { table: 'contact', id: 'v-one', owner: null, value: null };
    await written(scene.store, bundleOf({ feed: [gone, contact] }));
    scene.index.forget('one');
    expect(scene.find('canarywordone')).toEqual([]);
    expect(scene.find('canarynam')).toEqual([]);
    expect(scene.find('nothing')).toEqual(['two']);
    for (const file of readdirSync(scene.folder).filter((name) => name.startsWith('search'))) {
      const bytes = readFileSync(join(scene.folder, file)).toString('latin1');
      expect(bytes, file).not.toMatch(/canary/i);
    }
  });

  it('[L18] a conversation that is forgotten and still there is found by what is left of it', async () => {
    const scene = await aScene();
    await scene.say('one', 'oldword', { name: 'Oldname' });
    expect(scene.find('oldname')).toEqual(['one']);
    const value = { ...scene.known.get('one')!.summary, name: 'Visitor 4f2a' };
    await written(
      scene.store,
      bundleOf({ feed: [{ table: 'conversation', id: 'one', owner: null, value }] }),
    );
    scene.index.forget('one');
    expect(scene.find('oldname')).toEqual([]);
    expect(scene.find('oldword')).toEqual([]);
    expect(scene.find('4f2a')).toEqual(['one']);
  });
});

describe('the thread', () => {
  it('[DESIGN 6] answers from a thread of its own, and lets go of its files', async () => {
    const scene = await aScene();
    await scene.say('one', 'the first colis');
    const search = openSqliteSearch(scene.folder);
    endings.push(() => search.close());
    const asked = { query: parseQuery('colis'), me, below: null, limit: 10 };
    expect((await search.find(asked)).hits).toHaveLength(1);
    // What was committed before a question is found by it.
    await scene.say('two', 'another colis');
    expect((await search.find(asked)).hits).toHaveLength(2);
    await search.close();
    await expect(search.find(asked)).rejects.toMatchObject({ code: 'closed' });
    expect(existsSync(join(scene.folder, 'search.db'))).toBe(true);
  });
});
