/** What of a thread goes into its transcript: messages and comments that were accepted, as they count now. Pure. */
import { wordsOf, type ThreadItem } from '#domain/entries/fold.ts';
import type { TranscriptLine } from '#domain/documents/transcript.ts';
import { whoDid, type Readers } from './said.ts';

export function transcriptLinesOf(
  items: readonly ThreadItem[],
  find: (id: string) => ThreadItem | undefined,
  reader: Pick<Readers, 'me' | 'visitor' | 'nameOf' | 'words'>,
  myName: string,
): TranscriptLine[] {
  return items.flatMap((item) => {
    if (item.state !== 'accepted') return [];
    const { entry } = item;
    if (entry.kind !== 'message' && entry.kind !== 'comment') return [];
    const quote = entry.quote === undefined ? null : wordsOf(find(entry.quote));
    const name = whoDid(entry.by, entry.byName ?? null, reader as Readers) ?? myName;
    return [
      {
        id: entry.id,
        kind: entry.kind,
        by: entry.by,
        name,
        atMs: entry.acceptedAtMs,
        channel: entry.kind === 'message' ? entry.channel : null,
        text: wordsOf(item) ?? '',
        isEdited: item.edits !== undefined,
        isRemoved: item.unsent !== undefined,
        quote: quote === '' ? reader.words.conversation.removed : quote,
      },
    ];
  });
}
