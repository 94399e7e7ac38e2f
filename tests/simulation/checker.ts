/**
 * What must hold after every step, and what must hold when everything has calmed down. The truth is the store's rows;
 * screens are compared with it. RELIABILITY P1, P4, P5, P9, P11.
 */
import type { Entry } from '#domain/model.ts';
import type { Conversation } from '#domain/entries/fold.ts';
import type { RecordName } from '#domain/records/name.ts';
import type { SubmittedKind } from '#domain/submitted.ts';
import type { Town } from './town.ts';

export class Truth {
  readonly #town: Town;
  /** Entries of the team's projection by conversation, as stored. */
  readonly team = new Map<string, Entry[]>();
  readonly public = new Map<string, Entry[]>();
  readonly ids = new Set<string>();

  constructor(town: Town) {
    this.#town = town;
  }

  /** Reads what was added; entries once read must never change or come twice. */
  async refresh(): Promise<void> {
    for (const { conversation } of this.#town.visitors) {
      if (conversation === null) continue;
      const row = await this.#town.store.conversation(conversation);
      if (!row) continue;
      await this.#readOn(this.team, conversation, 'team', row.count);
      await this.#readOn(this.public, conversation, 'public', row.publicCount);
    }
  }

  async #readOn(
    into: Map<string, Entry[]>,
    conversation: string,
    audience: 'team' | 'public',
    count: number,
  ): Promise<void> {
    const known = into.get(conversation) ?? [];
    into.set(conversation, known);
    const { store } = this.#town;
    for (const text of await store.entryTexts(conversation, audience, known.length, count)) {
      const entry = JSON.parse(text) as Entry;
      const before = known.at(-1);
      if (before && entry.acceptedAtMs <= before.acceptedAtMs) {
        throw new Error(`[R1] ${entry.id} is not later than the entry before it`);
      }
      if (audience === 'team') {
        if (this.ids.has(entry.id)) throw new Error(`[P5] ${entry.id} is in the log twice`);
        this.ids.add(entry.id);
      } else {
        this.#checkPublic(entry, known);
      }
      known.push(entry);
    }
    if (known.length !== count) throw new Error(`[P1] the log has ${known.length} of ${count}`);
  }

  /** Said a second time, beside `model.ts`: what a visitor may be sent. */
  #checkPublic(entry: Entry, before: readonly Entry[]): void {
    const kinds = ['message', 'edited', 'unsent', 'closed', 'reopened', 'read'];
    if (!kinds.includes(entry.kind)) throw new Error(`[R8] the transcript holds a ${entry.kind}`);
    const named = namedBy(entry).find((id) => !before.some((one) => one.id === id));
    if (named !== undefined) throw new Error(`[R8] ${entry.id} names ${named}, which is inside`);
  }

  /** Ids of all accepted changes of records. */
  async changes(records: readonly RecordName[]): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (const { table, id } of records) {
      for (const text of await this.#town.store.recordChanges(table, id)) {
        const change = JSON.parse(text) as { id: string };
        if (ids.has(change.id)) throw new Error(`[P5] ${change.id} is in its record's log twice`);
        ids.add(change.id);
      }
    }
    return ids;
  }
}

function namedBy(entry: Entry): string[] {
  const { of, quote, upTo } = entry as { of?: string; quote?: string; upTo?: string };
  return [of, quote, upTo].filter((id) => id !== undefined);
}

/** After each step: every screen shows a beginning of the truth, in its order; no alarm twice; no leak; no fault. */
export function checkStep(town: Town, truth: Truth): void {
  if (town.leaks.length > 0) throw new Error(`[P11] a comment reached ${town.leaks[0]}`);
  if (town.faults.length > 0) throw new Error(`the server failed: ${town.faults[0]}`);
  for (const [conversation, log] of truth.team) {
    const turns = log.flatMap((entry) => (entry.kind === 'missed' ? [entry.turn] : []));
    if (new Set(turns).size !== turns.length) {
      throw new Error(`[P9] a wait in ${conversation} was missed twice`);
    }
  }
  for (const visitor of town.visitors) {
    if (!visitor.sync || visitor.conversation === null) continue;
    const shown = visitor.sync.thread.conversation.current;
    checkShown(visitor.name, shown, truth.public.get(visitor.conversation) ?? []);
  }
  for (const agent of town.agents) {
    if (!agent.sync) continue;
    for (const [conversation, log] of truth.team) {
      const open = agent.sync.openConversation(conversation);
      checkShown(agent.name, open.conversation.current, log);
      open.close();
    }
  }
}

