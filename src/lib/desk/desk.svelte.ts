/**
 * What every part of the desk reads: who I am, my colleagues, the conversations as this device believes them, and
 * what waits here. Made once by the desk's layout around the sync engine and shared by context. Nothing is copied
 * into state: all of it follows from the feed, the open rooms and the outbox (R9, R11).
 */
import { createContext, untrack } from 'svelte';
import { limits } from '#domain/limits.ts';
import { can, type HttpAction } from '#domain/rules/can.ts';
import { missedRulesOf, type MissedRules } from '#domain/rules/missed-chat.ts';
import { isInMissedView } from '#domain/rules/missed-view.ts';
import { asShownIn, threadsOf } from '#domain/rules/threads.ts';
import {
  heaviestDot,
  statusDotOf,
  type PresenceFacts,
  type StatusDot,
} from '#domain/rules/status-dot.ts';
import type { Pending } from '#domain/entries/fold.ts';
import type { PendingChange } from '#domain/records/believed.ts';
import { valueOf, type RecordRow, type RecordTable } from '#domain/records/record.ts';
import { type DeclaredStatus, declaredStatusOf } from '#domain/rules/reachable.ts';
import type { Agent, Notice, Role, Summary, Who } from '#domain/model.ts';
import type { SubmittedKind } from '#domain/submitted.ts';
import type { DeskSync, Write } from '#sync/contract.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import { DueClock } from '../ui/due-clock.svelte.ts';
import { Ticking } from '../ui/ticking.svelte.ts';
import { isInWhich } from './views.ts';
import { OpenRooms } from './open-rooms.svelte.ts';
import { believedReadUpTo } from './believed-mark.ts';
import { contactNames } from './contact-names.ts';
import { namedAgents } from './agent-names.ts';
import { idsIn } from './inbox-facts.ts';
import { Inbox } from './inbox.svelte.ts';
import { DotBook, type Lit } from './dot-book.ts';
import { dayStartOf } from '../words/times.ts';
import { colleaguesOf, type Colleague } from './people.ts';
import { isOvertaken } from './overtaken.ts';
import { openRecords } from './record-tables.svelte.ts';
import { presenceFacts, thereText } from './presence-facts.ts';
import { RowBook } from './row-book.ts';
import { ThreadRows } from './thread-rows.ts';

/** How often "2 min" is counted again (UX 15). */
const refreshEveryMs = 15_000;

/** A trayful. */
const noticesShown = 30;

/** Waits for its author's decision. */
interface Undecided {
  id: string;
  conversation: string;
}

export class Desk {
  readonly sync: DeskSync;
  readonly rooms: OpenRooms;
  readonly inbox: Inbox;
  /** The server's clock, for everything that is said as "ago". */
  readonly now: Ticking;
  /** Agent id of the person at this screen. */
  readonly me: string;

  readonly #connection;
  readonly #presence;
  readonly #pending;
  readonly #rows;
  readonly #agents;
  readonly #readMarks;
  readonly #changes;
  readonly #records;
  readonly #notices;
  readonly #storage;
  readonly #missedAfterMs;
  /** Ticks when the next dot turns red. */
  readonly #due: DueClock;

