/**
 * The log of every conversation in one append-only table, in commit order (DESIGN 6).
 *
 * The table has no index: an index entry lands on a page of its own for each busy conversation, and that page costs
 * more than the row. Instead each entry names the one before it in its conversation, and each finished 64 entries are
 * repeated in one row (`entryChunk`), so a log is read as a few long rows and then at most 63 short ones.
 *
 * Measured, µs of CPU for a whole message (entry, answer, head, alarm) at 20 and 100 a commit, 1,000 busy conversations
 * of 20,000: no way to find entries 35 and 23, this chain 36 and 26, an index on (conversation, number) 44 and 29,
 * clustered by conversation 75 and 61. Reading 1,000 entries: 0.3 ms by chunks, 1.4 ms by the index.
 */
import { PortError, type EntryRow, type PublicRewrite } from '../ports.ts';
import { sql } from 'kysely';
import type { Head } from './store-sqlite-conversations.ts';
import type { Database } from './store-sqlite-database.ts';

/** Entries in a chunk, about 14 KB of text. Measured: 32 read and write the same, 128 take twice as long to read. */
const entriesPerChunk = 64;

/** ASCII's record separator. JSON may not contain it raw, so it cannot be in an entry's text. */
const separator = '\u001e';

type Audience = 'team' | 'public';
interface Link {
  no: number;
  number: number;
  publicNumber: number | null;
  previous: number | null;
  text: string;
  publicText: string | null;
}

export type Entries = ReturnType<typeof entriesIn>;

