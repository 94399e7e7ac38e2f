/** Which fields of a contact are shown, in which order, and what a field calls itself. SPEC D1, D3; UX 8. Pure. */
import { shownOf, valueOf, type RecordRow, type Said } from '#domain/records/record.ts';
import type { Words } from '../words/words.ts';

const attributePrefix = 'attribute.';

export interface Attribute {
  /** As in the record: `attribute.<label>`. */
  field: string;
  label: string;
  said: Said;
}

/** Own attributes that hold something, by name. Read-only where the site or a plugin says them (D3). */
export function attributesOf(contact: RecordRow | undefined): {
  own: readonly Attribute[];
  pushed: readonly Attribute[];
} {
  const all = Object.keys(contact?.fields ?? {})
    .filter((field) => field.startsWith(attributePrefix))
    .flatMap((field): Attribute[] => {
      const said = shownOf(contact, field);
      if (said === null || said.value === null) return [];
      return [{ field, label: field.slice(attributePrefix.length), said }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return {
    own: all.filter(({ said }) => !isPushed(said)),
    pushed: all.filter(({ said }) => isPushed(said)),
  };
}

export function attributeField(label: string): string {
  return attributePrefix + label.trim();
}

export function isPushed({ source }: Said): boolean {
  return source === 'site' || source === 'plugin';
}

/** What a field calls itself: a standard one in the reader's language, an own one as it was named. */
export function labelOf(field: string, words: Words): string {
  if (field.startsWith(attributePrefix)) return field.slice(attributePrefix.length);
  const labels: Readonly<Record<string, string>> = words.details.field;
  return Object.hasOwn(labels, field) ? labels[field]! : field;
}

/** A field's value as text, or null where nothing is known. */
export function textOf(contact: RecordRow | undefined, field: string): string | null {
  const value = valueOf(contact, field);
  return typeof value === 'string' && value !== '' ? value : null;
}
