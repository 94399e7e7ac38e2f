/**
 * Everybody who is one person: a contact and those that were merged into it (SPEC D7). Where the one they are shown as
 * says nothing of a field, the others are heard, oldest first. Nothing is copied: undoing a merge changes one field. Pure.
 */
import { contactOf, samePerson } from '#domain/records/person.ts';
import { byAge } from '#domain/rules/identify.ts';
import {
  emptyRecord,
  shownOf,
  valueOf,
  type Field,
  type RecordRow,
} from '#domain/records/record.ts';

export interface Person {
  /** The contact that all of them are shown as. */
  id: string;
  /** What is known of the person, whoever it was said of. */
  record: RecordRow;
  /** Contacts merged into it, oldest first. */
  others: readonly RecordRow[];
}

/** `visitor`: a contact's own id. One that nobody said anything of yet is a person all the same. */
export function personOf(contacts: ReadonlyMap<string, RecordRow>, visitor: string): Person {
  const id = contactOf(contacts, visitor);
  const own = contacts.get(id) ?? emptyRecord(id, 0);
  const others = samePerson(contacts, id)
    .flatMap((other) => (other === id ? [] : (contacts.get(other) ?? [])))
    .toSorted(byAge);
  return { id, record: others.length === 0 ? own : together(own, others), others };
}

export interface MergeLine {
  field: string;
  /** What both will say. */
  kept: unknown;
  /** What the other one said instead, if it said anything else. */
  instead: unknown;
}
export interface Merge {
  /** The older of the two, which keeps its id. */
  into: RecordRow;
  from: RecordRow;
  lines: readonly MergeLine[];
}

/** What becomes of two contacts that are the same person, field by field (SPEC D7). */
export function mergeOf(one: RecordRow, other: RecordRow): Merge {
  const [into, from] = [one, other].toSorted(byAge) as [RecordRow, RecordRow];
  const names = new Set([...Object.keys(into.fields), ...Object.keys(from.fields)]);
  const lines = [...names]
    .filter((field) => !ownFields.has(field))
    .flatMap((field): MergeLine[] => {
      const [first, second] = [valueOf(into, field), valueOf(from, field)];
      const kept = first ?? second;
      if (kept === null) return [];
      const instead = first !== null && second !== null && !isSame(first, second) ? second : null;
      return [{ field, kept, instead }];
    });
  return { into, from, lines };
}

/** They say something of the contact, not of the person. */
const ownFields: ReadonlySet<string> = new Set([
  'mergedInto',
  'isTracked',
  'tags',
  'verified',
  'externalId',
]);

function together(own: RecordRow, others: readonly RecordRow[]): RecordRow {
  const fields: Record<string, Field> = { ...own.fields };
  for (const other of others) {
    for (const [name, field] of Object.entries(other.fields)) {
      if (ownFields.has(name) || shownOf(other, name)?.value === null) continue;
      // Emptied by somebody is a word too: what the others say does not come back by itself.
      if (!Object.hasOwn(fields, name)) fields[name] = field;
    }
  }
  return { ...own, fields };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
