/**
 * What a page sees of the sync engine. Desk and widget are written against these types only; `join.ts` makes one.
 *
 * Nothing here knows Svelte: a `Signal` is a value that says when it changed, and `reactive.svelte.ts` is the only
 * bridge into runes. No second state: what a screen shows is `fold(log, pending)`.
 */
import type * as Y from 'yjs';
import type { Awareness } from 'y-protocols/awareness';
import type { FeedTable, FeedTables } from '#domain/model.ts';
import type { Submitted, SubmittedKind } from '#domain/submitted.ts';
import type { AgentSigns, TeamPresence, VisitorSigns, WidgetPresence } from '#domain/wire.ts';
import type { Conversation, Pending } from '#domain/entries/fold.ts';
import type { PendingChange } from '#domain/records/believed.ts';
import type { RecordTable } from '#domain/records/record.ts';
import type { Environment } from './environment.ts';
import type { Voice } from './voice.ts';
import type { FoundHere, SearchPageAsked, SearchState } from './search/messages.ts';
import type { SearchWorker } from './search/open-worker.ts';

export interface Signal<T> {
  readonly current: T;
  /** Calls back after each change; returns the end of it. */
  subscribe(changed: () => void): () => void;
}

/** SPEC O3. `live` only after the feed and the rooms on screen have caught up. */
export type ConnectionState =
  | { kind: 'starting' }
  | { kind: 'catching-up'; changes: number }
  | { kind: 'live' }
  | { kind: 'offline'; sinceMs: number; retryAtMs: number | null }
  /** `isRemoved`: the account is no longer in the team, and nothing of it is on this device any more. */
  | { kind: 'signed-out'; isRemoved?: true }
  | { kind: 'too-old' };

/** What a caller says; id, times and seenUpTo are added by the outbox. */
export type Write = {
  [K in SubmittedKind]: Omit<
    Extract<Submitted, { kind: K }>,
    'id' | 'subject' | 'writtenAtMs' | 'seenUpTo' | 'live'
  >;
}[SubmittedKind];

export interface ConversationWrite {
  conversation: string;
  what: Write;
  seenUpTo?: string | null;
}

/** Where rows are kept: `memory` when this browser lets nothing be stored (F28); the page says so once. */
export type StorageState = 'device' | 'memory';

/** What both sides may do: say something in conversations. */
export interface EntryOutbox {
  /** Entries of conversations. */
  readonly all: Signal<readonly Pending[]>;
  /**
   * Resolves when the row is durable on this device ("Saved on this device"); it is submitted from there.
   * Throws only if nothing could be saved anywhere.
   */
  write(conversation: string, what: Write, options?: { seenUpTo?: string | null }): Promise<string>;
  /** Several at once, in this order: all are durable on this device, or none. Ids in the same order. */
  writeAll(writes: readonly ConversationWrite[]): Promise<string[]>;
  /** Throws a row away: only one that is held, refused or waiting. */
  discard(id: string): Promise<void>;
  /** Sends a held row all the same, or tries a refused one again, under a new id, which it returns. */
  sendAnyway(id: string): Promise<string>;
}

/** What the team may do besides: change records. */
export interface Outbox extends EntryOutbox {
  /** Changes of records, those included which were accepted a moment ago and are not in the feed's row yet. */
  readonly changes: Signal<readonly PendingChange[]>;
  /**
   * Sets fields of a record; null clears one. As durable as `write`. `after`: id of another entry or change of this
   * outbox without whose acceptance this one makes no sense.
   */
  change(
    table: RecordTable,
    id: string,
    set: Readonly<Record<string, unknown>>,
    options?: { after?: string },
  ): Promise<string>;
}

export interface OpenConversation {
  readonly id: string;
  /** `opening`: nothing yet; `local`: from this device; `live`: caught up; `refused`: not there or not yours. */
  readonly state: Signal<'opening' | 'local' | 'live' | 'refused'>;
  readonly conversation: Signal<Conversation>;
  /** Leaves the room; the local copy stays. */
  close(): void;
}

