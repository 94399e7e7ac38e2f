/**
 * What everybody may know of the workspace: its name and its agents, as rows of the feed. Accounts are the truth; the rows
 * follow them, and a row that a crash left out is written at the next start. DESIGN 4.
 */
import { randomUUIDv7 } from 'node:crypto';
import type { Agent } from '#domain/model.ts';
import { changeRecord, emptyRecord, valueOf, type Change } from '#domain/records/record.ts';
import {
  PortError,
  type Account,
  type Bundle,
  type Clock,
  type FeedRecord,
  type FeedWrite,
  type Store,
} from './ports.ts';
import { rowOf as recordRowOf } from './record-heads.ts';

const workspace = { table: 'setting', id: 'workspace' } as const;

/** Shown until the workspace has its name. */
const unnamed = 'Parley';

export interface Directory {
  workspaceName(): Promise<string>;
  /** At set-up; later it is changed as every setting is. */
  nameWorkspace(name: string): Promise<void>;
  /** Writes an agent's row as their account says; a deactivated account has none. */
  publish(account: Account): Promise<void>;
  /** Writes the rows that do not say what the accounts say. */
  catchUp(): Promise<void>;
  /** Hears every row written here, with its revision. Returns the end of it. */
  onWritten(listener: (rows: FeedRecord[]) => void): () => void;
}

export function createDirectory(
  store: Pick<Store, 'accounts' | 'commit' | 'feedRow' | 'record'>,
  clock: Clock,
): Directory {
  const listeners = new Set<(rows: FeedRecord[]) => void>();

  async function write(feed: FeedWrite[], record?: Bundle['record']): Promise<void> {
    const bundle = { entries: [], answers: [], feed, alarms: [], effects: [], padUpdates: [] };
    const [outcome] = await store.commit([{ ...bundle, ...(record && { record }) }]);
    if (outcome?.kind === 'failed') throw new PortError(outcome.code, outcome.message);
    if (outcome?.kind !== 'written') {
      throw new Error('Rows of the directory depend on nothing and cannot be stale.');
    }
    for (const listener of listeners) listener(outcome.feed);
  }

  return {
    async workspaceName() {
      const head = await store.record(workspace.table, workspace.id);
      const name = head && valueOf(recordRowOf(head), 'value');
      return typeof name === 'string' ? name : unnamed;
    },

    async nameWorkspace(name) {
      const before = await store.record(workspace.table, workspace.id);
      const nowMs = Math.max(clock.now(), (before?.lastAcceptedAtMs ?? 0) + 1);
      const change: Change = {
        ...{ id: randomUUIDv7(), kind: 'changed', by: 'parley', source: 'agent' },
        ...{ acceptedAtMs: nowMs, writtenAtMs: nowMs, intendedAtMs: nowMs },
        set: { value: name },
      };
      const empty = emptyRecord(workspace.id, nowMs);
      const row = changeRecord(before ? recordRowOf(before) : empty, change);
      const { id, count, createdAtMs, fields } = row;
      const head = {
        ...{ table: workspace.table, id, createdBy: 'parley', createdAtMs, count },
        ...{ lastAcceptedAtMs: nowMs, fields: JSON.stringify(fields) },
      };
      const record = {
        head,
        expectCount: before?.count ?? null,
        changes: [JSON.stringify(change)],
      };
      await write([{ ...workspace, owner: null, value: row }], record);
    },

    publish: (account) => write([rowOf(account)]),

    async catchUp() {
      for (const account of await store.accounts()) {
        const row = rowOf(account);
        const written = await store.feedRow('agent', account.id, null);
        if (!sameAgent(written?.value ?? null, row.value)) await write([row]);
      }
    },

    onWritten(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function rowOf({ id, name, role, active }: Account): FeedWrite & { value: Agent | null } {
  return { table: 'agent', id, owner: null, value: active ? { id, name, role } : null };
}

function sameAgent(written: unknown, wanted: Agent | null): boolean {
  const found = written as Agent | null;
  return found?.name === wanted?.name && found?.role === wanted?.role;
}
