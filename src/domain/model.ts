/**
 * The shapes of Parley: who acts, what was said and done (entries), and the rows everyone keeps.
 *
 * What people may submit is in `submitted.ts`, with its validators; they stay out of here so that the widget, which
 * never checks anything, need not load them. What the rows mean is in `rules/`; how a log becomes a conversation is
 * in `entries/`. SPEC R1-R11, DESIGN 1-3.
 */
import type { RecordRow } from './records/record.ts';

/* ------------------------------------------------------------------ people */

export const roles = ['owner', 'admin', 'agent', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** An agent's public face and role, as the feed's `agent` table and connections carry it. */
export interface Agent {
  id: string;
  name: string;
  role: Role;
}

/**
 * Who is acting. Always taken from the connection or session, never from what was sent (RELIABILITY T2).
 * A visitor acts in one conversation only.
 */
export type Who =
  | { kind: 'agent'; id: string; name: string; role: Role }
  | { kind: 'visitor'; id: string; conversation: string }
  | { kind: 'parley' };

/** `agent/<id>`, `visitor/<id>` or `parley`: how a person is written in entries, tickets and answers. */
export type Principal = string;

export function principalOf(who: Who): Principal {
  return who.kind === 'parley' ? 'parley' : `${who.kind}/${who.id}`;
}

/** What the visitor's projection says instead of an agent's id where no single person speaks (closing, reading). */
export const team: Principal = 'team';

/* ------------------------------------------------------------------ what is accepted */

/** How a message travels. */
export const channels = ['chat', 'email'] as const;
export type Channel = (typeof channels)[number];

/** Every accepted entry carries these. `seal` is a MAC by the server over room, audience and text (DESIGN 2). */
export interface Accepted {
  id: string;
  kind: string;
  /** Principal of the author; `team` in the visitor's projection where no single person speaks. */
  by: Principal;
  /** The author's public name, where a reader needs one. */
  byName?: string;
  /** Server clock, ms since epoch, strictly increasing within a conversation (R1). */
  acceptedAtMs: number;
  /**
   * When it was written: the device's word, corrected by its offset, never later than acceptance; acceptance where
   * the device's word cannot be believed. Shown when it differs from acceptance by more than 60 s (R1, F19).
   */
  writtenAtMs: number;
  /** Corrected by the device's offset and never later than acceptance; folds of single values use it (R3). */
  intendedAtMs: number;
  /**
   * Id of the change by somebody else that this one, meant later, sets aside without its author having seen it (R3):
   * that person is told (O7). For the team only.
   */
  overrules?: string;
  seal: string;
}

export type Entry = Accepted &
  (
    | { kind: 'message'; text: string; channel: Channel; draft?: number; quote?: string }
    | { kind: 'comment'; text: string; quote?: string }
    | { kind: 'assigned'; agent: string | null; because?: AssignedBecause }
    | { kind: 'taken' }
    | { kind: 'grouped'; group: string | null }
    /** Takes part beside the one who holds it (SPEC A3). */
    | { kind: 'joined'; agent: string }
    /** `overtakenBy`: a joining its author had not seen, which therefore stands (R5). */
    | { kind: 'left'; agent: string; overtakenBy?: string }
    | { kind: 'tagged'; tag: string }
    | { kind: 'untagged'; tag: string; overtakenBy?: string }
    /** `overtakenBy`: a visitor message its author had not seen, so it closed nothing (R4). */
    | { kind: 'closed'; overtakenBy?: string }
    | { kind: 'reopened'; because?: 'visitor-wrote' | 'unseen-message' }
    /** No reply is needed: ends the wait and nothing else (UX 2). */
    | { kind: 'waived' }
    /** `untilMs: null`: until the visitor writes. `evenIfReply`: not even that wakes it before its time (SPEC L17). Overtaken: never slept. */
    | { kind: 'snoozed'; untilMs: number | null; evenIfReply?: true; overtakenBy?: string }
    | { kind: 'woken'; because?: 'due' }
    /** To the bin. `overtakenBy`: a public message its author had not seen, so it stays (R6). */
    | { kind: 'binned'; overtakenBy?: string }
    | { kind: 'restored'; because?: 'message' | 'unseen-message' }
    /** SPEC C4. `untilMs: null`: for good. */
    | { kind: 'blocked'; mode: 'block' | 'ban'; untilMs: number | null; why?: string }
    | { kind: 'unblocked' }
    /** In both logs: the source says `into`, the target says `from` (SPEC C15). Nothing moves. */
    | { kind: 'merged'; with: string; side: MergeSide }
    | { kind: 'unmerged'; with: string }
    | { kind: 'edited'; of: string; text: string }
    | { kind: 'unsent'; of: string }
    | { kind: 'reacted'; of: string; emoji: string; on: boolean }
    | { kind: 'read'; upTo: string }
    | { kind: 'delivery'; of: string; state: 'sent' | 'delivered' | 'failed'; reason?: string }
    | { kind: 'missed'; turn: string }
  );

/** Why Parley assigned it: who replied first (A4), its group's spread (A7), or because its agent was gone (C2, A10). */
export type AssignedBecause = 'first-reply' | 'spread' | 'agent-away';
export type MergeSide = 'into' | 'from';

export type EntryKind = Entry['kind'];

/** An entry before the server has sealed it. */
export type Unsealed = { [K in EntryKind]: Omit<Extract<Entry, { kind: K }>, 'seal'> }[EntryKind];

/** Kinds of this build; anything else in a log is shown as "update Parley to see this". */
export const entryKinds: readonly EntryKind[] = [
  'message',
  'comment',
  'assigned',
  'taken',
  'grouped',
  'joined',
  'left',
  'tagged',
  'untagged',
  'closed',
  'reopened',
  'waived',
  'snoozed',
  'woken',
  'binned',
  'restored',
  'blocked',
  'unblocked',
  'merged',
  'unmerged',
  'edited',
  'unsent',
  'reacted',
  'read',
  'delivery',
  'missed',
];

/** Which kinds the visitor's projection carries at all (R8). A boundary by room, kept in this one table. */
export const publicKinds: ReadonlySet<string> = new Set<EntryKind>([
  'message',
  'closed',
  'reopened',
  'edited',
  'unsent',
  'read',
]);

/* ------------------------------------------------------------------ answers */

export type Refusal =
  | 'malformed' // the shape is wrong; `field` says where
  | 'not-yours' // unknown conversation, or one this person may not write in: one answer for both
  | 'not-allowed' // the role or kind does not permit it
  | 'id-used' // the id belongs to another entry, author or subject
  | 'empty'
  | 'too-long'
  | 'already-sent' // this numbered draft was sent; `by` and `atMs` say whose and when
  | 'already-taken' // somebody holds the conversation; `by` says who
  | 'no-such-agent'
  | 'no-such-group'
  | 'no-such-entry'
  | 'after-refused' // the entry named in `after` was refused
  | 'after-unknown' // `after` names itself, a cycle or nothing known
  | 'too-many' // the conversation is full, or has as many of these as one may have
  | 'too-late' // editing or unsending more than 5 min after, or after it left by email (SPEC C14)
  | 'erased';

/** Why a reply is kept back for its author (SPEC O6, W14). */
export type HoldReason =
  'colleague-replied' | 'given-away' | 'closed' | 'unseen-messages' | 'stale';

/** One entry's answer. The same id gets the same answer for ever, except `later`, which asks to try again. */
export type Answer =
  | { id: string; state: 'accepted'; number: number; acceptedAtMs: number }
  | { id: string; state: 'held'; reason: HoldReason; because: string[] }
  | { id: string; state: 'refused'; reason: Refusal; field?: string; by?: string; atMs?: number }
  | {
      id: string;
      state: 'later';
      retryAfterMs: number;
      reason: 'rate' | 'busy' | 'after-pending' | 'unavailable';
    };

/* ------------------------------------------------------------------ feed rows */

/** One row of the inbox: everything the list shows, made by `summaryOf` on both sides. */
export interface Summary {
  id: string;
  /** Room of the team's projection, with its epoch. */
  room: string;
  visitor: string;
  /** What the list calls the visitor: a name, or "Visitor 4f2a". */
  name: string;
  channel: Channel;
  status: 'open' | 'closed';
  /** Agent id, or null for nobody. */
  agent: string | null;
  /** Group id, or null. Apart from the agent: giving it to a group takes nothing away (SPEC A2). */
  group: string | null;
  /** Agents who take part beside the one who holds it, by id. */
  participants: readonly string[];
  /** Tag ids. */
  tags: readonly string[];
  /** In the bin since then (server clock), or null. */
  binnedAtMs: number | null;
  snoozed: { untilMs: number | null; evenIfReply: boolean } | null;
  /** `by`, `atMs`: who did it, and when it was accepted (SPEC S7); absent in rows from before that was kept. */
  blocked: {
    mode: 'block' | 'ban';
    untilMs: number | null;
    /** In the words of who did it, for the team. */
    why?: string;
    by?: Principal;
    atMs?: number;
  } | null;
  /** Its entries are shown in that conversation's thread (SPEC C15), or null. */
  mergedInto: string | null;
  /** Conversations whose entries are shown in this one's thread. */
  mergedFrom: readonly string[];
  /**
   * Words of the last message or comment, one line, at most `limits.previewCharacters`; '' when they were taken back.
   * `entry`: where they come from.
   */
  preview: {
    kind: 'message' | 'comment';
    by: Principal;
    byName: string | null;
    text: string;
    entry?: string;
    /** The edit that they come from, where there was one. */
    edit?: { id: string; intendedAtMs: number };
  } | null;
  /** Last public message: what the list sorts by (SPEC L7). */
  activeAtMs: number;
  /** The first unanswered visitor message of this turn, or null when nobody waits (SPEC L13, L16). */
  waiting: { entry: string; sinceMs: number; lastMs: number } | null;
  /** Parley wrote `missed` for the current turn. */
  missed: boolean;
  /** When a turn that had been missed was answered last (SPEC M1), or null. */
  answeredLateAtMs: number | null;
  /** The agent who answered last (A8: whom it comes back to); absent: nobody yet. */
  answeredBy?: string;
  /** When its group's spread gave it away last, and to whom: whose turn is next follows from these (SPEC A7). */
  spread?: { group: string; agent: string; atMs: number };
  /** Number and time of the last visitor message: compared with an agent's own read mark (SPEC L15). */
  lastVisitor: { entry: string; number: number; atMs: number } | null;
  /** How far anybody of the team has read, and when: what counts where the team shares one read state (SPEC L15). */
  readByTeam: { number: number; atMs: number } | null;
  /** How many entries the team's projection has: a copy with fewer is behind. */
  entries: number;
  /** Number of the reply draft that is open for writing now, by channel; 1 when absent. */
  drafts: Record<string, number>;
}

/** How far one agent has read a conversation (SPEC L15). */
export interface ReadMark {
  conversation: string;
  /** Number of the furthest entry that was on this agent's screen; -1 for none. */
  number: number;
  /** When the reading that set `number` was meant. */
  readAtMs?: number;
  /** When the agent last marked it unread by hand: readings meant before that count for nothing. Absent: never. */
  unreadAtMs?: number;
}

/** Something one agent should know of; it is new until their read mark has passed `number` (SPEC N1, O7, W10). */
export interface Notice {
  id: string;
  conversation: string;
  kind: 'assigned' | 'joined' | 'mentioned' | 'overruled' | 'reopened';
  /** The entry that brought it about, and its place in the team's projection. */
  entry: string;
  number: number;
  /** Who did what is told, and when they meant it. */
  by: Principal;
  byName: string | null;
  atMs: number;
  /** `overruled`: what stands now. */
  stands?: Standing;
  /** The reader's own entry that did not count, or (`reopened`) did not last, and when it was meant. */
  yours?: { entry: string; intendedAtMs: number };
}

/** What a collision ended with, said as what somebody did (SPEC O7). */
export type Standing =
  | { what: 'agent'; agent: string | null; isTaken: boolean }
  | { what: 'group'; group: string | null }
  | { what: 'status'; status: 'open' | 'closed' }
  | { what: 'bin'; isBinned: boolean }
  | { what: 'blocked'; isOn: boolean }
  | { what: 'participant'; agent: string }
  | { what: 'tag'; tag: string };

/** A reply kept back for its author, with what overtook it (SPEC O6). */
export interface Held {
  id: string;
  conversation: string;
  reason: HoldReason;
  because: string[];
  text: string;
  heldAtMs: number;
}

/** A page of the site that a visitor was on. */
export interface PageSeen {
  url: string;
  title: string;
  /** Server clock, ms. */
  atMs: number;
}

/** How a visitor came last and what they looked at, by their browser's word (SPEC D2). Its row's id is the conversation's. */
export interface Visit {
  conversation: string;
  /** The last ones, of earlier visits too; oldest first. None from while the team did not record them (D9). */
  pages: readonly PageSeen[];
  /** Address of the first page of this visit, which may name a campaign. */
  landing: string | null;
  /** Address that they came from; '': none; null: not known. */
  referrer: string | null;
  /** "iPhone", "Safari". */
  device: string | null;
  browser: string | null;
  language: string | null;
  timeZone: string | null;
  /** How many visits there were, with this one. */
  visits: number;
  firstAtMs: number;
  startedAtMs: number;
}

/** Somebody's words that were not sent yet. A private draft's row is its writer's alone (SPEC L3, W2). */
export interface DraftLeft {
  conversation: string;
  /** Name of its pad without the epoch. */
  pad: string;
  tab: 'reply' | 'comment';
  /** Id of the agent who wrote in it last; null where that is not known. */
  by: string | null;
  /** Its words on one line, at most `limits.previewCharacters`; a few seconds behind while somebody writes. */
  text: string;
}

/** What a colleague should know first (SPEC C18), on one line, at most `limits.previewCharacters`. */
export interface Pinned {
  conversation: string;
  text: string;
}

export interface FeedTables {
  conversation: Summary;
  agent: Agent;
  readMark: ReadMark;
  held: Held;
  notice: Notice;
  draft: DraftLeft;
  visit: Visit;
  /** By conversation. */
  pinned: Pinned;
  /** Rows that people edit, field by field: `records/`. */
  contact: RecordRow;
  group: RecordRow;
  tag: RecordRow;
  profile: RecordRow;
  view: RecordRow;
  setting: RecordRow;
}
export type FeedTable = keyof FeedTables;

/** `value: null` says the row is deleted. `rev` is in commit order over the whole store. */
export type FeedRow = {
  [T in FeedTable]: { table: T; id: string; rev: number; value: FeedTables[T] | null };
}[FeedTable];
