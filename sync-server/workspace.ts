/**
 * What the server keeps in memory of the workspace: agents, their profiles, groups, settings, and which conversation
 * belongs to which group. Read once from the feed at the start, and told of every row that is durable since.
 */
import type { Agent, Summary } from '#domain/model.ts';
import { pictureIn, publicNameIn } from '#domain/records/profile.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';
import { declaredStatusOf, type DeclaredStatus } from '#domain/rules/reachable.ts';
import type { FeedRecord, Store } from './ports.ts';
import { hashOf } from './tokens.ts';

const rowsPerPage = 500;

export class Workspace {
  readonly #agents = new Map<string, Agent>();
  readonly #profiles = new Map<string, RecordRow>();
  readonly #groups = new Map<string, RecordRow>();
  readonly #settings = new Map<string, unknown>();
  readonly #groupOf = new Map<string, string>();
  /** Contacts of whom no pages are recorded (D9). */
  readonly #untracked = new Set<string>();

  /** Takes durable rows, in the order of their revisions. */
  take(records: readonly FeedRecord[]): void {
    for (const record of records) this.#takeOne(record);
  }

  #takeOne({ table, id, value }: FeedRecord): void {
    switch (table) {
      case 'agent':
        return keep(this.#agents, id, value as Agent | null);
      case 'profile':
        return keep(this.#profiles, id, value as RecordRow | null);
      case 'group': {
        const row = value as RecordRow | null;
        return keep(this.#groups, id, row && valueOf(row, 'removed') !== true ? row : null);
      }
      case 'setting':
        return keep(this.#settings, id, valueOf((value as RecordRow | null) ?? undefined, 'value'));
      case 'contact': {
        const isOff = valueOf((value as RecordRow | null) ?? undefined, 'isTracked') === false;
        return void (isOff ? this.#untracked.add(id) : this.#untracked.delete(id));
      }
      case 'conversation':
        return keep(this.#groupOf, id, (value as Summary | null)?.group ?? null);
      default:
    }
  }

  get agents(): ReadonlyMap<string, Agent> {
    return this.#agents;
  }
  get groups(): ReadonlyMap<string, RecordRow> {
    return this.#groups;
  }
  profileOf(agent: string): RecordRow | undefined {
    return this.#profiles.get(agent);
  }
  /** What an agent chose; it is kept while they are away (B2). */
  statusOf(agent: string): DeclaredStatus {
    return declaredStatusOf(this.#profiles.get(agent));
  }
  /** The name that visitors see (S5). */
  publicNameOf(agent: string): string | null {
    return publicNameIn(this.#profiles.get(agent));
  }
  /** What visitors know their picture by: another picture is another name, and nobody's id (R8). Null: there is none. */
  faceOf(agent: string): string | null {
    const picture = this.#agents.has(agent) ? pictureIn(this.#profiles.get(agent)) : null;
    return picture === null ? null : hashOf(`${agent} ${picture}`).slice(0, 24);
  }
  /** Null: no such group. */
  membersOf(group: string): readonly string[] | null {
    const row = this.#groups.get(group);
    if (!row) return null;
    const members = valueOf(row, 'members');
    return Array.isArray(members) ? (members as string[]) : [];
  }
  groupOf(conversation: string): string | null {
    return this.#groupOf.get(conversation) ?? null;
  }
  /** May pages of this contact be recorded? */
  isTracked(contact: string): boolean {
    return !this.#untracked.has(contact);
  }
  setting(name: string): unknown {
    return this.#settings.get(name) ?? null;
  }
}

/** All shared rows of the feed as they are now, oldest first: for those who keep something of them in memory. */
export async function sharedRows(store: Store): Promise<FeedRecord[]> {
  const upTo = await store.feedRevision();
  const all: FeedRecord[] = [];
  for (;;) {
    const before = all.at(-1)?.rev;
    const ask = { owner: null, after: 0, upTo, limit: rowsPerPage };
    const records = await store.feed(before === undefined ? ask : { ...ask, before });
    all.push(...records);
    if (records.length < rowsPerPage) return all.reverse();
  }
}

function keep<T>(map: Map<string, T>, id: string, value: T | null): void {
  if (value === null) map.delete(id);
  else map.set(id, value);
}
