/** Whom a contact may be merged with: everybody else, those who wrote last first. SPEC D7. Pure. */
import type { Summary } from '#domain/model.ts';
import { contactOf } from '#domain/records/person.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';
import { personOf } from './person.ts';

export interface Candidate {
  record: RecordRow;
  email: string | null;
  conversations: number;
  /** What is looked through beside the name. */
  searched: string;
}

/** `present`: the contact that is shown now. People without a conversation are nobody one could mean. */
export function candidatesOf(
  contacts: ReadonlyMap<string, RecordRow>,
  summaries: Iterable<Summary>,
  present: string,
): readonly Candidate[] {
  const found = new Map<string, { atMs: number; conversations: number }>();
  for (const { visitor, activeAtMs } of summaries) {
    const id = contactOf(contacts, visitor);
    const before = found.get(id) ?? { atMs: 0, conversations: 0 };
    const atMs = Math.max(before.atMs, activeAtMs);
    found.set(id, { atMs, conversations: before.conversations + 1 });
  }
  found.delete(present);
  return [...found]
    .toSorted(([, a], [, b]) => b.atMs - a.atMs)
    .map(([id, { conversations }]) => {
      const { record } = personOf(contacts, id);
      const text = (field: string) => {
        const value = valueOf(record, field);
        return typeof value === 'string' ? value : null;
      };
      const searched = [text('email'), text('phone'), text('company')].filter(Boolean).join(' ');
      return { record, email: text('email'), conversations, searched };
    });
}