  constructor(sync: DeskSync) {
    this.sync = sync;
    this.rooms = new OpenRooms(sync);
    this.now = new Ticking(() => sync.serverNow(), refreshEveryMs);
    this.me = sync.principal.replace(/^agent\//, '');
    this.#connection = reactive(sync.connection);
    this.#presence = reactive(sync.presence);
    this.#pending = reactive(sync.outbox.all);
    this.#rows = reactive(sync.feed.table('conversation'));
    this.#agents = reactive(sync.feed.table('agent'));
    this.#readMarks = reactive(sync.feed.table('readMark'));
    this.#changes = reactive(sync.outbox.changes);
    this.#records = openRecords(sync);
    this.#notices = reactive(sync.feed.table('notice'));
    this.#storage = reactive(sync.storage);
    this.#missedAfterMs = reactive(sync.missedAfterMs);
    this.#due = new DueClock(() => sync.serverNow());
    this.inbox = new Inbox(this);
  }

  get connection() {
    return this.#connection.current;
  }
  get presence() {
    return this.#presence.current;
  }
  get storage() {
    return this.#storage.current;
  }
  readonly agents: ReadonlyMap<string, Agent> = $derived.by(() =>
    namedAgents(this.#agents.current, this.records('profile')),
  );

  /** What the feed says is all there is: before that an empty list may only be one that is still coming. */
  readonly isCaughtUp = $derived.by(
    () => this.connection.kind !== 'starting' && this.connection.kind !== 'catching-up',
  );

  /** Presence is only true while the line is up: offline it is hidden, never stale (SPEC L4). */
  readonly isOffline = $derived.by(() => this.connection.kind === 'offline');
  /** Device clock. */
  readonly offlineSinceMs: number | null = $derived.by(() =>
    this.connection.kind === 'offline' ? this.connection.sinceMs : null,
  );

  readonly myself: Agent = $derived.by(
    () => this.agents.get(this.me) ?? { id: this.me, name: '', role: 'viewer' },
  );

  readonly workspace: string = $derived.by(() => {
    const value = valueOf(this.records('setting').get('workspace'), 'value');
    return typeof value === 'string' && value !== '' ? value : 'Parley';
  });

  readonly pendingByConversation: ReadonlyMap<string, readonly Pending[]> = $derived.by(() =>
    Map.groupBy(this.#pending.current, (row) => row.entry.subject.replace('conversation/', '')),
  );

  /** What would be lost with this device: read marks are not counted, nobody would miss them. */
  readonly unsent: readonly (Pending | PendingChange)[] = $derived.by(() => [
    ...this.#pending.current.filter((row) => row.entry.kind !== 'read'),
    ...this.#changes.current,
  ]);

  /** All rows of a table that people edit, as this device believes them to be. */
  records(table: RecordTable): ReadonlyMap<string, RecordRow> {
    return this.#records(table);
  }

  /** What of mine about a record waits, or was refused and waits for me (SPEC O5, S3). */
  changesOf(table: RecordTable, id: string): readonly PendingChange[] {
    return this.#changes.current.filter((row) => row.entry.subject === `${table}/${id}`);
  }

  readonly #contactNames = $derived.by(() => contactNames(this.records('contact')));

  readonly #rowBook = new RowBook();
  /** Every conversation as this device believes it to be. */
  readonly summaries: ReadonlyMap<string, Summary> = $derived.by(() =>
    this.#rowBook.look({
      rows: this.#rows.current,
      pendingByConversation: this.pendingByConversation,
      rooms: this.rooms.all,
      names: this.#contactNames,
    }),
  );

  readonly #isReadShared: boolean = $derived.by(
    () => valueOf(this.records('setting').get('sharedReadState'), 'value') === true,
  );

  /** Conversations of each merged thread, its own first; threads of one are not in it (SPEC C15). */
  readonly threads: ReadonlyMap<string, readonly string[]> = $derived.by(() =>
    threadsOf(this.summaries),
  );
  readonly #threadRows = new ThreadRows();
  /** The same as lists show them: one row for a thread. */
  readonly threadRows: ReadonlyMap<string, Summary> = $derived.by(() =>
    this.#threadRows.look(this.summaries, this.threads),
  );

  /** How far I have read, by number; -1: nothing yet. */
  readUpTo(id: string): number {
    return believedReadUpTo(id, {
      known: this.#readMarks.current.get(id),
      pending: this.pendingByConversation.get(id) ?? [],
      summary: this.summaries.get(id),
      isShared: this.#isReadShared,
      clockOffsetMs: this.sync.serverNow() - Date.now(),
    });
  }

