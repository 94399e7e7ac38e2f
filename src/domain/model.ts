/**
 * The shapes of Parley: who acts, what can be said and done (entries), and the rows everyone keeps.
 *
 * Shapes live here with their validators, so that server, desk and widget read the same words. What the rows
 * mean is in `rules/`; how a log becomes a conversation is in `entries/`. SPEC R1-R11, DESIGN 1-3.
 */
import * as v from 'valibot';
import { limits } from './limits.ts';

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

/* ------------------------------------------------------------------ what is submitted */

/** A UUID of any version, lower case. */
export const uuid = v.pipe(
  v.string(),
  v.regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'must be a lower-case UUID',
  ),
);

const subject = v.pipe(
  v.string(),
  v.regex(
    /^conversation\/[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'must be conversation/<id>',
  ),
);

const channel = v.picklist(['chat', 'email']);
export type Channel = v.InferOutput<typeof channel>;

/** Finds one mark that a reader would see, so that a long text is not gone through to its end. */
const visible =
  /[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]/u;

/** True when a reader would see nothing: spaces, zero-width and direction marks only (RELIABILITY B42). */
export function isBlank(text: string): boolean {
  return !visible.test(text);
}

/** Words of a person. Lone surrogates are repaired (B40); the length is counted in UTF-16 units, as `limits` says. */
const words = v.pipe(
  v.string(),
  v.transform((text) => text.toWellFormed().replaceAll('\u0000', '')),
  v.maxLength(limits.messageCharactersAgent, 'is too long'),
  v.check((text) => !isBlank(text), 'is empty'),
);

/** A device's word for a time. What no clock can say (NaN, which JSON makes null) counts as unknown: 0 (B44). */
const time = v.pipe(
  v.custom<number | null>((ms) => ms === null || typeof ms === 'number', 'must be a number'),
  v.transform((ms) => (ms === null || Number.isNaN(ms) ? 0 : Math.trunc(clampDate(ms)))),
);

/** The widest range that a `Date` can say. */
function clampDate(ms: number): number {
  return Math.min(Math.max(ms, -8.64e15), 8.64e15);
}

/** Every submitted entry carries these. Times are ms since epoch on the device's clock. */
const common = {
  id: uuid,
  subject,
  /** When the person did it, by the device's clock. Clamped by `accept`, never trusted. */
  writtenAtMs: time,
  /** Id of the last entry of this log its author had on the screen; null: nothing. Unknown ids count as null (B44). */
  seenUpTo: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  /** Not before this other entry was accepted: if that one is refused, this one is too. */
  after: v.optional(uuid),
  /**
   * `false`: the author's screen was not caught up when it was written. Otherwise an entry accepted within 10 s of
   * writing counts as live, and the send guard is lenient with it (DESIGN 3).
   */
  live: v.optional(v.boolean()),
};

export const submittedKinds = {
  /** Public words. `draft` is the number of the shared draft they came from, `channel` how they travel. */
  message: v.strictObject({
    ...common,
    kind: v.literal('message'),
    text: words,
    channel: v.optional(channel),
    draft: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.draftsPerConversation)),
    ),
    /** Ids from the `because` of a held answer: the author has seen these and sends all the same (SPEC O6). */
    despite: v.optional(v.pipe(v.array(uuid), v.maxLength(20, 'names too many'))),
  }),
  /** Words for the team only; never leaves the team's projection (R8). */
  comment: v.strictObject({ ...common, kind: v.literal('comment'), text: words }),
  /** Give to an agent, or to nobody (null). Latest intention wins (R3). */
  assigned: v.strictObject({ ...common, kind: v.literal('assigned'), agent: v.nullable(uuid) }),
  /** Take for oneself, only if still unassigned: first accepted wins. */
  taken: v.strictObject({ ...common, kind: v.literal('taken') }),
  closed: v.strictObject({ ...common, kind: v.literal('closed') }),
  reopened: v.strictObject({ ...common, kind: v.literal('reopened') }),
  /** Everything up to that entry was on my screen. Moves a read mark forward only. */
  read: v.strictObject({ ...common, kind: v.literal('read'), upTo: uuid }),
  /** What became of a message outside: written by Parley alone (R7). */
  delivery: v.strictObject({
    ...common,
    kind: v.literal('delivery'),
    of: uuid,
    state: v.picklist(['sent', 'delivered', 'failed']),
    reason: v.optional(v.pipe(v.string(), v.maxLength(limits.reasonCharacters))),
  }),
  /** A visitor's question waited past the rule (SPEC L13, M3): written by Parley alone, once a turn. */
  missed: v.strictObject({ ...common, kind: v.literal('missed'), turn: uuid }),
} as const;