export interface OpenPad {
  readonly doc: Y.Doc;
  /** Fragment that the editor binds to. */
  readonly text: Y.XmlFragment;
  readonly awareness: Awareness;
  readonly state: Signal<'opening' | 'local' | 'live' | 'refused'>;
  close(): void;
}

export interface Feed {
  /** All rows of a table by id. The same Map object until something in it changes. */
  table<T extends FeedTable>(table: T): Signal<ReadonlyMap<string, FeedTables[T]>>;
}

/** What this device knows, looked through (SPEC L18). Never fails: what cannot be asked finds nothing. */
export interface DeviceSearch {
  readonly state: Signal<SearchState>;
  find(page: SearchPageAsked): Promise<FoundHere>;
}

/** For agents. */
export interface DeskSync {
  readonly principal: string;
  readonly connection: Signal<ConnectionState>;
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly presence: Signal<TeamPresence>;
  readonly storage: Signal<StorageState>;
  /** How many words not sent yet went since this page began, because whom they were for was erased (SPEC G2). */
  readonly lostWords: Signal<number>;
  readonly search: DeviceSearch;
  /** How long a visitor may wait until they are missed (SPEC L13), as the server has it. */
  readonly missedAfterMs: Signal<number>;
  /** `serverNow() - Date.now()`, from the last answers. */
  serverNow(): number;
  sign(signs: Partial<AgentSigns>): void;
  /** Which of this browser's tabs makes sounds and shows notices (SPEC N6). */
  readonly voice: Voice;
  openConversation(id: string): OpenConversation;
  /** `name` from `draftPadName`, `commentPadName` or `notePadName`. */
  openPad(name: string): OpenPad;
  /** Names of the conversation rooms that this device has a copy of, and can open without a network (SPEC D6, O9). */
  copiesHere(): Promise<ReadonlySet<string>>;
  /** Try now instead of waiting for the back-off. */
  retryNow(): void;
  /** Ends the line. `wipe` also removes everything of this account from this device, and what `also` knows of. */
  leave(options?: { wipe?: boolean; also?: () => Promise<void> }): Promise<void>;
}

/** For the widget: one conversation, its transcript. */
export interface WidgetSync {
  readonly connection: Signal<ConnectionState>;
  readonly thread: OpenConversation;
  readonly outbox: EntryOutbox;
  readonly presence: Signal<WidgetPresence>;
  /** The team has banned this visitor: there is no chat for them now. */
  readonly isKeptOut: Signal<boolean>;
  readonly storage: Signal<StorageState>;
  serverNow(): number;
  sign(signs: Partial<VisitorSigns>): void;
  retryNow(): void;
  leave(options?: { wipe?: boolean }): Promise<void>;
}

/* ------------------------------------------------------------------ joining: `join-desk.ts`, `join-widget.ts` */

interface DeskOptions {
  /** Who has just signed in here, if the page knows it: nobody else's rows are then shown, not even for a moment. */
  principal?: string;
  environment?: Environment;
  openSearchWorker?: () => SearchWorker | null;
}

/**
 * `joined` comes at once from this device when somebody it knows was here in the last 30 days (SPEC O2); the ticket
 * is asked for afterwards, and `connection` becomes `signed-out` if it is refused.
 */
type JoinedDesk =
  | { kind: 'joined'; desk: DeskSync }
  /** Nobody is signed in. */
  | { kind: 'signed-out'; isRemoved?: true }
  /** No network, and nobody this device knows. */
  | { kind: 'unreachable' };
export type JoinDesk = (options?: DeskOptions) => Promise<JoinedDesk>;

export interface WidgetOptions {
  site: string;
  /** Where Parley is served, e.g. `https://parley.example`; default: the page's own origin. */
  origin?: string;
  /** Kept by the loader on the host page's side as well; null: a new visitor, or one that only the frame remembers. */
  token?: string | null;
  onToken?(token: string): void;
  environment?: Environment;
}
/** Resolves within 3 s, with or without network: what was written here before is there at once (SPEC V5, V8, V23). */
export type JoinWidget = (options: WidgetOptions) => Promise<WidgetSync>;
