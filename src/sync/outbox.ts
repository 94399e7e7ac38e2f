/**
 * The outbox: what a person did here and the server has not finally answered (SPEC O5, R10). A row is strict in the
 * local store before anybody is told "saved on this device"; all tabs share the rows, and the leading one submits
 * them (`submitter.ts`). What a screen shows is `fold(log, rows)`; there is no second state.
 *
 * A row ends when it is accepted *and*, where its room is open in this tab, the log shows it, on the screen and in its
 * copy on this device: nothing vanishes between two states, nor for whoever reloads without network. Held and refused
 * rows stay until their author settles them.
 */
import type { Pending } from '#domain/entries/fold.ts';
import type { Answer, Principal } from '#domain/model.ts';
import type { PendingChange } from '#domain/records/believed.ts';
import type { SubmittedChange } from '#domain/records/change.ts';
import type { Submitted } from '#domain/submitted.ts';
import type { ConversationWrite, EntryOutbox, Signal } from './contract.ts';
import type { Environment } from './environment.ts';
import type { Change, LocalStore } from './local-store.ts';
import { lazySignal } from './signal.ts';
import type { Tabs } from './tabs.ts';

interface Ordered {
  /** Rows of one device go out in this order; equal ones (two tabs in the same moment) by id. */
  order: number;
}
export type EntryRow = Pending & Ordered & { conversation: string };
/** A change of a record, which its subject names: written by `change-outbox.ts`, kept and sent as all rows are. */
export type ChangeRow = PendingChange & Ordered & { conversation: null };
export type PendingRow = EntryRow | ChangeRow;

function isEntryRow(row: PendingRow): row is EntryRow {
  return row.conversation !== null;
}

/** What rows of one log have in common: they go out one after the other. */
export function logOf(row: PendingRow): string {
  return row.conversation ?? row.entry.subject;
}

/** What a row says besides the words. */
export interface AuthorFacts {
  author(): { by: Principal; byName: string | null };
  subjectOf(conversation: string): string;
  /** The last entry on the screen in that conversation, for the send guard. */
  lastSeen(conversation: string): string | null;
  /** Whether the line is caught up at this moment. */
  isLive(): boolean;
  /** True while this tab shows that log, and there that accepted row is not in it yet. `number`: its place, if known. */
  isAwaited(row: PendingRow, number: number | undefined): boolean;
  /** Writes down the log of a conversation as this tab shows it. */
  saveLog(conversation: string): Promise<void>;
}

export interface OutboxRows extends EntryOutbox {
  /** What `fold` gets: rows, and those accepted a moment ago that the log does not show yet. */
  rowsOf(conversation: string): readonly Pending[];
  /** The same of all logs. */
  standing(): readonly PendingRow[];
  /** Writes one more row. */
  add(make: (common: Common) => PendingRow): Promise<string>;
  /** Changed with each row, of whatever log. */
  readonly rows: Signal<readonly PendingRow[]>;
  /** All rows that wait for an answer, in the order in which they go out. */
  waiting(): readonly PendingRow[];
  /** Carries out final answers; rows that are not here any more are no matter. */
  settle(answers: readonly Answer[]): Promise<void>;
  /** The entry as it goes out: a visitor may have written it before the server had a conversation for it. */
  entryOf(row: PendingRow): Submitted | SubmittedChange;
  /** A log grew, or is not on the screen any more. */
  recheck(log: string): void;
  load(): Promise<void>;
}

/** What every row of this device carries beside its entry, and what every entry does. */
export interface Common {
  row: Omit<Pending, 'entry'> & Ordered;
  entry: { id: string; writtenAtMs: number; live: boolean };
}

const becauseMost = 20; // as many as `despite` takes