  /** Who is there as text: a colleague who types changes it not, and so asks nothing of ten thousand dots. */
  readonly #whoIsThere: string = $derived.by(() => thereText(this.presence));
  readonly #facts: PresenceFacts = $derived.by(() => {
    void this.#whoIsThere;
    return presenceFacts(
      untrack(() => this.presence),
      this.agents,
      {
        me: this.me,
        nowMs: Math.max(this.now.ms, this.#due.ms),
        offlineSinceMs: this.offlineSinceMs,
        profiles: this.records('profile'),
        groups: this.records('group'),
      },
    );
  });

  readonly missedRules: MissedRules = $derived.by(() =>
    missedRulesOf({ MISSED_AFTER_MS: this.#missedAfterMs.current }, (name) =>
      valueOf(this.records('setting').get(name), 'value'),
    ),
  );

  /** New chats come to me: I am Online, and a device of mine answers. */
  readonly isRoutable: boolean = $derived.by(() => this.#facts.routable.has(this.me));
  readonly myStatus: DeclaredStatus = $derived.by(() =>
    declaredStatusOf(this.records('profile').get(this.me)),
  );
  /** My own choice under `preference.<name>` of my profile, or null. */
  preference(name: string): unknown {
    return valueOf(this.records('profile').get(this.me), `preference.${name}`);
  }
  groupOf(id: string): RecordRow | undefined {
    return this.records('group').get(id);
  }

  /** What concerns me in person, newest first; only the latest, the log has them all. */
  readonly notices: readonly Notice[] = $derived.by(() =>
    [...this.#notices.current.values()]
      .filter(({ conversation }) => this.summaries.has(conversation))
      .filter(({ atMs }) => this.now.ms - atMs < limits.noticesMs)
      .sort((a, b) => b.atMs - a.atMs)
      .slice(0, noticesShown),
  );
  /** New until I have read that far. */
  readonly newNotices: readonly Notice[] = $derived.by(() =>
    this.notices.filter(({ conversation, number }) => number > this.readUpTo(conversation)),
  );
  /** Replies of mine that were kept back. */
  readonly heldReplies: readonly Undecided[] = $derived.by(() => this.#undecided('held'));
  /** What of mine the server refused. */
  readonly refused: readonly Undecided[] = $derived.by(() => this.#undecided('refused'));
  #undecided(which: 'held' | 'refused'): Undecided[] {
    return this.#pending.current.flatMap(({ state, entry: { id, kind, subject } }) =>
      state === which && kind !== 'read'
        ? [{ id, conversation: subject.replace('conversation/', '') }]
        : [],
    );
  }

  /** Of a thread: what of all that was merged into it weighs most. */
  dotOf({ id }: Summary): StatusDot {
    const own = this.summaries.get(id);
    if (!own) return { dot: 'none', reason: 'nothing-written', redAtMs: null };
    const others = (this.threads.get(id) ?? []).flatMap((other) =>
      other === id ? [] : (this.summaries.get(other) ?? []),
    );
    return heaviestDot([
      this.#dotOfOne(own),
      ...others.map((other) => this.#dotOfOne(asShownIn(own, other))),
    ]);
  }

  #dotOfOne(summary: Summary): StatusDot {
    const readUpTo = () => this.readUpTo(summary.id);
    const viewer = {
      agent: this.me,
      // Asked only of what is mine.
      get readNumber() {
        return readUpTo();
      },
    };
    const shown = statusDotOf(summary, viewer, this.#facts, this.missedRules);
    // Red comes on all screens in the same second (L13).
    if (shown.dot !== 'red' && shown.redAtMs !== null) this.#due.expect(shown.redAtMs);
    return shown;
  }

  readonly #dotBook = new DotBook();
  /** The dots of all rows that have one, by conversation. */
  readonly lit: ReadonlyMap<string, Lit> = $derived.by(() =>
    this.#dotBook.look(this.threadRows, {
      me: this.me,
      dotOf: (summary) => this.dotOf(summary),
      around: [this.#facts, this.missedRules],
      marks: [this.#readMarks.current, this.pendingByConversation, this.#isReadShared],
    }),
  );

  /** Of this device's day; another number only at midnight. */
  readonly #dayStartMs: number = $derived.by(() => dayStartOf(this.now.ms));
  readonly #missedIds: string = $derived.by(() =>
    [...this.threadRows.values()]
      .filter((row) => isInMissedView(row, this.lit.get(row.id)?.dot ?? 'none', this.#dayStartMs))
      .map(({ id }) => id)
      .join(' '),
  );
  /** Red now, or answered late today (M1). */
  readonly missed: ReadonlySet<string> = $derived.by(() => idsIn(this.#missedIds));

  /** Colleagues who have this conversation open, or type in it. Nobody while offline: presence is never stale (L4). */
  viewersOf(id: string): { id: string; isWriting: boolean }[] {
    if (this.isOffline) return [];
    return Object.entries(this.presence.agents).flatMap(([agent, presence]) => {
      if (!presence || agent === this.me) return [];
      const isWriting = presence.typing?.conversation === id;
      return isWriting || presence.viewing.includes(id) ? [{ id: agent, isWriting }] : [];
    });
  }

  /** What of mine in this conversation asks for a decision. */
  attentionOf(id: string): 'held' | 'refused' | null {
    const rows = this.pendingByConversation.get(id) ?? [];
    if (rows.some((row) => row.state === 'held' || isOvertaken(row))) return 'held';
    return rows.some((row) => row.state === 'refused' && row.entry.kind !== 'read')
      ? 'refused'
      : null;
  }

  /** Missed chats that are mine, or nobody's. */
  readonly missedForMe: readonly string[] = $derived.by(() =>
    [...this.lit].flatMap(([id, { dot }]) => {
      const row = this.threadRows.get(id);
      if (dot !== 'red' || !row || !isInWhich(row, 'open')) return [];
      return row.agent === null || row.agent === this.me ? [id] : [];
    }),
  );

  readonly #people: ReadonlyMap<string, Colleague> = $derived.by(() => colleaguesOf(this.agents));

  /** A colleague's name and colour; one who is not known any more has neither. */
  colleague(id: string): Colleague {
    return this.#people.get(id) ?? { id, name: null, initials: null, person: 1 };
  }
  nameOf(id: string): string | null {
    return this.colleague(id).name;
  }

  may(kind: SubmittedKind): boolean {
    return can(this.#who, 'submit', { kind, conversation: '' });
  }
  mayChange(table: RecordTable, id: string): boolean {
    return can(this.#who, 'change', { table, id });
  }
  /** Asked of the server over HTTP, so only while it answers. */
  mayAsk(action: HttpAction): boolean {
    return can(this.#who, action);
  }
  mayInvite(role: Role): boolean {
    return can(this.#who, 'invite', role);
  }
  get #who(): Who {
    return { kind: 'agent', ...this.myself };
  }

  /** Resolves when it is safe on this device. */
  async write(conversation: string, what: Write): Promise<string> {
    const [id] = await this.writeAll([{ conversation, what }]);
    return id!;
  }

  /** Several at once, in their order: all are safe on this device, or none. */
  writeAll(writes: readonly { conversation: string; what: Write }[]): Promise<string[]> {
    return this.sync.outbox.writeAll(
      writes.map(({ conversation, what }) => {
        const seenUpTo = this.#lastShown(conversation);
        return { conversation, what, ...(seenUpTo !== undefined && { seenUpTo }) };
      }),
    );
  }

  /** Id of the last entry its author has on the screen, null for none, undefined where it is not open. */
  #lastShown(conversation: string): string | null | undefined {
    const items = this.rooms.get(conversation)?.conversation.current.items;
    if (!items) return undefined;
    const last = items.findLast((item) => item.state === 'accepted');
    return last?.state === 'accepted' ? last.entry.id : null;
  }

  /**
   * Sets fields of a record; null clears one. Resolves with the change's id when it is safe on this device. `after`:
   * the id of another change or entry without whose acceptance this one makes no sense.
   */
  change(
    table: RecordTable,
    id: string,
    set: Readonly<Record<string, unknown>>,
    options: { after?: string } = {},
  ): Promise<string> {
    return this.sync.outbox.change(table, id, set, options);
  }
}

export const [useDesk, setDesk] = createContext<Desk>();
