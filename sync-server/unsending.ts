/**
 * What the visitor's projection holds of words that are about to be taken back: read before the group is judged,
 * because judging waits for nothing (SPEC C14).
 */
import { unsentText } from '#domain/entries/projection.ts';
import type { StoredPublic } from './draft.ts';
import type { Head } from './heads.ts';
import { publicNumberOf } from './judge.ts';
import type { AnswerRow, Store } from './ports.ts';

/**
 * The entry `of` and its edits, as they are stored, if the visitor has them. `known`: answers that were looked up for
 * the group. No more than five minutes of a log, since nobody may take back what is older.
 */
export async function storedWordsOf(
  store: Store,
  head: Head,
  of: string,
  known: ReadonlyMap<string, AnswerRow>,
): Promise<StoredPublic[]> {
  const row = known.get(of);
  const from = head.recent.get(of)?.publicNumber ?? (row ? publicNumberOf(row) : null);
  if (from === null) return [];
  const texts = await store.entryTexts(head.id, 'public', from, head.publicCount);
  const words = texts
    .map((text, index) => ({ text, publicNumber: from + index }))
    .filter(({ text }) => unsentText(text, of) !== null)
    .map((one) => ({ ...one, id: (JSON.parse(one.text) as { id: string }).id }));
  const answers = await store.answers(words.map(({ id }) => id));
  return words.flatMap(({ id, publicNumber, text }) => {
    const number = answers.get(id)?.number ?? null;
    return number === null ? [] : [{ number, publicNumber, text }];
  });
}