function checkShown(who: string, shown: Conversation, log: readonly Entry[]): void {
  const seen = new Set<string>();
  let number = 0;
  for (const item of shown.items) {
    const id =
      item.state === 'unknown' ? item.id : 'entry' in item ? item.entry.id : item.pending.entry.id;
    if (seen.has(id)) throw new Error(`[P5] ${who} sees ${id} twice`);
    seen.add(id);
    if (item.state !== 'accepted') continue;
    // A thread leaves out nothing, so the n-th accepted item is the n-th entry.
    while (number < log.length && log[number]!.id !== item.entry.id) number += 1;
    if (number === log.length) throw new Error(`[P4] ${who} sees ${id} out of order, or unstored`);
  }
}

export interface Written {
  id: string;
  by: string;
  kind: SubmittedKind | 'changed';
  /** For a change: of what. */
  record?: RecordName;
}

/** When all is quiet and everybody is live: nothing lost, nothing open, the same on all screens. */
export async function checkEnd(
  town: Town,
  truth: Truth,
  written: readonly Written[],
): Promise<void> {
  const kept = new Map<string, string>();
  for (const person of [...town.agents, ...town.visitors]) {
    for (const row of person.sync?.outbox.all.current ?? []) kept.set(row.entry.id, row.state);
  }
  for (const { sync } of town.agents) {
    for (const row of sync?.outbox.changes.current ?? []) kept.set(row.entry.id, row.state);
  }
  const changed = await truth.changes(recordsOf(written));
  for (const { id, by, kind } of written) {
    // Marks move a row and are in no log.
    if (truth.ids.has(id) || changed.has(id) || kind === 'read' || kind === 'unread') continue;
    const state = kept.get(id);
    if (state !== 'held' && state !== 'refused') {
      throw new Error(`[P1] ${by}'s ${kind} ${id} is gone: ${state ?? 'neither stored nor kept'}`);
    }
  }
  for (const [id, state] of kept) {
    if (state === 'waiting') {
      const { by, kind } = written.find((one) => one.id === id) ?? { by: '?', kind: '?' };
      throw new Error(`[P3] ${by}'s ${kind} ${id} still waits though all are live`);
    }
    if (truth.ids.has(id) || changed.has(id)) {
      throw new Error(`[P5] ${id} is stored and still kept as ${state}`);
    }
  }
  for (const agent of town.agents) {
    for (const [conversation, log] of truth.team) {
      const open = agent.sync!.openConversation(conversation);
      const who = `${agent.name} (room ${open.state.current}, ${agent.sync!.connection.current.kind})`;
      checkWhole(who, open.conversation.current, log);
      open.close();
    }
  }
  for (const visitor of town.visitors) {
    if (visitor.conversation === null) continue;
    const shown = visitor.sync!.thread.conversation.current;
    checkWhole(visitor.name, shown, truth.public.get(visitor.conversation) ?? []);
  }
}

/** Each once. */
function recordsOf(written: readonly Written[]): RecordName[] {
  const records = written.flatMap(({ record }) => record ?? []);
  return [...new Map(records.map((one) => [`${one.table}/${one.id}`, one])).values()];
}

function checkWhole(who: string, shown: Conversation, log: readonly Entry[]): void {
  const ids = shown.items.flatMap((item) => (item.state === 'accepted' ? [item.entry.id] : []));
  const shouldBe = log.map((entry) => entry.id);
  if (ids.join() !== shouldBe.join()) {
    const at = shouldBe.findIndex((id, index) => ids[index] !== id);
    throw new Error(
      `[P4] ${who} sees ${ids.length} entries of ${shouldBe.length}, first other at ${at}: ${JSON.stringify(log[at])}`,
    );
  }
}
