/**
 * Contacts that have the same address and are nobody this person is known to be: an address that was only typed links, and
 * people decide (SPEC D7). Pure.
 */
import { contactOf, samePerson } from '#domain/records/person.ts';
import type { RecordRow } from '#domain/records/record.ts';
import { emailIn } from '#domain/rules/identify.ts';

const linkedMost = 3;

/** Ids of those whom they are shown as. */
export function linkedTo(contacts: ReadonlyMap<string, RecordRow>, id: string): readonly string[] {
  const emails = new Set<string>();
  for (const one of samePerson(contacts, id)) {
    const email = emailIn(contacts.get(one));
    if (email !== null) emails.add(email);
  }
  if (emails.size === 0) return [];
  const found = new Set<string>();
  for (const [other, row] of contacts) {
    const email = emailIn(row);
    if (email !== null && emails.has(email)) found.add(contactOf(contacts, other));
  }
  found.delete(contactOf(contacts, id));
  return [...found].slice(0, linkedMost);
}
