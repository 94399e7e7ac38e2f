/**
 * Every word that a slip may be forgiven for, in memory by its length, so that a typed word is compared with a few ten
 * thousand others in a few milliseconds. Kept in the table `word` between starts.
 */
import type { DatabaseSync } from 'node:sqlite';
import { isNear } from '#domain/search/near.ts';

/** A slip is forgiven from four letters on, and may have added one of them. */
const lettersMin = 3;
const lettersMax = 24;
/** More near words than this are no help to anybody. */
const nearMost = 40;

export type Vocabulary = ReturnType<typeof vocabularyIn>;

export function vocabularyIn(database: DatabaseSync) {
  const insert = database.prepare('insert into word values (?) on conflict do nothing');
  const remove = database.prepare('delete from word where text = ?');
  const byLength = new Map<number, Set<string>>();
  const lengthOf = (length: number) => {
    let words = byLength.get(length);
    if (words === undefined) byLength.set(length, (words = new Set()));
    return words;
  };
  for (const { text } of database.prepare('select text from word').iterate()) {
    lengthOf(String(text).length).add(String(text));
  }

  return {
    /** In the open transaction. */
    add(words: Iterable<string>): void {
      for (const word of words) {
        if (word.length < lettersMin || word.length > lettersMax || /\p{N}/u.test(word)) continue;
        const known = lengthOf(word.length);
        if (known.has(word)) continue;
        known.add(word);
        insert.run(word);
      }
    },
    remove(words: Iterable<string>): void {
      for (const word of words) if (lengthOf(word.length).delete(word)) remove.run(word);
    },
    /** Words one slip away that do not begin with the typed one, which is found anyway. */
    near(typed: string): string[] {
      const near: string[] = [];
      for (const length of [typed.length, typed.length + 1, typed.length - 1]) {
        for (const word of byLength.get(length) ?? []) {
          if (!isNear(typed, word) || word.startsWith(typed)) continue;
          near.push(word);
          if (near.length >= nearMost) return near;
        }
      }
      return near;
    },
    /** After a transaction was undone: what is known may not be written. */
    forget(): void {
      byLength.clear();
      for (const { text } of database.prepare('select text from word').iterate()) {
        lengthOf(String(text).length).add(String(text));
      }
    },
  };
}
