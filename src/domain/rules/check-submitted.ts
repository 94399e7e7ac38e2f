/**
 * What came over the line, looked at before anything else is: is it an entry, and one this person may write at all?
 * Author and role come from the connection; whatever the bytes say about them is an unknown key. RELIABILITY T2,
 * T19, T48, B40, B42, B44.
 *
 * Never throws, whatever JSON it is given, and its cost does not depend on how deep that is nested.
 */
import * as v from 'valibot';
import { limits } from '../limits.ts';
import { type Refusal, type Who } from '../model.ts';
import { type Submitted, submittedKinds, type SubmittedKind, uuid } from '../submitted.ts';
import { can } from './can.ts';

export type Checked =
  | { kind: 'submitted'; entry: Submitted }
  /** `id`: the entry's, or '' if it has none that an answer could name. `field`: where it is wrong. */
  | { kind: 'refused'; id: string; reason: Refusal; field?: string };

/** The conversation that an entry's subject names. */
export function conversationOf(entry: Pick<Submitted, 'subject'>): string {
  return entry.subject.slice('conversation/'.length);
}

/** Id of the entry that this one speaks of, whose place must be known to accept it; null for most kinds. */
export function referredBy(entry: Submitted): string | null {
  switch (entry.kind) {
    case 'read':
      return entry.upTo;
    case 'unread':
      return entry.since;
    case 'edited':
    case 'unsent':
    case 'reacted':
    case 'delivery':
      return entry.of;
    case 'message':
    case 'comment':
      return entry.quote ?? null;
    default:
      return null;
  }
}

/** `raw` is parsed JSON, not looked at by anyone; it is not changed. */
export function checkSubmitted(raw: unknown, who: Who): Checked {
  if (!isPlainObject(raw)) return refused({}, 'malformed');
  const kind = Object.hasOwn(raw, 'kind') ? raw['kind'] : undefined;
  if (!isSubmittedKind(kind)) return refused(raw, 'malformed', 'kind');

  // Own keys first: for valibot `__proto__` and `constructor` would be known, as every object inherits them.
  const extra = Object.keys(raw).find((key) => !keysOf(kind, who).has(key));
  if (extra !== undefined) return refused(raw, 'malformed', extra.slice(0, 64));

  const parsed = v.safeParse(submittedKinds[kind], raw, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = String(issue.path?.[0]?.key ?? 'kind');
    return refused(raw, reasonOf(field, issue.message), field);
  }
  const entry: Submitted = parsed.output;
  return beyondThisRole(entry, who) ?? { kind: 'submitted', entry };
}

/** What the shape allows, but not to this person. */
function beyondThisRole(entry: Submitted, who: Who): Checked | null {
  if (who.kind !== 'parley' && isDerivedId(entry.id)) return refused(entry, 'malformed', 'id');
  const conversation = conversationOf(entry);
  if (who.kind === 'visitor' && who.conversation !== conversation) {
    return refused(entry, 'not-yours');
  }
  if (!can(who, 'submit', { kind: entry.kind, conversation })) return refused(entry, 'not-allowed');
  if (who.kind === 'visitor' && (entry.kind === 'message' || entry.kind === 'edited')) {
    if (entry.text.length > limits.messageCharactersVisitor) {
      return refused(entry, 'too-long', 'text');
    }
    if (entry.kind === 'message' && entry.channel === 'email')
      return refused(entry, 'not-allowed', 'channel');
  }
  return null;
}

/** Ids of version 8 are derived from a cause: whoever guessed one could keep Parley from writing its entry. */
export function isDerivedId(id: string): boolean {
  return id[14] === '8';
}

export function isPlainObject(raw: unknown): raw is Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null) return false;
  const prototype: unknown = Object.getPrototypeOf(raw);
  return prototype === Object.prototype || prototype === null;
}

function isSubmittedKind(kind: unknown): kind is SubmittedKind {
  return typeof kind === 'string' && Object.hasOwn(submittedKinds, kind);
}

const keysByKind = new Map<string, ReadonlySet<string>>(
  Object.entries(submittedKinds).map(([kind, shape]) => [
    kind,
    new Set(Object.keys(shape.entries)),
  ]),
);
const none: ReadonlySet<string> = new Set();
/** Drafts and held replies are the team's; a visitor has neither. */
const visitorMessageKeys = new Set(keysByKind.get('message'));
visitorMessageKeys.delete('draft');
visitorMessageKeys.delete('despite');

function keysOf(kind: SubmittedKind, who: Who): ReadonlySet<string> {
  if (who.kind === 'visitor' && kind === 'message') return visitorMessageKeys;
  return keysByKind.get(kind) ?? none;
}

function reasonOf(field: string, message: string): Refusal {
  if (field === 'text' && message === 'is empty') return 'empty';
  if (field === 'text' && message === 'is too long') return 'too-long';
  return 'malformed';
}

export function refused(
  raw: { id?: unknown },
  reason: Refusal,
  field?: string,
): Extract<Checked, { kind: 'refused' }> {
  const id = Object.hasOwn(raw, 'id') && v.is(uuid, raw.id) ? raw.id : '';
  return { kind: 'refused', id, reason, ...(field !== undefined && { field }) };
}