export function openOutbox(
  environment: Environment,
  store: LocalStore,
  tabs: Tabs,
  facts: AuthorFacts,
): OutboxRows {
  const rows = new Map<string, PendingRow>();
  /** Accepted, but not yet in the log that this tab shows. */
  const ending = new Map<string, { row: PendingRow; number: number | undefined }>();
  /** Rows that could not be written down: they live as long as this page. */
  const unsaved = new Set<string>();
  const sorted = lazySignal<readonly PendingRow[]>(() => [...rows.values()].toSorted(byOrder));
  const all = lazySignal<readonly Pending[]>(() => sorted.current.filter(isEntryRow));
  const stale = () => {
    sorted.stale();
    all.stale();
  };
  let turn: Promise<unknown> = Promise.resolve();

  /** One change after the other, so that what was read is still true when it is written. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run);
    turn = mine.catch(() => {});
    return mine;
  };

  const putChange = (put: PendingRow): Change => ({ table: 'pending', key: put.entry.id, put });
  const deleteChange = (key: string): Change => ({ table: 'pending', key, delete: true });

  /** Writes and shows one change, and tells the other tabs. Where nothing can be stored the page itself remembers. */
  const commit = async (
    puts: readonly PendingRow[],
    gone: readonly string[],
    discarded = false,
    numbers: Numbers = {},
  ) => {
    try {
      await store.write([...puts.map(putChange), ...gone.map(deleteChange)], { strict: true });
      for (const put of puts) unsaved.delete(put.entry.id);
    } catch {
      for (const put of puts) unsaved.add(put.entry.id);
    }
    for (const id of gone) forget(id, discarded, numbers[id]);
    for (const put of puts) rows.set(put.entry.id, put);
    stale();
    tabs.post('pending', { discarded: discarded ? gone : [], numbers } satisfies Share);
  };

  const forget = (id: string, discarded = false, number?: number) => {
    const row = rows.get(id);
    rows.delete(id);
    unsaved.delete(id);
    if (discarded) ending.delete(id);
    else if (row?.state === 'waiting' && !isMark(row.entry) && facts.isAwaited(row, number)) {
      ending.set(id, { row, number });
    }
  };

  const load = async (share?: Share) => {
    const stored = await store.all('pending').catch(() => null);
    if (stored === null) return;
    const storedIds = new Set(stored.map((row) => row.entry.id));
    for (const id of rows.keys()) {
      if (!storedIds.has(id) && !unsaved.has(id))
        forget(id, share?.discarded.includes(id), share?.numbers[id]);
    }
    for (const row of stored) rows.set(row.entry.id, row);
    stale();
  };
  tabs.on('pending', (body) => void inTurn(() => load(body as Share)));

  const common = (order: number): Common => {
    const savedAtMs = environment.now();
    return {
      row: { ...facts.author(), state: 'waiting', answer: null, savedAtMs, order },
      entry: { id: environment.uuid(), writtenAtMs: savedAtMs, live: facts.isLive() },
    };
  };

  const nextOrder = () =>
    [...rows.values()].reduce((highest, { order }) => Math.max(highest, order), 0) + 1;

  const newRow = (
    { conversation, what, seenUpTo = facts.lastSeen(conversation) }: ConversationWrite,
    order = nextOrder(),
  ): EntryRow => {
    const { row, entry } = common(order);
    const said = { ...what, ...entry, subject: facts.subjectOf(conversation), seenUpTo };
    return { ...row, entry: said as Submitted, conversation };
  };

  const standing = () =>
    [...rows.values(), ...[...ending.values()].map(({ row }) => row)].toSorted(byOrder);

  /** A later read mark says all that an earlier one of the same conversation would. */
  const overtaken = ({ conversation, entry }: EntryRow): string[] =>
    entry.kind !== 'read'
      ? []
      : [...rows.values()]
          .filter((row) => row.entry.kind === 'read' && row.conversation === conversation)
          .map((row) => row.entry.id);

  const writeAll = (writes: readonly ConversationWrite[]): Promise<string[]> =>
    inTurn(async () => {
      const first = nextOrder();
      const puts = writes.map((write, index) => newRow(write, first + index));
      await commit(puts, puts.flatMap(overtaken));
      return puts.map((row) => row.entry.id);
    });

  /** The same under a new id. Its author has seen what is on the screen now, and what a held reply was held for. */
  const again = (old: PendingRow): PendingRow => {
    const { row, entry } = common(nextOrder());
    if (old.conversation === null) return { ...old, ...row, entry: { ...old.entry, ...entry } };
    const seenUpTo = facts.lastSeen(old.conversation);
    const despite =
      old.answer?.state === 'held' && old.entry.kind === 'message'
        ? { despite: old.answer.because.slice(-becauseMost) }
        : {};
    return { ...old, ...row, entry: { ...old.entry, ...entry, seenUpTo, ...despite } };
  };

  return {
    all,
    rows: sorted,
    load: () => inTurn(() => load()),
    rowsOf: (conversation) =>
      standing().filter((row): row is EntryRow => row.conversation === conversation),
    standing,
    entryOf: ({ entry, conversation }) =>
      conversation === null ? entry : { ...entry, subject: facts.subjectOf(conversation) },
    waiting: () => sorted.current.filter((row) => row.state === 'waiting'),

    async write(conversation, what, options = {}) {
      const [id] = await writeAll([{ conversation, what, ...options }]);
      return id!;
    },
    writeAll,

    add: (make) =>
      inTurn(async () => {
        const row = make(common(nextOrder()));
        await commit([row], []);
        return row.entry.id;
      }),

    discard: (id) => inTurn(() => (rows.has(id) ? commit([], [id], true) : Promise.resolve())),

    sendAnyway: (id) =>
      inTurn(async () => {
        const row = rows.get(id);
        if (row === undefined || row.state === 'waiting') {
          throw new Error('Only a held or refused row is sent again.');
        }
        const fresh = again(row);
        // One transaction: a page that dies here has either the old row or the new one, never both.
        await commit([fresh], [id], true);
        return fresh.entry.id;
      }),

    settle: (answers) =>
      inTurn(async () => {
        const puts: PendingRow[] = [];
        const gone: PendingRow[] = [];
        const numbers: Numbers = {};
        for (const answer of answers) {
          const row = rows.get(answer.id);
          if (row === undefined || answer.state === 'later') continue;
          if (answer.state === 'accepted') {
            gone.push(row);
            numbers[answer.id] = answer.number;
          } else puts.push({ ...row, state: answer.state, answer });
        }
        // Log updates come before the answers to what is in them, so the copies have these entries.
        const grown = new Set(gone.filter(isEntryRow).map((row) => row.conversation));
        await Promise.all([...grown].map((id) => facts.saveLog(id)));
        await commit(
          puts,
          gone.map((row) => row.entry.id),
          false,
          numbers,
        );
      }),

    recheck(log) {
      for (const [id, { row, number }] of ending) {
        if (logOf(row) === log && !facts.isAwaited(row, number)) ending.delete(id);
      }
    },
  };
}

/** Places of accepted entries in their logs, by id. */
type Numbers = Record<string, number>;

/** What a tab tells the others when rows change. */
interface Share {
  discarded: readonly string[];
  numbers: Numbers;
}

/** Shown nowhere while it waits, and most enter no log: nothing is to be seen of it before it ends. */
function isMark({ kind }: PendingRow['entry']): boolean {
  return kind === 'read' || kind === 'unread';
}

function byOrder(a: PendingRow, b: PendingRow): number {
  return a.order - b.order || (a.entry.id < b.entry.id ? -1 : 1);
}
