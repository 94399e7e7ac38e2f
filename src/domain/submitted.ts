/**
 * What people and devices may submit: every kind of entry with its validator. `rules/check-submitted.ts` asks them;
 * what an accepted entry looks like is in `model.ts`. DESIGN 3; RELIABILITY B40-B44.
 */
import * as v from 'valibot';
import { limits } from './limits.ts';
import { channels } from './model.ts';

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

const channel = v.picklist(channels);

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

/** Why something is so, in one line. */
const reason = v.pipe(
  v.string(),
  v.transform((text) => text.toWellFormed().replaceAll('\u0000', '').trim()),
  v.maxLength(limits.reasonCharacters, 'is too long'),
);

/** A device's word for a time. What no clock can say (NaN, which JSON makes null) counts as unknown: 0 (B44). */
export const time = v.pipe(
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

/** An emoji as one reader sees it; anything longer is no reaction. */
const emoji = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.emojiCharacters));

/** A time in the future that a person chose; null where there is none. */
const untilMs = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)));

/** An entry of this conversation that this one answers to: shown above it, never moved with it (SPEC C13). */
const quote = v.optional(uuid);

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
    quote,
    /** Ids from the `because` of a held answer: the author has seen these and sends all the same (SPEC O6). */
    despite: v.optional(v.pipe(v.array(uuid), v.maxLength(20, 'names too many'))),
  }),
  /** Words for the team only; never leaves the team's projection (R8). */
  comment: v.strictObject({ ...common, kind: v.literal('comment'), text: words, quote }),
  /** Give to an agent, or to nobody (null). Latest intention wins (R3). */
  assigned: v.strictObject({ ...common, kind: v.literal('assigned'), agent: v.nullable(uuid) }),
  /** Take for oneself, only if still unassigned: first accepted wins. */
  taken: v.strictObject({ ...common, kind: v.literal('taken') }),
  /** Give to a group, or to none (null). The agent stays (SPEC A2). */
  grouped: v.strictObject({ ...common, kind: v.literal('grouped'), group: v.nullable(uuid) }),
  joined: v.strictObject({ ...common, kind: v.literal('joined'), agent: uuid }),
  left: v.strictObject({ ...common, kind: v.literal('left'), agent: uuid }),
  tagged: v.strictObject({ ...common, kind: v.literal('tagged'), tag: uuid }),
  untagged: v.strictObject({ ...common, kind: v.literal('untagged'), tag: uuid }),
  closed: v.strictObject({ ...common, kind: v.literal('closed') }),
  reopened: v.strictObject({ ...common, kind: v.literal('reopened') }),
  waived: v.strictObject({ ...common, kind: v.literal('waived') }),
  snoozed: v.strictObject({
    ...common,
    kind: v.literal('snoozed'),
    untilMs,
    evenIfReply: v.optional(v.literal(true)),
  }),
  woken: v.strictObject({ ...common, kind: v.literal('woken') }),
  binned: v.strictObject({ ...common, kind: v.literal('binned') }),
  restored: v.strictObject({ ...common, kind: v.literal('restored') }),
  blocked: v.strictObject({
    ...common,
    kind: v.literal('blocked'),
    mode: v.picklist(['block', 'ban']),
    untilMs,
    why: v.optional(reason),
  }),
  unblocked: v.strictObject({ ...common, kind: v.literal('unblocked') }),
  /** Two entries, one in each log; the second names the first in `after`. */
  merged: v.strictObject({
    ...common,
    kind: v.literal('merged'),
    with: uuid,
    side: v.picklist(['into', 'from']),
  }),
  unmerged: v.strictObject({ ...common, kind: v.literal('unmerged'), with: uuid }),
  /** Other words for a message or comment of one's own, within 5 min (SPEC C14). */
  edited: v.strictObject({ ...common, kind: v.literal('edited'), of: uuid, text: words }),
  unsent: v.strictObject({ ...common, kind: v.literal('unsent'), of: uuid }),
  reacted: v.strictObject({
    ...common,
    kind: v.literal('reacted'),
    of: uuid,
    emoji,
    on: v.boolean(),
  }),
  /** Everything up to that entry was on my screen. Moves a read mark forward only. */
  read: v.strictObject({ ...common, kind: v.literal('read'), upTo: uuid }),
  /** Marks as unread by hand: from that entry on. Moves its author's own mark and enters no log (SPEC L15, L16). */
  unread: v.strictObject({ ...common, kind: v.literal('unread'), since: uuid }),
  /** What became of a message outside: written by Parley alone (R7). */
  delivery: v.strictObject({
    ...common,
    kind: v.literal('delivery'),
    of: uuid,
    state: v.picklist(['sent', 'delivered', 'failed']),
    reason: v.optional(reason),
  }),
  /** A visitor's question waited past the rule (SPEC L13, M3): written by Parley alone, once a turn. */
  missed: v.strictObject({ ...common, kind: v.literal('missed'), turn: uuid }),
} as const;

export type SubmittedKind = keyof typeof submittedKinds;
export type Submitted = {
  [K in SubmittedKind]: v.InferOutput<(typeof submittedKinds)[K]>;
}[SubmittedKind];
