/** What follows from personal rows and records for the lists (SPEC L2). Pure. */
import type { DraftLeft, Notice } from '#domain/model.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';

/** Conversation -> number of the newest entry that mentions the reader. */
export function mentionsIn(notices: Iterable<Notice>): ReadonlyMap<string, number> {
  const mentions = new Map<string, number>();
  for (const { kind, conversation, number } of notices) {
    if (kind !== 'mentioned') continue;
    mentions.set(conversation, Math.max(number, mentions.get(conversation) ?? -1));
  }
  return mentions;
}

/** Conversation -> the drafts in which words lie that nobody has sent. */
export function draftsIn(drafts: Iterable<DraftLeft>): ReadonlyMap<string, readonly DraftLeft[]> {
  return Map.groupBy(drafts, ({ conversation }) => conversation);
}

/** Tag id -> its name. */
export function tagNamesIn(tags: readonly RecordRow[]): ReadonlyMap<string, string> {
  return new Map(tags.map((tag) => [tag.id, String(valueOf(tag, 'name') ?? '')]));
}

/** Ids that were joined by spaces: as text they are the same until another one is among them. */
export function idsIn(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').filter(Boolean));
}
