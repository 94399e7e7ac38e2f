/** A few conversations for the palette, from this device only: at once, and without network (UX 19.2). */
import type { DeskSync } from '#sync/contract.ts';

export interface QuickResult {
  conversation: string;
  /** The line that says it, or null where the name does. */
  snippet: string | null;
}

const quickMost = 6;

export async function searchQuick(
  sync: Pick<DeskSync, 'search'>,
  typed: string,
): Promise<QuickResult[]> {
  const { hits } = await sync.search.find({ typed, from: 0, limit: quickMost });
  return hits.map(({ conversation, snippet }) => ({ conversation, snippet }));
}
