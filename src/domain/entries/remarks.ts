/**
 * What later entries say of an earlier one: other words, or taken back (SPEC C14). Kept on the item they speak of. The
 * same remarks in any order leave the same item. Reactions, which only the team has, are in `reactions.ts`.
 */
export interface Remarks {
  /** Other words, in the order they were meant; the last ones count. */
  edits?: readonly Edit[];
  /** Taken back: nothing of its words is shown any more. */
  unsent?: { id: string; atMs: number };
}

export interface Edit {
  id: string;
  text: string;
  intendedAtMs: number;
  atMs: number;
}

/** What speaks of an entry; `atMs`: acceptance, or when it was saved on this device. */
type Remark = { id: string; intendedAtMs: number; atMs: number } & (
  { kind: 'edited'; text: string } | { kind: 'unsent' }
);

/** The item with this remark; the given one is not changed. */
export function remarked<T extends Remarks>(item: T, remark: Remark): T {
  const { id, intendedAtMs, atMs } = remark;
  if (remark.kind === 'edited') {
    const edit = { id, text: remark.text, intendedAtMs, atMs };
    return { ...item, edits: [...(item.edits ?? []), edit].sort(byIntention) };
  }
  const { unsent } = item;
  const isFirst = !unsent || atMs < unsent.atMs || (atMs === unsent.atMs && id < unsent.id);
  return isFirst ? { ...item, unsent: { id, atMs } } : item;
}

/** R3: the later intention counts, ties by the greater id. */
export function byIntention(a: Intended, b: Intended): number {
  return a.intendedAtMs - b.intendedAtMs || (a.id < b.id ? -1 : 1);
}
type Intended = { id: string; intendedAtMs: number };

/** Words as they count now; '' once they were taken back. `text`: as they were first written. */
export function wordsNow(text: string, { edits, unsent }: Remarks): string {
  return unsent ? '' : (edits?.at(-1)?.text ?? text);
}
