/**
 * The state of one conversation: what its log says now. `step` moves it by one entry; the server keeps it as JSON
 * beside the conversation, browsers make it by folding the log. Same function, same state. SPEC R1, R3, R9.
 *
 * Small on purpose: it is written with every commit. It never grows with the log.
 */
import type { Channel, Principal } from '../model.ts';

export interface Place {
  id: string;
  /** Number in the projection that was folded (team numbers on the server and in the desk). */
  number: number;
  acceptedAtMs: number;
}

/** How far a side has read. `id` and `number` are the entry's that was read; the time is when it was read. */
export type ReadPlace = Place;

/** A change that did not count, because a later intention stood or came (R3, O7). */
export interface Overruled {
  entry: string;
  by: Principal;
  intendedAtMs: number;
  /** What it would have set. */
  value: unknown;
  /** Place in the projection. */
  number: number;
  /** It lost to words that its author had not seen, not to another change (R4, R6). */
  isOvertaken?: true;
}

/** A single value with the entry that set it: the latest intention, ties by the greater id (R3). */
export interface Settled<T> {
  value: T;
  intendedAtMs: number;
  /** '' while nobody has set it. */
  entry: string;
  by: Principal;
  /** Place of that entry; -1 while nobody has set it. */
  number: number;
  acceptedAtMs: number;
  /** What others meant and did not know of this: each person's latest, at most `limits.overruledKept`. */
  over?: readonly Overruled[];
}

/** The drafts of one channel that were sent: all numbers up to `number`, without those in `skipped`. */
export interface DraftsSent {
  /** Highest number sent, and by whom and when. */
  number: number;
  by: Principal;
  byName: string | null;
  atMs: number;
  entry: string;
  /** Lower numbers not sent: theirs was held or refused, and may still be sent. */
  skipped?: number[];
}

/** A set by member, with who added it last and where. */
export type Members = Readonly<Record<string, Place & { by: Principal }>>;

export interface ConversationState {
  /** How many entries were folded. */
  count: number;
  lastAcceptedAtMs: number;
  status: Settled<'open' | 'closed'>;
  /** Who holds it. */
  agent: Settled<string | null>;
  group: Settled<string | null>;
  /** Sets with the place of the last adding, so that a removal which had not seen it removes nothing (R5). */
  participants: Members;
  tags: Members;
  bin: Settled<boolean>;
  snoozed: Settled<{ untilMs: number | null; evenIfReply: boolean } | null>;
  blocked: Settled<{ mode: 'block' | 'ban'; untilMs: number | null; why?: string } | null>;
  /** Whose thread shows these entries, or null (SPEC C15). */
  mergedInto: Settled<string | null>;
  /** Conversations whose entries this thread shows. */
  mergedFrom: readonly string[];
  /** How the visitor wrote last. */
  channel: Channel;
  firstVisitorMessage: Place | null;
  lastVisitorMessage: Place | null;
  /** Last public message by an agent. */
  lastReply: (Place & { by: Principal }) | null;
  /** Last public message by an agent who is not the author of `lastReply`: what others did, for anyone (O6). */
  lastReplyByOther: (Place & { by: Principal }) | null;
  /** First visitor message since the last reply or close: somebody waits (SPEC L13, L16). */
  waiting: Place | null;
  /** The wait that a close or a waiver ended: whoever reopens, waits again (SPEC L9). Absent in older rows. */
  endedWait?: Place | null;
  /** The turn (first unanswered visitor message) for which `missed` was written last. */
  missedTurn: string | null;
  /** When a missed turn was answered last (SPEC M1). Absent in what older builds wrote. */
  answeredLateAtMs?: number;
  /** The last time a group's spread gave it away (SPEC A7). */
  spread?: { group: string; agent: string; atMs: number };
  /** Furthest place each side has read (entries `read`). */
  readByTeam: ReadPlace | null;
  readByVisitor: ReadPlace | null;
  /** A visitor message the team has not read: the first, or a later one after the team read half-way. */
  unreadByTeam: Place | null;
  /** The same for agents' messages and the visitor. */
  unreadByVisitor: Place | null;
  /** `text` is '' when the words were taken back. `entry`: where they come from. */
  preview: {
    kind: 'message' | 'comment';
    by: string;
    byName: string | null;
    text: string;
    entry?: string;
    /** The edit that these words come from. */
    edit?: { id: string; intendedAtMs: number };
  } | null;
  /** Last public message: what the list sorts by. */
  activeAtMs: number;
  draftsSent: Record<string, DraftsSent>;
  /** Entries taken back lately: what is gone gets no new words. */
  unsent?: readonly string[];
  /** Entries by Parley since a person last acted (at most `limits.automaticEntriesInARow`). */
  automaticInARow: number;
}

const never = { intendedAtMs: -1, entry: '', by: 'parley', number: -1, acceptedAtMs: 0 } as const;

/** A conversation in which nothing has happened. */
export function emptyState(): ConversationState {
  return {
    count: 0,
    lastAcceptedAtMs: 0,
    status: { value: 'open', ...never },
    agent: { value: null, ...never },
    group: { value: null, ...never },
    participants: {},
    tags: {},
    bin: { value: false, ...never },
    snoozed: { value: null, ...never },
    blocked: { value: null, ...never },
    mergedInto: { value: null, ...never },
    mergedFrom: [],
    channel: 'chat',
    firstVisitorMessage: null,
    lastVisitorMessage: null,
    lastReply: null,
    lastReplyByOther: null,
    waiting: null,
    endedWait: null,
    missedTurn: null,
    readByTeam: null,
    readByVisitor: null,
    unreadByTeam: null,
    unreadByVisitor: null,
    preview: null,
    activeAtMs: 0,
    draftsSent: {},
    automaticInARow: 0,
  };
}
