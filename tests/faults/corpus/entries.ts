/**
 * Hostile entries: what a hand-made SUBMIT may hold, and the answer it must get. RELIABILITY T2, T19, B40-B44.
 * Sent by a visitor in their own conversation, unless `as` says otherwise.
 */
import type { Answer, Refusal } from '#domain/model.ts';

export interface EntryScene {
  /** `conversation/<id>` of the sender, of somebody else, and of nobody. */
  subject: string;
  foreignSubject: string;
  unknownSubject: string;
  newId(): string;
  /** An accepted entry of the sender's log, and one of somebody else's. */
  known: string;
  foreign: string;
  nowMs: number;
}

export type EntryMust =
  | { state: 'accepted' }
  | { state: 'refused'; reasons: readonly Refusal[]; field?: string }
  /** Taken or refused: no row says; whatever it is, the author stays who they are. */
  | { state: 'either' };

export interface EntryShape {
  id: string;
  name: string;
  as?: 'agent' | 'visitor';
  entry: (scene: EntryScene) => unknown;
  must: EntryMust;
}

const malformed = (field?: string): EntryMust => ({
  state: 'refused',
  reasons: ['malformed'],
  ...(field !== undefined && { field }),
});
const refused = (...reasons: Refusal[]): EntryMust => ({ state: 'refused', reasons });
const accepted: EntryMust = { state: 'accepted' };
const either: EntryMust = { state: 'either' };

function message(scene: EntryScene, change: Record<string, unknown> = {}): Record<string, unknown> {
  const { subject, newId, nowMs } = scene;
  const rest = { writtenAtMs: nowMs, seenUpTo: null };
  return { id: newId(), subject, kind: 'message', text: 'Hello', ...rest, ...change };
}

const changed =
  (change: Record<string, unknown> | ((scene: EntryScene) => Record<string, unknown>)) =>
  (scene: EntryScene) =>
    message(scene, typeof change === 'function' ? change(scene) : change);

const without =
  (key: string) =>
  (scene: EntryScene): unknown => {
    const { [key]: _left, ...rest } = message(scene);
    return rest;
  };

/** A key that `JSON.stringify` would not write of itself. */
const rawKey =
  (key: string, value: string) =>
  (scene: EntryScene): unknown =>
    JSON.parse(JSON.stringify(message(scene)).replace(/}$/, `,"${key}":${value}}`)) as unknown;

/** Every name that could mean an author, or something that only the server says (T2, T19). */
const serverWords = [
  ...['from', 'by', 'byName', 'author', 'role', 'user', 'userId', 'who', 'agent', 'visitor'],
  ...['principal', 'name', 'isAgent', 'acceptedAtMs', 'intendedAtMs', 'number', 'seal', 'epoch'],
  ...['conversation', 'room', 'audience', 'workspaceId', 'createdAt', 'state', 'because', 'team'],
];

