/**
 * When all is quiet, every replica is the same: what an agent's device believes of conversations, records and notices is
 * what a fresh device would be told, and what the logs say (SPEC R3, R4, R6, R9; DESIGN 4).
 */
import { isDeepStrictEqual } from 'node:util';
import { wordsOf, type ThreadItem } from '#domain/entries/fold.ts';
import type { FeedTable } from '#domain/model.ts';
import { changeRecord, emptyRecord, type Change, type RecordRow } from '#domain/records/record.ts';
import { rowOf } from '../../sync-server/feed-rows.ts';
import type { FeedRecord } from '../../sync-server/ports.ts';
import type { Truth } from './checker.ts';
import type { Agent, Town } from './town.ts';

export async function checkSame(town: Town, truth: Truth): Promise<void> {
  for (const agent of town.agents) {
    const fresh = await freshRows(town, agent);
    checkRows(agent, fresh);
    await checkStates(town, truth, agent);
  }
  await checkRecords(town);
  checkWords(town, truth);
}

/** What the store has for this agent: values by table and id, deletions left out. */
async function freshRows({ store }: Town, { id: owner }: Agent): Promise<Map<string, unknown>> {
  const upTo = await store.feedRevision();
  const newest = new Map<string, FeedRecord>();
  for (const record of await store.feed({ owner, after: 0, upTo, limit: upTo + 1 })) {
    const key = `${record.table}/${record.id}`;
    if (!newest.has(key)) newest.set(key, record);
  }
  const rows = [...newest].filter(([, { value }]) => value !== null);
  return new Map(rows.map(([key, record]) => [key, plain(rowOf(record, store.id).value)]));
}

/** Every table there is: a new one is compared too. */
const tables = Object.keys({
  ...{ conversation: 1, agent: 1, readMark: 1, held: 1, notice: 1, draft: 1, visit: 1, pinned: 1 },
  ...{ contact: 1, group: 1, tag: 1, profile: 1, view: 1, setting: 1 },
} satisfies Record<FeedTable, 1>) as FeedTable[];

function checkRows({ name, sync }: Agent, fresh: ReadonlyMap<string, unknown>): void {
  const left = new Map(fresh);
  for (const table of tables) {
    for (const [id, value] of sync!.feed.table(table).current) {
      const key = `${table}/${id}`;
      const should = left.get(key);
      if (!isDeepStrictEqual(plain(value), should)) {
        throw new Error(`[R9] ${name} has ${key} as ${json(value)}, the store as ${json(should)}`);
      }
      left.delete(key);
    }
  }
  const [missing] = left.keys();
  if (missing !== undefined) throw new Error(`[R9] ${name} was never told of ${missing}`);
}

/** A device without pending rows believes what the server's own head says. */
async function checkStates(town: Town, truth: Truth, { name, sync }: Agent): Promise<void> {
  for (const id of truth.team.keys()) {
    const row = await town.store.conversation(id);
    const open = sync!.openConversation(id);
    const { state, find } = open.conversation.current;
    open.close();
    const { preview } = state;
    const words = preview?.entry === undefined ? null : wordsOf(find(preview.entry));
    if (words !== null && preview?.text !== words) {
      throw new Error(`[C14] the row says ${json(preview?.text)}, the thread ${json(words)}`);
    }
    const [should, is] = [JSON.parse(row!.state) as object, plain(state) as object];
    for (const [field, value] of Object.entries(should)) {
      const believed = (is as Record<string, unknown>)[field];
      if (isDeepStrictEqual(believed, value)) continue;
      throw new Error(`[R3] ${name} believes ${field} ${json(believed)}, it is ${json(value)}`);
    }
  }
}

/** A record is the fold of its log, and the feed's row says the same. */
async function checkRecords({ store }: Town): Promise<void> {
  for (const table of ['contact', 'group', 'tag', 'profile', 'view', 'setting'] as const) {
    for (const head of await store.records(table)) {
      const { id, createdAtMs } = head;
      const changes = (await store.recordChanges(table, id)).map(
        (text) => JSON.parse(text) as Change,
      );
      const row = changes.reduce<RecordRow>(changeRecord, emptyRecord(id, createdAtMs));
      if (!isDeepStrictEqual(plain(row.fields), JSON.parse(head.fields))) {
        throw new Error(`[R3] ${table}/${id} is not what its log says`);
      }
    }
  }
}

/** Visitor and team read the same words, and nobody the ones that were taken back (SPEC C14). */
function checkWords({ agents, visitors }: Town, truth: Truth): void {
  for (const { name, sync, conversation } of visitors) {
    const log = conversation === null ? undefined : truth.team.get(conversation);
    if (!sync || !conversation || !log) continue;
    const open = agents[0]!.sync!.openConversation(conversation);
    const inside = open.conversation.current;
    for (const item of sync.thread.conversation.current.items) {
      if (item.state !== 'accepted' || item.entry.kind !== 'message') continue;
      const { id } = item.entry;
      const isUnsent = log.some((entry) => entry.kind === 'unsent' && entry.of === id);
      const shown = isUnsent
        ? [item.entry.text, '']
        : [shownWords(item), shownWords(inside.find(id))];
      if (shown[0] !== shown[1]) {
        throw new Error(`[C14] ${name} reads ${json(shown[0])}, the team ${json(shown[1])}: ${id}`);
      }
    }
    open.close();
  }
}

function shownWords(item: ThreadItem | undefined): string | null {
  return wordsOf(item);
}

/** As it travels: without undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