export function entriesIn(database: Database) {
  const insert = database.statement<{
    no: number;
    conversationNo: number;
    number: number;
    publicNumber: number | null;
    previous: number | null;
    text: string;
    publicText: string | null;
  }>()((queries, p) =>
    queries.insertInto('entry').values({
      no: p('no'),
      conversationNo: p('conversationNo'),
      number: p('number'),
      publicNumber: p('publicNumber'),
      previous: p('previous'),
      text: p('text'),
      publicText: p('publicText'),
    }),
  );
  const readBack = database.statement<{ tail: number; from: number }>()((queries, p) => {
    const link = ['no', 'number', 'publicNumber', 'previous', 'text', 'publicText'] as const;
    return queries
      .withRecursive('back', (query) =>
        query
          .selectFrom('entry')
          .select(link)
          .where('no', '=', p('tail'))
          .unionAll(
            query
              .selectFrom('back')
              .innerJoin('entry', 'entry.no', 'back.previous')
              .select(link.map((column) => `entry.${column}` as const))
              .where('back.number', '>', p('from')),
          ),
      )
      .selectFrom('back')
      .select(link)
      .where('number', '>=', p('from'));
  });
  const insertChunk = database.statement<{
    conversationNo: number;
    audience: Audience;
    first: number;
    count: number;
    texts: string;
  }>()((queries, p) =>
    queries.insertInto('entryChunk').values({
      conversationNo: p('conversationNo'),
      audience: p('audience'),
      first: p('first'),
      count: p('count'),
      texts: p('texts'),
    }),
  );
  const readChunks = database.statement<{
    conversationNo: number;
    audience: Audience;
    after: number;
    to: number;
  }>()((queries, p) =>
    queries
      .selectFrom('entryChunk')
      .select(['first', 'texts'])
      .where('conversationNo', '=', p('conversationNo'))
      .where('audience', '=', p('audience'))
      .where('first', '>', p('after'))
      .where('first', '<', p('to'))
      .orderBy('first'),
  );
  const rewriteEntry = database.statement<{ no: number; publicText: string }>()((queries, p) =>
    queries
      .updateTable('entry')
      .set({ publicText: p('publicText') })
      .where('no', '=', p('no')),
  );
  const rewriteChunk = database.statement<{
    conversationNo: number;
    first: number;
    texts: string;
  }>()((queries, p) =>
    queries
      .updateTable('entryChunk')
      .set({ texts: p('texts') })
      .where('conversationNo', '=', p('conversationNo'))
      .where('audience', '=', sql.lit('public'))
      .where('first', '=', p('first')),
  );
  const readLast = database.statement()((queries) =>
    queries
      .selectFrom('entry')
      .select((query) => query.fn.coalesce(query.fn.max('no'), sql<number>`0`).as('no')),
  );

  let lastNo = readLast.get({})!.no;

  /** Oldest first. */
  function since(tail: number, from: number): Link[] {
    return readBack.all({ tail, from }).reverse();
  }

  function writeChunk(conversationNo: number, tail: number, first: number): void {
    const links = since(tail, first);
    const shown = links.filter((link) => link.publicText !== null);
    insertChunk.run({
      conversationNo,
      audience: 'team',
      first,
      count: links.length,
      texts: links.map((link) => link.text).join(separator),
    });
    if (shown.length === 0) return;
    insertChunk.run({
      conversationNo,
      audience: 'public',
      first: shown[0]!.publicNumber!,
      count: shown.length,
      texts: shown.map((link) => link.publicText).join(separator),
    });
  }

  return {
    /** Adds entries that continue `head`, and returns the head after them. */
    append(head: Head, entries: readonly EntryRow[]): Head {
      let { count, publicCount, tail } = head;
      for (const entry of entries) {
        lastNo += 1;
        insert.run({
          no: lastNo,
          conversationNo: head.no,
          number: entry.number,
          publicNumber: entry.publicNumber,
          previous: tail,
          text: entry.text,
          publicText: entry.publicText,
        });
        tail = lastNo;
        count += 1;
        if (entry.publicNumber !== null) publicCount += 1;
        if (count % entriesPerChunk === 0) writeChunk(head.no, tail, count - entriesPerChunk);
      }
      return { no: head.no, count, publicCount, tail };
    },

    /**
     * Says the public texts of these earlier entries anew, in their rows and in the chunks that repeat them. False if one
     * of them is not public at that place.
     */
    rewrite(head: Head, rewrites: readonly PublicRewrite[]): boolean {
      if (head.tail === null) return false;
      const links = since(head.tail, Math.min(...rewrites.map(({ number }) => number)));
      for (const { number, publicNumber, publicText } of rewrites) {
        const link = links.find((one) => one.number === number);
        if (link?.publicNumber !== publicNumber) return false;
        rewriteEntry.run({ no: link.no, publicText });
        const reach = { after: publicNumber - entriesPerChunk, to: publicNumber + 1 };
        const chunks = readChunks.all({ conversationNo: head.no, audience: 'public', ...reach });
        for (const { first, texts } of chunks) {
          const all = texts.split(separator);
          if (publicNumber - first >= all.length) continue;
          all[publicNumber - first] = publicText;
          rewriteChunk.run({ conversationNo: head.no, first, texts: all.join(separator) });
        }
      }
      return true;
    },

    /** Throws `damaged` if the file no longer holds what the head says. */
    texts(head: Head, audience: Audience, from: number, to: number): string[] {
      const end = Math.min(to, audience === 'team' ? head.count : head.publicCount);
      if (from >= end) return [];
      const texts: string[] = [];
      // A chunk that begins up to 63 entries before `from` may still reach it.
      const after = from - entriesPerChunk;
      let first: number | null = null;
      for (const chunk of readChunks.all({ conversationNo: head.no, audience, after, to: end })) {
        first ??= chunk.first;
        for (const text of chunk.texts.split(separator)) texts.push(text);
      }
      const chunked = head.count - (head.count % entriesPerChunk);
      const reached = first === null ? from : first + texts.length;
      if (reached < end && head.tail !== null && chunked < head.count) {
        const oldest = audience === 'team' ? Math.max(chunked, reached) : chunked;
        for (const link of since(head.tail, oldest)) {
          const number = audience === 'team' ? link.number : link.publicNumber;
          if (number === null) continue;
          first ??= number;
          texts.push(audience === 'team' ? link.text : link.publicText!);
        }
      }
      const asked = texts.slice(from - (first ?? from), end - (first ?? from));
      if (first === null || first > from || asked.length !== end - from) {
        throw new PortError('damaged', `Entries ${from} to ${end} of a log are not all there.`);
      }
      return asked;
    },
  };
}