export const entryShapes: EntryShape[] = [
  ...serverWords.map((key): EntryShape => ({
    id: 'T2',
    name: `with a ${key}`,
    entry: changed({ [key]: 'agent/019a9f3e-5c00-7000-8000-0123456789ab' }),
    must: malformed(key),
  })),
  {
    id: 'T2',
    name: "in somebody else's conversation",
    entry: changed((s) => ({ subject: s.foreignSubject })),
    must: refused('not-yours'),
  },
  {
    id: 'T2',
    name: 'in a conversation that is not',
    entry: changed((s) => ({ subject: s.unknownSubject })),
    must: refused('not-yours'),
  },
  {
    id: 'T2',
    name: 'in a subject written like SQL',
    entry: changed({ subject: "conversation/' OR 1=1 --" }),
    must: malformed('subject'),
  },
  {
    id: 'T2',
    name: "with the id of somebody else's entry",
    entry: changed((s) => ({ id: s.foreign })),
    must: refused('id-used'),
  },
  {
    id: 'T2',
    name: 'a comment by a visitor',
    entry: changed({ kind: 'comment' }),
    must: refused('not-allowed'),
  },
  {
    id: 'T2',
    name: 'taking, by a visitor',
    entry: (s) => bare(s, { kind: 'taken' }),
    must: refused('not-allowed'),
  },
  {
    id: 'T2',
    name: 'giving away, by a visitor',
    entry: (s) => bare(s, { kind: 'assigned', agent: null }),
    must: refused('not-allowed'),
  },
  {
    id: 'T2',
    name: 'closing, by a visitor',
    entry: (s) => bare(s, { kind: 'closed' }),
    must: refused('not-allowed'),
  },
  {
    id: 'T2',
    name: 'a delivery, by a visitor',
    entry: (s) => bare(s, { kind: 'delivery', of: s.known, state: 'sent' }),
    must: refused('not-allowed'),
  },
  {
    id: 'T2',
    name: 'a missed chat, by an agent',
    as: 'agent',
    entry: (s) => bare(s, { kind: 'missed', turn: s.known }),
    must: refused('not-allowed'),
  },
  {
    id: 'T2',
    name: 'given to an agent that is not',
    as: 'agent',
    entry: (s) => bare(s, { kind: 'assigned', agent: s.newId() }),
    must: refused('no-such-agent'),
  },

  /* B40 */
  { id: 'B40', name: 'null', entry: () => null, must: malformed() },
  { id: 'B40', name: 'a number', entry: () => 7, must: malformed() },
  { id: 'B40', name: 'an array', entry: (s) => [message(s)], must: malformed() },
  { id: 'B40', name: 'an empty object', entry: () => ({}), must: malformed() },
  ...['id', 'subject', 'kind', 'text', 'writtenAtMs', 'seenUpTo'].map((key): EntryShape => ({
    id: 'B40',
    name: `without ${key}`,
    entry: without(key),
    must: malformed(key),
  })),
  {
    id: 'B40',
    name: 'a key __proto__',
    entry: rawKey('__proto__', '{"isAgent":true}'),
    must: malformed(),
  },
  {
    id: 'B40',
    name: 'a key constructor',
    entry: rawKey('constructor', '{"prototype":{"isAgent":true}}'),
    must: malformed('constructor'),
  },
  { id: 'B40', name: 'a number for text', entry: changed({ text: 7 }), must: malformed('text') },
  {
    id: 'B40',
    name: 'an object for text',
    entry: changed({ text: { $ne: null } }),
    must: malformed('text'),
  },
  { id: 'B40', name: 'an array for an id', entry: changed({ id: ['x'] }), must: malformed('id') },
  {
    id: 'B40',
    name: 'an id in capitals',
    entry: changed((s) => ({ id: s.newId().toUpperCase() })),
    must: malformed('id'),
  },
  { id: 'B40', name: 'an id that is no UUID', entry: changed({ id: '1' }), must: malformed('id') },
  {
    id: 'B40',
    name: 'a kind that is not',
    entry: changed({ kind: 'erase' }),
    must: malformed('kind'),
  },
  {
    id: 'B40',
    name: 'a kind __proto__',
    entry: changed({ kind: '__proto__' }),
    must: malformed('kind'),
  },
  { id: 'B40', name: 'text true', entry: changed({ text: true }), must: malformed('text') },
  {
    id: 'B40',
    name: 'text nested 10 deep',
    entry: changed({ text: JSON.parse(`${'['.repeat(10)}${']'.repeat(10)}`) as unknown }),
    must: malformed('text'),
  },
  {
    id: 'B40',
    name: 'half a surrogate pair',
    entry: changed({ text: 'a\ud800b' }),
    must: accepted,
  },
  {
    id: 'B40',
    name: 'a channel that is not',
    entry: changed({ channel: 'pigeon' }),
    must: malformed('channel'),
  },
  {
    id: 'B40',
    name: 'a draft number of 0',
    entry: changed({ draft: 0 }),
    must: malformed('draft'),
  },
  {
    id: 'B40',
    name: 'a draft number of 1.5',
    entry: changed({ draft: 1.5 }),
    must: malformed('draft'),
  },

  /* B42 */
  { id: 'B42', name: 'no text', entry: changed({ text: '' }), must: refused('empty', 'malformed') },
  {
    id: 'B42',
    name: 'spaces',
    entry: changed({ text: '  \n\t ' }),
    must: refused('empty', 'malformed'),
  },
  {
    id: 'B42',
    name: 'zero-width only',
    entry: changed({ text: '\u200b\u200d\ufeff\u2060' }),
    must: refused('empty', 'malformed'),
  },
  {
    id: 'B42',
    name: 'NUL only',
    entry: changed({ text: '\u0000' }),
    must: refused('empty', 'malformed'),
  },
  {
    id: 'B42',
    name: '5,000 characters',
    entry: changed({ text: 'a'.repeat(5000) }),
    must: accepted,
  },
  {
    id: 'B42',
    name: '5,001 characters',
    entry: changed({ text: 'a'.repeat(5001) }),
    must: refused('too-long'),
  },
  {
    id: 'B42',
    name: '64 KB',
    entry: changed({ text: 'a'.repeat(65_536) }),
    must: refused('too-long', 'malformed'),
  },
  {
    id: 'B42',
    name: '20,000 characters by an agent',
    as: 'agent',
    entry: changed({ text: 'a'.repeat(20_000), kind: 'comment' }),
    must: accepted,
  },
  {
    id: 'B42',
    name: '20,001 characters by an agent',
    as: 'agent',
    entry: changed({ text: 'a'.repeat(20_001), kind: 'comment' }),
    must: refused('too-long'),
  },
  {
    id: 'B96',
    name: 'right-to-left override, tags and 1,000 marks',
    entry: changed({ text: `\u202eevil\u2066\u{e0041}${'e\u0301'.repeat(1000)}` }),
    must: accepted,
  },
  {
    id: 'T11',
    name: 'a script',
    entry: changed({ text: '<script>alert(1)</script><img src=x onerror=alert(1)>' }),
    must: accepted,
  },
  { id: 'T18', name: 'SQL', entry: changed({ text: "'); DROP TABLE entry; --" }), must: accepted },

  /* B44 */
  {
    id: 'B44',
    name: 'seenUpTo unknown',
    entry: changed((s) => ({ seenUpTo: s.newId() })),
    must: accepted,
  },
  {
    id: 'B44',
    name: 'seenUpTo of another conversation',
    entry: changed((s) => ({ seenUpTo: s.foreign })),
    must: accepted,
  },
  {
    id: 'B44',
    name: 'seenUpTo that is no id',
    entry: changed({ seenUpTo: 'yesterday' }),
    must: either,
  },
  {
    id: 'B44',
    name: 'seenUpTo of 100 KB',
    entry: changed({ seenUpTo: 'x'.repeat(100_000) }),
    must: malformed('seenUpTo'),
  },
  { id: 'B44', name: 'written in 1970', entry: changed({ writtenAtMs: 0 }), must: accepted },
  {
    id: 'B44',
    name: 'written before 1970',
    entry: changed({ writtenAtMs: -1e15 }),
    must: accepted,
  },
  {
    id: 'B44',
    name: 'written in 9999',
    entry: changed({ writtenAtMs: 253_402_300_799_000 }),
    must: accepted,
  },
  { id: 'B44', name: 'written at 1e308', entry: changed({ writtenAtMs: 1e308 }), must: accepted },
  {
    id: 'B44',
    name: 'written at NaN, which JSON writes as null',
    entry: changed({ writtenAtMs: null }),
    must: accepted,
  },
  {
    id: 'B44',
    name: 'written as text',
    entry: changed({ writtenAtMs: '2026-11-20' }),
    must: malformed('writtenAtMs'),
  },
  {
    id: 'B44',
    name: 'after itself',
    entry: (s) => {
      const id = s.newId();
      return message(s, { id, after: id });
    },
    must: refused('after-unknown'),
  },
  {
    id: 'B44',
    name: 'after an unknown id',
    entry: changed((s) => ({ after: s.newId() })),
    must: refused('after-unknown'),
  },
  {
    id: 'B44',
    name: "after somebody else's entry",
    entry: changed((s) => ({ after: s.foreign })),
    must: refused('after-unknown'),
  },
  {
    id: 'B44',
    name: 'reading up to an unknown entry',
    entry: (s) => bare(s, { kind: 'read', upTo: s.newId() }),
    must: refused('no-such-entry'),
  },
  {
    id: 'B44',
    name: "reading up to somebody else's entry",
    entry: (s) => bare(s, { kind: 'read', upTo: s.foreign }),
    must: refused('no-such-entry'),
  },
];

function bare(scene: EntryScene, change: Record<string, unknown>): Record<string, unknown> {
  const { text: _text, ...rest } = message(scene);
  return { ...rest, ...change };
}

/** Null if the answer is as it must be, else what is wrong with it. */
export function wrongAnswer(must: EntryMust, answer: Answer | undefined): string | null {
  if (!answer) return 'no answer';
  if (must.state === 'either') return null;
  if (answer.state !== must.state) return `${JSON.stringify(answer)} instead of ${must.state}`;
  if (must.state !== 'refused' || answer.state !== 'refused') return null;
  if (!must.reasons.includes(answer.reason)) return `refused as ${answer.reason}`;
  if (must.field !== undefined && answer.field !== must.field) return `field ${answer.field}`;
  return null;
}
