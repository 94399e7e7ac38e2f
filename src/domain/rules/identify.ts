/**
 * When two contacts turn out to be one person (SPEC D7): the site says the same id of its own for both, or both have the same
 * address and it is known to be theirs. An address that was only typed says nothing for certain: it links, and people decide.
 * Pure.
 */
import { contactOf } from '../records/person.ts';
import { shownOf, valueOf, type RecordRow } from '../records/record.ts';

export interface MergeOwed {
  /** The younger, which is shown as the older from now on. */
  from: string;
  into: string;
}

/** What tells a contact for certain: contacts that share one of these are one person. */
export function certainKeys(contact: RecordRow | undefined): string[] {
  const externalId = valueOf(contact, 'externalId');
  const email = emailIn(contact);
  return [
    ...(typeof externalId === 'string' ? [`id ${externalId}`] : []),
    ...(email !== null && valueOf(contact, 'verified') === true ? [`email ${email}`] : []),
  ];
}

/** As mailboxes are compared: nobody means two people by two ways to write one address. */
export function emailIn(contact: RecordRow | undefined): string | null {
  const email = valueOf(contact, 'email');
  return typeof email === 'string' ? email.trim().toLowerCase() : null;
}

/** Null where these are no two people, or where somebody has said before that they are. */
export function mergeOwed(
  contacts: ReadonlyMap<string, RecordRow>,
  one: string,
  other: string,
): MergeOwed | null {
  const keys = certainKeys(contacts.get(one));
  if (!certainKeys(contacts.get(other)).some((key) => keys.includes(key))) return null;
  const shown = [contactOf(contacts, one), contactOf(contacts, other)].map((id) =>
    contacts.get(id),
  );
  const [a, b] = shown;
  if (!a || !b || a.id === b.id) return null;
  const [into, from] = [a, b].toSorted(byAge) as [RecordRow, RecordRow];
  // An agent who has taken a merge back knows better than any address.
  const undone = shownOf(from, 'mergedInto');
  if (undone?.source === 'agent' && undone.value === null) return null;
  return { from: from.id, into: into.id };
}

/** The older one first: it keeps its id. */
export function byAge(a: RecordRow, b: RecordRow): number {
  return a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1);
}

/** SPEC D7: how long a merge can be taken back. */
const undoDays = 30;
const dayMs = 24 * 60 * 60_000;

/** Days for which it still can, begun ones counted; 0 when it is too late. Both times are the server's. */
export function undoDaysLeft(mergedAtMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil(undoDays - (nowMs - mergedAtMs) / dayMs));
}

/** Would this change take back a merge that stands by now? `atMs`: when it is meant. */
export function isTooLateToUndo(
  contact: RecordRow,
  set: Readonly<Record<string, unknown>>,
  atMs: number,
): boolean {
  if (!Object.hasOwn(set, 'mergedInto')) return false;
  const merged = shownOf(contact, 'mergedInto');
  if (merged === null || merged.value === null || merged.value === set['mergedInto']) return false;
  return undoDaysLeft(merged.atMs, atMs) === 0;
}
