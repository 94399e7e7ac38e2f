/**
 * The feed: rows that every agent keeps (DESIGN 4). The leading tab asks the server and writes what it gets to the
 * device; the others read it there and follow by messages. Rows are told apart by revision, so that what comes twice
 * or late changes nothing; the cursor moves only when everything before it is written down.
 */
import type { FeedRow, FeedTable, FeedTables } from '#domain/model.ts';
import { messageType, type FeedAsk, type FeedPage } from '#domain/wire.ts';
import type { Feed, Signal } from './contract.ts';
import type { Line } from './line.ts';
import type { Change, LocalStore } from './local-store.ts';
import { lazySignal, type LazySignal } from './signal.ts';
import type { Tabs } from './tabs.ts';

/** Everything up to `rev` is on this device. */
interface Mark {
  cursor: string;
  rev: number;
  /** Absent in what the build of issue 2 kept. */
  format?: number;
}

/** How rows look. One more when this build cannot read what earlier ones kept: then everything comes anew. */
const rowFormat = 2;

interface Share {
  rows: FeedRow[];
  /** Forget everything else first. */
  reset: boolean;
}

export interface KeptFeed extends Feed {
  /** Since the line came up, everything was received up to now. */
  readonly isCaughtUp: Signal<boolean>;
  row<T extends FeedTable>(table: T, id: string): FeedTables[T] | null;
  /** Revision of a row that is here. */
  revOf(table: FeedTable, id: string): number | null;
  /** All that are here, of every table. */
  rows(): FeedRow[];
  /** Rows that changed just now, after they are shown. */
  onChange(changed: (rows: readonly FeedRow[], reset: boolean) => void): () => void;
  load(): Promise<void>;
  /** From now on this tab leads, with this line. */
  serve(line: Line): () => void;
}

/** Where the mark lies among single values. */
export const feedMarkKey = 'feed';

