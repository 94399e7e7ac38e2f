/**
 * A question put to the index. The SQL is made of how many words there are and which places of the closed list are
 * asked for, never of what was typed: that is bound, and to FTS5 it is words in quotes of letters and digits (T18, B87).
 */
import { beforeMsOf, type Place, type Query } from '#domain/search/query.ts';
import { forgives } from '#domain/search/near.ts';

export interface Asked {
  query: Query;
  /** Agent id of who asks. */
  me: string;
  /** Goes on below this one of an earlier page. */
  below: { activeAtMs: number; no: number } | null;
  limit: number;
}

type Bound = string | number;

const placeConditions: Record<Place, string> = {
  open: `conversation.status = 'open'`,
  closed: `conversation.status = 'closed'`,
  snoozed: 'conversation.isSnoozed = 1',
  bin: 'conversation.isBinned = 1',
  mine: 'conversation.agent = ?',
  unassigned: 'conversation.agent is null',
  chat: `conversation.channel = 'chat'`,
  email: `conversation.channel = 'email'`,
};

/** Rows: `no`, `id`, `activeAtMs`, and `line`, the newest that answers, or one below zero where only the head does. */
export function questionOf(
  asked: Asked,
  near: (typed: string) => readonly string[],
): { sql: string; values: Bound[] } {
  const { query, me, below, limit } = asked;
  const tables: string[] = [];
  const joins: string[] = [];
  const values: Bound[] = [];
  const matching = (name: string, match: string, onlyPerson: boolean) => {
    tables.push(
      `${name} as materialized (select line.conversationNo as c, max(line.no) as n
       from found cross join line on line.no = found.rowid
       where found match ?${onlyPerson ? ` and line.part = 'person'` : ''}
       group by line.conversationNo)`,
    );
    joins.push(name);
    values.push(match);
  };
  const matches = query.words.map((word) => matchOf(word, near));
  matches.forEach((match, index) => matching(`word${index}`, match, false));
  query.from.forEach((word, index) => matching(`from${index}`, matchOf(word, near), true));
  const hasWhole = matches.length > 1;
  if (hasWhole) {
    // The line that says all of it is the one to show; the words may also stand in several.
    matching('whole', matches.map((match) => `(${match})`).join(' AND '), false);
    joins.pop();
  }

  const conditions: string[] = [];
  if (!query.in.includes('bin')) conditions.push('conversation.isBinned = 0');
  for (const place of query.in) {
    conditions.push(placeConditions[place]);
    if (place === 'mine') values.push(me);
  }
  const beforeMs = beforeMsOf(query);
  if (beforeMs !== null) {
    conditions.push('conversation.activeAtMs < ?');
    values.push(beforeMs);
  }
  if (below !== null) {
    conditions.push('(conversation.activeAtMs, conversation.no) < (?, ?)');
    values.push(below.activeAtMs, below.no);
  }
  values.push(limit);

  const newest = query.words.map((_, index) => `word${index}.n`);
  const line = newest.length > 1 ? `max(${newest.join(', ')})` : (newest[0] ?? '-1');
  const sql = `
    ${tables.length > 0 ? `with ${tables.join(',\n')}` : ''}
    select conversation.no, conversation.id, conversation.activeAtMs,
      ${hasWhole ? `coalesce(whole.n, ${line})` : line} as line
    from conversation
    ${joins.map((name) => `join ${name} on ${name}.c = conversation.no`).join('\n')}
    ${hasWhole ? 'left join whole on whole.c = conversation.no' : ''}
    ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
    order by conversation.activeAtMs desc, conversation.no desc
    limit ?`;
  return { sql, values };
}

/** One word for FTS5: its beginning, or a word one slip away. */
function matchOf(word: string, near: (typed: string) => readonly string[]): string {
  const own = word.length < 2 ? `"${word}"` : `"${word}"*`;
  const others = forgives(word) ? near(word).map((each) => `"${each}"`) : [];
  return [own, ...others].join(' OR ');
}
