/** A store of an earlier build goes on with this one: `old-stores/issue-2.sql` was written by that code. RELIABILITY F23. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { foldOf } from '../domain/scene.ts';
import type { Entry, Summary, Who } from '#domain/model.ts';
import { emptyState } from '#domain/entries/state.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import { timerDefaults } from '#domain/limits.ts';
import { valueOf } from '#domain/records/record.ts';
import { checkAudit } from '../../sync-server/adapters/store-sqlite-audit-check.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import type { FeedRecord, Store } from '../../sync-server/ports.ts';
import { rowOf } from '../../sync-server/record-heads.ts';
import { createServer, type Server } from '../../sync-server/server.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { message } from '../sync-server/scene.ts';
import { newFolder } from './folder.ts';

const written = readFileSync(new URL('old-stores/issue-2.sql', import.meta.url), 'utf8');
const ids = {
  olga: '01a231d0-83f7-70fe-832e-a8cd93e2f62a',
  ana: '01a231d0-8408-7453-81e1-127718c89a0e',
  answered: '01a231d0-8464-7b38-8117-e355d75d83e8',
  closed: '01a231d0-8467-7dd9-9087-efdbfddaa94d',
  waiting: '01a231d0-8468-7c08-9e60-1eb3b142f8b0',
};
const ana: Who = { kind: 'agent', id: ids.ana, name: 'Ana', role: 'agent' };

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function opened(
  statements: string,
): Promise<{ store: Store; folder: string; clock: ManualClock }> {
  const folder = await newFolder();
  ends.push(() => Promise.resolve(rmSync(folder, { recursive: true })));
  const file = new DatabaseSync(join(folder, 'parley.db'));
  file.exec(`pragma auto_vacuum = incremental; pragma foreign_keys = off; ${statements}`);
  file.close();
  // Two days later.
  const clock = manualClock(Date.UTC(2026, 11, 3, 9));
  const store = await openSqliteStore(folder, clock);
  ends.push(() => store.close());
  return { store, folder, clock };
}

async function served(
  store: Store,
  clock: ManualClock,
): Promise<{ server: Server; faults: unknown[] }> {
  const faults: unknown[] = [];
  const watch = {
    count: () => undefined,
    note: () => undefined,
    fault: (_: string, error: unknown) => void faults.push(error),
  };
  const server = await createServer(
    { store, clock, watch },
    {
      ...{ publicUrl: 'http://localhost', origins: new Set<string>(), rateLimits: false },
      timers: timerDefaults,
    },
  );
  ends.push(async () => server.abandon());
  return { server, faults };
}

async function rowsOf(store: Store, owner: string): Promise<Map<string, FeedRecord>> {
  const upTo = await store.feedRevision();
  const records = await store.feed({ owner, after: 0, upTo, limit: 10_000 });
  return new Map(records.map((record) => [`${record.table}/${record.id}`, record]));
}

async function logOf(store: Store, conversation: string): Promise<Entry[]> {
  const texts = await store.entryTexts(conversation, 'team', 0, 10_000);
  return texts.map((text) => JSON.parse(text) as Entry);
}

describe('a store of issue 2', () => {
  it('[F23] has states and rows as this build makes them from the same logs', async () => {
    const { store } = await opened(written);
    const rows = await rowsOf(store, ids.ana);
    for (const id of [ids.answered, ids.closed, ids.waiting]) {
      const row = (await store.conversation(id))!;
      const log = await logOf(store, id);
      expect(log).toHaveLength(row.count);
      const folded = foldOf(log).state;
      const state = JSON.parse(row.state) as ReturnType<typeof emptyState>;
      expect(Object.keys(state).sort()).toEqual(expect.arrayContaining(required(emptyState())));
      for (const field of ['agent', 'status', 'bin', 'group', 'tags', 'waiting'] as const) {
        expect(state[field], field).toEqual(folded[field]);
      }
      const summary = rows.get(`conversation/${id}`)!.value as Summary;
      const made = summaryOf({ id, room: row.teamEpoch, visitor: row.visitor }, folded);
      expect({ ...summary, preview: null }).toEqual({ ...made, preview: null });
    }
  });

  it('[F23] tells every browser of what changed: each row once, under a revision of its own', async () => {
    const before = 1_000;
    const { store } = await opened(written);
    const rows = await rowsOf(store, ids.ana);
    const revs = [...rows.values()].map(({ rev }) => rev);
    expect(new Set(revs).size).toBe(revs.length);
    expect(Math.max(...revs)).toBeLessThan(before);
    const contacts = [...rows.keys()].filter((key) => key.startsWith('contact/'));
    expect(contacts).toHaveLength(3);
    const workspace = (await store.record('setting', 'workspace'))!;
    expect(valueOf(rowOf(workspace), 'value')).toBe('Maison Lumen');
    expect(rows.get('setting/workspace')!.value).toMatchObject({ id: 'workspace', count: 1 });
    expect(rows.get(`agent/${ids.olga}`)!.value).toMatchObject({ name: 'Olga', role: 'owner' });
    expect(rows.get(`readMark/${ids.answered}`)!.value).toMatchObject({ number: 0 });
  });

  it('[F23] goes on: people write, sort away, change what they know, and whoever waited was missed', async () => {
    const { store, folder, clock } = await opened(written);
    const { server, faults } = await served(store, clock);
    const say = async (who: Who, entry: Record<string, unknown>) =>
      (await server.services.submit(who, [asSent({ ...entry, writtenAtMs: clock.now() })]))[0];
    const visitor = (await store.conversation(ids.answered))!.visitor;
    const mia: Who = { kind: 'visitor', id: visitor, conversation: ids.answered };
    const kinds = [
      ...[
        { kind: 'tagged', tag: ids.olga },
        { kind: 'joined', agent: ids.olga },
      ],
      ...[{ kind: 'snoozed', untilMs: null }, { kind: 'closed' }, { kind: 'binned' }],
    ];
    expect(await say(mia, message(ids.answered, 'And the second one?'))).toMatchObject({
      state: 'accepted',
    });
    for (const kind of kinds) {
      const answer = await say(ana, { ...message(ids.answered, ''), text: undefined, ...kind });
      expect([kind.kind, answer]).toEqual([
        kind.kind,
        expect.objectContaining({ state: 'accepted' }),
      ]);
    }
    const change = { ...message('', ''), subject: `contact/${visitor}`, kind: 'changed' };
    expect(await say(ana, { ...change, text: undefined, set: { name: 'Mia' } })).toMatchObject({
      state: 'accepted',
    });
    for (let turn = 0; turn < 50; turn += 1) {
      clock.advance(1_000);
      await new Promise((next) => setImmediate(next));
    }
    expect((await logOf(store, ids.waiting)).map(({ kind }) => kind)).toEqual([
      'message',
      'missed',
    ]);
    await store.addAudit({
      ...{ atMs: clock.now(), by: `agent/${ids.olga}`, byName: 'Olga', act: 'refused' },
      ...{ whom: '', detail: 'invite' },
    });
    expect(checkAudit(folder)).toEqual({ kind: 'whole', acts: 1, unmarked: 0 });
    expect(faults).toEqual([]);
  });
});

/** What is undefined does not travel. */
function asSent(entry: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(entry));
}

/** What every state has; the rest came later and may be absent. */
function required(state: object): string[] {
  return Object.keys(state).filter((key) => key !== 'endedWait');
}