export type SubmittedKind = keyof typeof submittedKinds;
export type Submitted = {
  [K in SubmittedKind]: v.InferOutput<(typeof submittedKinds)[K]>;
}[SubmittedKind];

/* ------------------------------------------------------------------ what is accepted */

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
  seal: string;
}

export type Entry = Accepted &
  (
    | { kind: 'message'; text: string; channel: Channel; draft?: number }
    | { kind: 'comment'; text: string }
    | { kind: 'assigned'; agent: string | null; because?: 'first-reply' }
    | { kind: 'taken' }
    /** `overtakenBy`: a visitor message its author had not seen, so it closed nothing (R4). */
    | { kind: 'closed'; overtakenBy?: string }
    | { kind: 'reopened'; because?: 'visitor-wrote' | 'unseen-message' }
    | { kind: 'read'; upTo: string }
    | { kind: 'delivery'; of: string; state: 'sent' | 'delivered' | 'failed'; reason?: string }
    | { kind: 'missed'; turn: string }
  );

export type EntryKind = Entry['kind'];

/** An entry before the server has sealed it. */
export type Unsealed = { [K in EntryKind]: Omit<Extract<Entry, { kind: K }>, 'seal'> }[EntryKind];

/** Kinds of this build; anything else in a log is shown as "update Parley to see this". */
export const entryKinds: readonly EntryKind[] = [
  'message',
  'comment',
  'assigned',
  'taken',
  'closed',
  'reopened',
  'read',
  'delivery',
  'missed',
];

/** Which kinds the visitor's projection carries at all (R8). A boundary by room, kept in this one table. */
export const publicKinds: ReadonlySet<string> = new Set<EntryKind>([
  'message',
  'closed',
  'reopened',
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
  | 'no-such-entry'
  | 'after-refused' // the entry named in `after` was refused
  | 'after-unknown' // `after` names itself, a cycle or nothing known
  | 'too-many' // the conversation is full
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
  /** Words of the last message or comment, one line, at most `limits.previewCharacters`. */
  preview: {
    kind: 'message' | 'comment';
    by: Principal;
    byName: string | null;
    text: string;
  } | null;
  /** Last public message: what the list sorts by (SPEC L7). */
  activeAtMs: number;
  /** The first unanswered visitor message of this turn, or null when nobody waits (SPEC L13, L16). */
  waiting: { entry: string; sinceMs: number; lastMs: number } | null;
  /** Parley wrote `missed` for the current turn. */
  missed: boolean;
  /** Number and time of the last visitor message: compared with an agent's own read mark (SPEC L15). */
  lastVisitor: { entry: string; number: number; atMs: number } | null;
  /** How many entries the team's projection has: a copy with fewer is behind. */
  entries: number;
  /** Number of the reply draft that is open for writing now, by channel; 1 when absent. */
  drafts: Record<string, number>;
}

export interface ReadMark {
  conversation: string;
  /** Number of the furthest entry that was on this agent's screen. */
  number: number;
}

/** A reply kept back for its author, with what overtook it (SPEC O6). */
export interface Held {
  id: string;
  conversation: string;
  reason: HoldReason;
  because: string[];
  text: string;
  heldAtMs: number;
}

export interface FeedTables {
  conversation: Summary;
  agent: Agent;
  readMark: ReadMark;
  held: Held;
  setting: { name: string; value: unknown };
}
export type FeedTable = keyof FeedTables;

/** `value: null` says the row is deleted. `rev` is in commit order over the whole store. */
export type FeedRow = {
  [T in FeedTable]: { table: T; id: string; rev: number; value: FeedTables[T] | null };
}[FeedTable];
