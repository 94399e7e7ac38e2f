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
import type { Submitted } from '#domain/submitted.ts';
import type { ConversationWrite, Outbox, Write } from './contract.ts';
import type { Environment } from './environment.ts';
import type { Change, LocalStore } from './local-store.ts';
import { lazySignal } from './signal.ts';
import type { Tabs } from './tabs.ts';

export interface PendingRow extends Pending {
  conversation: string;
  /** Rows of one device go out in this order; equal ones (two tabs in the same moment) by id. */
  order: number;
}

/** What a row says besides the words. */
export interface AuthorFacts {
  author(): { by: Principal; byName: string | null };
  subjectOf(conversation: string): string;
  /** The last entry on the screen in that conversation, for the send guard. */
  lastSeen(conversation: string): string | null;
  /** Whether the line is caught up at this moment. */
  isLive(): boolean;
  /** True while this tab shows that conversation and its log does not have that entry yet. */
  isAwaited(conversation: string, id: string): boolean;
  /** Writes down the log of a conversation as this tab shows it. */
  saveLog(conversation: string): Promise<void>;
}

export interface OutboxRows extends Outbox {
  /** What `fold` gets: rows, and those accepted a moment ago that the log does not show yet. */
  rowsOf(conversation: string): readonly PendingRow[];
  /** All rows that wait for an answer, in the order in which they go out. */
  waiting(): readonly PendingRow[];
  /** Carries out final answers; rows that are not here any more are no matter. */
  settle(answers: readonly Answer[]): Promise<void>;
  /** The entry as it goes out: a visitor may have written it before the server had a conversation for it. */
  entryOf(row: PendingRow): Submitted;
  /** The log of a conversation grew, or is not on the screen any more. */
  recheck(conversation: string): void;
  load(): Promise<void>;
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
  const ending = new Map<string, PendingRow>();
  /** Rows that could not be written down: they live as long as this page. */
  const unsaved = new Set<string>();
  const all = lazySignal<readonly PendingRow[]>(() => [...rows.values()].toSorted(byOrder));
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
  ) => {
    try {
      await store.write([...puts.map(putChange), ...gone.map(deleteChange)], { strict: true });
      for (const put of puts) unsaved.delete(put.entry.id);
    } catch {
      for (const put of puts) unsaved.add(put.entry.id);
    }
    for (const id of gone) forget(id, discarded);
    for (const put of puts) rows.set(put.entry.id, put);
    all.stale();
    tabs.post('pending', { discarded: discarded ? gone : [] });
  };

  const forget = (id: string, discarded: boolean) => {
    const row = rows.get(id);
    rows.delete(id);
    unsaved.delete(id);
    if (discarded) ending.delete(id);
    else if (row?.state === 'waiting' && facts.isAwaited(row.conversation, id)) ending.set(id, row);
  };

  const load = async (discarded: readonly string[] = []) => {
    const stored = await store.all('pending').catch(() => null);
    if (stored === null) return;
    const storedIds = new Set(stored.map((row) => row.entry.id));
    for (const id of rows.keys()) {
      if (!storedIds.has(id) && !unsaved.has(id)) forget(id, discarded.includes(id));
    }
    for (const row of stored) rows.set(row.entry.id, row);
    all.stale();
  };
  tabs.on('pending', (body) => {
    const { discarded } = body as { discarded: string[] };
    void inTurn(() => load(discarded));
  });

  const nextOrder = () =>
    [...rows.values()].reduce((highest, { order }) => Math.max(highest, order), 0) + 1;

  const newRow = (
    { conversation, what, seenUpTo = facts.lastSeen(conversation) }: ConversationWrite,
    order = nextOrder(),
  ): PendingRow => {
    const savedAtMs = environment.now();
    const entry = {
      ...what,
      id: environment.uuid(),
      subject: facts.subjectOf(conversation),
      writtenAtMs: savedAtMs,
      seenUpTo,
      live: facts.isLive(),
    } as Submitted;
    const { by, byName } = facts.author();
    return { entry, by, byName, state: 'waiting', answer: null, savedAtMs, conversation, order };
  };

  /** A later read mark says all that an earlier one of the same conversation would. */
  const overtaken = ({ conversation, entry }: PendingRow): string[] =>
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

  return {
    all,
    load: () => inTurn(() => load()),
    rowsOf: (conversation) =>
      [...rows.values(), ...ending.values()]
        .filter((row) => row.conversation === conversation)
        .toSorted(byOrder),
    entryOf: ({ entry, conversation }) => ({ ...entry, subject: facts.subjectOf(conversation) }),
    waiting: () => all.current.filter((row) => row.state === 'waiting'),

    async write(conversation, what, options = {}) {
      const [id] = await writeAll([{ conversation, what, ...options }]);
      return id!;
    },
    writeAll,

    discard: (id) => inTurn(() => (rows.has(id) ? commit([], [id], true) : Promise.resolve())),

    sendAnyway: (id) =>
      inTurn(async () => {
        const row = rows.get(id);
        if (row === undefined || row.state === 'waiting') {
          throw new Error('Only a held or refused row is sent again.');
        }
        const because =
          row.answer?.state === 'held' ? row.answer.because.slice(-becauseMost) : null;
        const fresh = newRow({ conversation: row.conversation, what: whatOf(row.entry) });
        if (because !== null && fresh.entry.kind === 'message') fresh.entry.despite = because;
        // One transaction: a page that dies here has either the old row or the new one, never both.
        await commit([fresh], [id], true);
        return fresh.entry.id;
      }),

    settle: (answers) =>
      inTurn(async () => {
        const puts: PendingRow[] = [];
        const gone: PendingRow[] = [];
        for (const answer of answers) {
          const row = rows.get(answer.id);
          if (row === undefined || answer.state === 'later') continue;
          if (answer.state === 'accepted') gone.push(row);
          else puts.push({ ...row, state: answer.state, answer });
        }
        // Log updates come before the answers to what is in them, so the copies have these entries.
        const grown = new Set(gone.map((row) => row.conversation));
        await Promise.all([...grown].map((id) => facts.saveLog(id)));
        await commit(
          puts,
          gone.map((row) => row.entry.id),
        );
      }),

    recheck(conversation) {
      for (const [id, row] of ending) {
        if (row.conversation === conversation && !facts.isAwaited(conversation, id)) {
          ending.delete(id);
        }
      }
    },
  };
}

function byOrder(a: PendingRow, b: PendingRow): number {
  return a.order - b.order || (a.entry.id < b.entry.id ? -1 : 1);
}

/** The words and their kind, without what the outbox itself adds. */
function whatOf(entry: Submitted): Write {
  const {
    id: _id,
    subject: _subject,
    writtenAtMs: _at,
    seenUpTo: _seen,
    live: _live,
    ...what
  } = entry;
  return what;
}
