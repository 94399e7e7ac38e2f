/** A change of a record that the server did not take: why, and what was meant, so that nothing typed is lost (UX 14). Pure. */
import type { PendingChange } from '#domain/records/believed.ts';
import type { Words } from '../words/words.ts';

export function whyRefused({ answer }: PendingChange, { details }: Words): string {
  const why: Readonly<Record<string, string>> = details.refusedWhy;
  const reason = answer?.state === 'refused' ? answer.reason : 'other';
  return why[reason] ?? details.refusedWhy.other;
}

/** What was to stand in that field; null where it was to be emptied, or is no text. */
export function textRefused({ entry }: PendingChange, field: string): string | null {
  const value = Object.hasOwn(entry.set, field) ? entry.set[field] : null;
  return typeof value === 'string' ? value : null;
}
