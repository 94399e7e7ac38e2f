/**
 * What search should find, said as plainly as possible: every conversation in a list, looked at one after the other. The
 * index of the server and that of the device are compared with it.
 */
import type { RecordRow } from '#domain/records/record.ts';
import type { Summary } from '#domain/model.ts';
import { wordsOf } from '#domain/search/fold.ts';
import { isMatch } from '#domain/search/near.ts';
import { beforeMsOf, isEmptyQuery, parseQuery } from '#domain/search/query.ts';
import { headWords, isInPlaces, personWords, placeFactsOf } from '#domain/search/searchable.ts';

export interface Known {
  summary: Summary;
  contact: RecordRow | null;
  /** Names of its tags. */
  tagNames: string[];
  texts: readonly string[];
}

/** Ids of what answers, newest activity first. */
export function foundIn(known: readonly Known[], typed: string, me: string): string[] {
  const query = parseQuery(typed);
  if (isEmptyQuery(query)) return [];
  const beforeMs = beforeMsOf(query);
  return known
    .filter(({ summary, contact, tagNames, texts }) => {
      const person = personWords(summary, contact);
      const all = [...headWords({ summary, contact, tagNames }), ...texts.flatMap(wordsOf)];
      const has = (said: string[]) => (word: string) => said.some((each) => isMatch(word, each));
      return (
        query.words.every(has(all)) &&
        query.from.every(has(person)) &&
        isInPlaces(placeFactsOf(summary), query.in, me) &&
        (beforeMs === null || summary.activeAtMs < beforeMs)
      );
    })
    .toSorted((one, other) => other.summary.activeAtMs - one.summary.activeAtMs)
    .map(({ summary }) => summary.id);
}
