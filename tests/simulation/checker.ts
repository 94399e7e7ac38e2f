/**
 * What must hold after every step, and what must hold when everything has calmed down. The truth is the store's rows;
 * screens are compared with it. RELIABILITY P1, P4, P5, P9, P11.
 */
import type { Entry } from '#domain/model.ts';
import type { Conversation } from '#domain/entries/fold.ts';
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
      } else if (!['message', 'closed', 'reopened', 'read'].includes(entry.kind)) {
        throw new Error(`[R8] the transcript holds a ${entry.kind}`);
      }
      known.push(entry);
    }
    if (known.length !== count) throw new Error(`[P1] the log has ${known.length} of ${count}`);
  }
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
  kind: string;
}

/** When all is quiet and everybody is live: nothing lost, nothing open, the same on all screens. */
export function checkEnd(town: Town, truth: Truth, written: readonly Written[]): void {
  const kept = new Map<string, string>();
  for (const person of [...town.agents, ...town.visitors]) {
    for (const row of person.sync?.outbox.all.current ?? []) kept.set(row.entry.id, row.state);
  }
  for (const { id, by, kind } of written) {
    if (truth.ids.has(id) || kind === 'read') continue;
    const state = kept.get(id);
    if (state !== 'held' && state !== 'refused') {
      throw new Error(`[P1] ${by}'s ${kind} ${id} is gone: ${state ?? 'neither stored nor kept'}`);
    }
  }
  for (const [id, state] of kept) {
    if (state === 'waiting') throw new Error(`[P3] ${id} still waits though all are live`);
    if (truth.ids.has(id)) throw new Error(`[P5] ${id} is stored and still kept as ${state}`);
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

/** 40 s after the last word: whoever waits was missed, exactly once (SPEC L13, P9). */
export function checkMissed(logs: ReadonlyMap<string, readonly Entry[]>): void {
  for (const [conversation, log] of logs) {
    let waiting: string | null = null;
    /** Whose question a close ended unanswered: whoever opens it again by hand, waits for that one again (L9). */
    let ended: string | null = null;
    let isClosed = false;
    let last: Entry | null = null;
    for (const entry of log) {
      if (entry.kind === 'closed' || entry.kind === 'reopened') {
        // What was meant earlier and came later changes nothing, nor does a close that a message overtook (R3, R4).
        if (!changesStatus(entry) || (last && !isMeantAfter(entry, last))) continue;
        last = entry;
        isClosed = entry.kind === 'closed';
        if (isClosed) {
          ended = waiting ?? ended;
          waiting = null;
        } else if (entry.by !== 'parley') {
          waiting ??= ended;
          ended = null;
        }
      } else if (entry.kind === 'message') {
        ended = null;
        waiting = entry.by.startsWith('agent/') ? null : (waiting ?? entry.id);
      }
    }
    const missed = log.some((entry) => entry.kind === 'missed' && entry.turn === waiting);
    if (waiting !== null && !isClosed && !missed) {
      throw new Error(`[P9] ${waiting} in ${conversation} waits and was never missed`);
    }
  }
}

function changesStatus(entry: Entry): boolean {
  if (entry.kind === 'closed') return entry.overtakenBy === undefined;
  return entry.kind === 'reopened' && entry.because !== 'unseen-message';
}

function isMeantAfter(entry: Entry, last: Entry): boolean {
  if (entry.intendedAtMs !== last.intendedAtMs) return entry.intendedAtMs > last.intendedAtMs;
  return entry.id > last.id;
}
