/** What people are called: the name of the contact that a visitor is shown as (SPEC D1, D7). Pure. */
import { contactOf } from '#domain/records/person.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';

/** By visitor; without those who have no name. */
export function contactNames(
  contacts: ReadonlyMap<string, RecordRow>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [id, contact] of contacts) {
    const own = valueOf(contact, 'name');
    const isMerged = valueOf(contact, 'mergedInto') !== null;
    const shown = isMerged ? valueOf(contacts.get(contactOf(contacts, id)), 'name') : null;
    const name = shown ?? own;
    if (typeof name === 'string') names.set(id, name);
  }
  return names;
}
