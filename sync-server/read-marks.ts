/**
 * Read marks that a group of entries moves, as the store has them. Heads keep those that were moved lately; of the
 * others the row is read first, so that no mark is ever set back because somebody had forgotten how far it was (L15).
 */
import type { ReadMark } from '#domain/model.ts';
import { unreadMark } from '#domain/rules/read-mark.ts';
import type { Heads } from './heads.ts';
import type { Item } from './judge.ts';
import type { Store } from './ports.ts';

/** Puts what is missing into the heads, which must be in memory. */
export async function loadMarks(
  { store, heads }: { store: Pick<Store, 'feedRow'>; heads: Pick<Heads, 'peek'> },
  items: readonly Item[],
): Promise<void> {
  for (const { conversation, who, entry } of items) {
    if (who.kind !== 'agent' || (entry.kind !== 'read' && entry.kind !== 'unread')) continue;
    const head = heads.peek(conversation);
    if (!head || head.marks.has(who.id)) continue;
    const row = await store.feedRow('readMark', conversation, who.id);
    head.marks.set(who.id, (row?.value as ReadMark | null) ?? unreadMark(conversation));
  }
}
