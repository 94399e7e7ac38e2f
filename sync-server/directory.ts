/**
 * What everybody may know of the workspace: its name and its agents, as rows of the feed. Accounts are the truth; the rows
 * follow them, and a row that a crash left out is written at the next start. DESIGN 4.
 */
import type { Agent } from '#domain/model.ts';
import { PortError, type Account, type FeedRecord, type FeedWrite, type Store } from './ports.ts';

const workspaceRow = 'workspace';

/** Shown until the workspace has its name. */
const unnamed = 'Parley';

export interface Directory {
  workspaceName(): Promise<string>;
  nameWorkspace(name: string): Promise<void>;
  /** Writes an agent's row as their account says; a deactivated account has none. */
  publish(account: Account): Promise<void>;
  /** Writes the rows that do not say what the accounts say. */
  catchUp(): Promise<void>;
  /** Hears every row written here, with its revision. Returns the end of it. */
  onWritten(listener: (rows: FeedRecord[]) => void): () => void;
}

export function createDirectory(store: Pick<Store, 'accounts' | 'commit' | 'feedRow'>): Directory {
  const listeners = new Set<(rows: FeedRecord[]) => void>();

  async function write(feed: FeedWrite[]): Promise<void> {
    const bundle = { entries: [], answers: [], feed, alarms: [], effects: [], padUpdates: [] };
    const [outcome] = await store.commit([bundle]);
    if (outcome?.kind === 'failed') throw new PortError(outcome.code, outcome.message);
    if (outcome?.kind !== 'written') {
      throw new Error('Rows of the directory depend on nothing and cannot be stale.');
    }
    for (const listener of listeners) listener(outcome.feed);
  }

  return {
    async workspaceName() {
      const row = await store.feedRow('setting', workspaceRow, null);
      const setting = row?.value as { value: unknown } | null | undefined;
      return typeof setting?.value === 'string' ? setting.value : unnamed;
    },

    nameWorkspace: (name) =>
      write([
        {
          table: 'setting',
          id: workspaceRow,
          owner: null,
          value: { name: workspaceRow, value: name },
        },
      ]),

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