export function openFeed(store: LocalStore, tabs: Tabs): KeptFeed {
  const rowsByTable = new Map<FeedTable, Map<string, FeedRow>>();
  const views = new Map<FeedTable, View>();
  const watchers = new Set<(rows: readonly FeedRow[], reset: boolean) => void>();
  const isCaughtUp = tabs.mirror('feed/caught-up', false);
  let mark: Mark | null = null;
  let latestRev = 0;
  /** Writing failed once: the device's copy stays what it is, rather than get holes. */
  let isKept = true;
  let writing: Promise<void> = Promise.resolve();

  const rowsOf = (table: FeedTable) => {
    let rows = rowsByTable.get(table);
    if (rows === undefined) rowsByTable.set(table, (rows = new Map()));
    return rows;
  };
  const viewOf = (table: FeedTable) => {
    let view = views.get(table);
    if (view === undefined) views.set(table, (view = openView(rowsOf(table))));
    return view;
  };

  /** Gives the rows that are news: an older one of the same id may come behind a newer, even in one message. */
  const apply = (incoming: readonly FeedRow[], reset: boolean): FeedRow[] => {
    const touched = new Map<FeedTable, string[] | 'all'>();
    if (reset) {
      for (const [table, rows] of rowsByTable) {
        rows.clear();
        touched.set(table, 'all');
      }
    }
    const changed = incoming.filter((row) => {
      const { table, id, rev } = row;
      const known = rowsOf(table).get(id);
      if (known !== undefined && known.rev >= rev) return false;
      rowsOf(table).set(id, row);
      latestRev = Math.max(latestRev, rev);
      const ids = touched.get(table);
      if (ids === undefined) touched.set(table, [id]);
      else if (ids !== 'all') ids.push(id);
      return true;
    });
    for (const [table, ids] of touched) viewOf(table).changed(ids);
    if (touched.size > 0) for (const watcher of [...watchers]) watcher(changed, reset);
    return changed;
  };

  /* ---------------------------------------------------------------- the device */

  const load = async () => {
    try {
      // The mark first: rows written after it are at least those it promises.
      const kept = (await store.get('meta', feedMarkKey)) as Mark | undefined;
      const isOld = kept !== undefined && kept.format !== rowFormat;
      mark = isOld ? null : (kept ?? null);
      if (!isOld) apply(await store.all('feed'), false);
    } catch {
      mark = null;
    }
  };

  const write = (rows: readonly FeedRow[], reset: boolean, next: Mark | null) => {
    const changes: Change[] = rows.map((put) => ({ table: 'feed', key: keyOf(put), put }));
    if (reset) changes.unshift({ table: 'feed', clear: true });
    if (next !== null) changes.push({ table: 'meta', key: feedMarkKey, put: next });
    else if (reset) changes.push({ table: 'meta', key: feedMarkKey, delete: true });
    writing = writing.then(async () => {
      if (isKept) await store.write(changes).catch(() => (isKept = false));
    });
    return writing;
  };

  /* ---------------------------------------------------------------- leading */

  const serve = (line: Line) => {
    let isPaging = false;
    const ask = () => {
      isCaughtUp.set(false);
      if (line.session.current === null) return;
      isPaging = true;
      line.send(messageType.feed, { cursor: mark?.cursor ?? null } satisfies FeedAsk);
    };
    const take = ({ rows, cursor, more, reset }: FeedPage) => {
      if (isPaging) line.answered();
      if (reset) latestRev = 0;
      const news = apply(rows, reset);
      const next = more || cursor === null ? null : { cursor, rev: latestRev, format: rowFormat };
      if (next !== null || reset) mark = next;
      // Shared after it is written, so that a tab which starts now finds it in one place or the other.
      const share: Share = { rows: news, reset };
      void write(news, reset, next).then(() => tabs.post('feed', share));
      if (more) return;
      isPaging = false;
      isCaughtUp.set(true);
    };
    const ends = [
      line.session.subscribe(ask),
      line.onMessage(messageType.feed, (body) => take(body as FeedPage)),
    ];
    // What the last leader wrote and could not share any more is on the device.
    void load().then(ask);
    return () => {
      for (const end of ends) end();
    };
  };

  /* ---------------------------------------------------------------- following */

  tabs.on('feed', (body) => {
    const { rows, reset } = body as Share;
    if (reset) mark = null;
    apply(rows, reset);
  });
  tabs.on('feed/since', (body, from) => {
    if (!tabs.isLeader.current) return;
    const { rev } = body as { rev: number };
    const rows = [...rowsByTable.values()].flatMap((table) =>
      [...table.values()].filter((row) => row.rev > rev),
    );
    tabs.post('feed', { rows, reset: false } satisfies Share, from);
  });
  tabs.leader.subscribe(() => {
    const leader = tabs.leader.current;
    if (leader !== null && leader !== tabs.id) {
      tabs.post('feed/since', { rev: mark?.rev ?? 0 }, leader);
    }
  });

  return {
    isCaughtUp,
    load,
    serve,
    table: <T extends FeedTable>(table: T) =>
      viewOf(table).signal as Signal<ReadonlyMap<string, FeedTables[T]>>,
    row: (table, id) => (rowsOf(table).get(id)?.value ?? null) as never,
    rows: () => [...rowsByTable.values()].flatMap((rows) => [...rows.values()]),
    revOf: (table, id) => rowsOf(table).get(id)?.rev ?? null,
    onChange(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

function keyOf(row: FeedRow): string {
  return `${row.table}/${row.id}`;
}

type Values = ReadonlyMap<string, unknown>;

interface View {
  readonly signal: LazySignal<Values>;
  changed(ids: readonly string[] | 'all'): void;
}

/** A table without what was deleted; of ten thousand rows only those that changed are put into a copy (SPEC L22). */
function openView(rows: ReadonlyMap<string, FeedRow>): View {
  let known: Values | null = null;
  const stale = new Set<string>();
  const signal = lazySignal<Values>(() => {
    if (known === null) {
      known = new Map(
        [...rows].flatMap(([id, { value }]) => (value === null ? [] : [[id, value]])),
      );
    } else {
      const values = new Map(known);
      for (const id of stale) {
        const value = rows.get(id)?.value ?? null;
        if (value === null) values.delete(id);
        else values.set(id, value);
      }
      known = values;
    }
    stale.clear();
    return known;
  });
  return {
    signal,
    changed(ids) {
      if (ids === 'all') known = null;
      else if (known !== null) for (const id of ids) stale.add(id);
      signal.stale();
    },
  };
}
