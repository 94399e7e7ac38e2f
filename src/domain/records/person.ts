/**
 * Which contacts are one person (SPEC D7): those that lead to the same one by `mergedInto`. Nothing is copied when two are
 * merged, so undoing it changes one field. Pure.
 */
import { valueOf, type RecordRow } from './record.ts';

/**
 * The contact that this one is shown as; itself where it is merged into none that is known. Two merges made at once,
 * each offline, may point at each other: then the smallest id among them stands, for everybody.
 */
export function contactOf(contacts: ReadonlyMap<string, RecordRow>, id: string): string {
  const passed: string[] = [];
  let at = id;
  for (;;) {
    const from = passed.indexOf(at);
    if (from >= 0) return passed.slice(from).toSorted()[0]!;
    passed.push(at);
    const into = valueOf(contacts.get(at), 'mergedInto');
    if (typeof into !== 'string' || !contacts.has(into)) return at;
    at = into;
  }
}

/** All contacts that are the same person as this one, itself first. */
export function samePerson(contacts: ReadonlyMap<string, RecordRow>, id: string): string[] {
  const shown = contactOf(contacts, id);
  const merged = [...contacts].filter(([other, row]) => {
    // Nearly all are nobody else, and need no looking further.
    return valueOf(row, 'mergedInto') !== null && contactOf(contacts, other) === shown;
  });
  const others = new Set([shown, ...merged.map(([other]) => other).toSorted()]);
  others.delete(id);
  return [id, ...others];
}
