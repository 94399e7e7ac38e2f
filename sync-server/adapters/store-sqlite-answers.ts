/**
 * What was answered for each id, for ever: the same id again gets the same answer (DESIGN 3).
 *
 * Keyed by the id as text. As 16 bytes the table is a tenth smaller and neither faster to write nor to read, within
 * what can be measured; text is what the logs and the other tables say.
 */
import type { AnswerRow } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

const columns = [
  'id',
  'subject',
  'by',
  'digest',
  'state',
  'reason',
  'detail',
  'number',
  'acceptedAtMs',
] as const satisfies (keyof AnswerRow)[];

export type Answers = ReturnType<typeof answersIn>;

export function answersIn(database: Database) {
  const insert = database.statement<AnswerRow>()((queries, p) =>
    queries
      .insertInto('answer')
      .values({
        id: p('id'),
        subject: p('subject'),
        by: p('by'),
        digest: p('digest'),
        state: p('state'),
        reason: p('reason'),
        detail: p('detail'),
        number: p('number'),
        acceptedAtMs: p('acceptedAtMs'),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const read = database.statement<{ id: string }>()((queries, p) =>
    queries.selectFrom('answer').select(columns).where('id', '=', p('id')),
  );

  return {
    /** False if the id was answered before. */
    add(answer: AnswerRow): boolean {
      return insert.run(answer) === 1;
    },
    of(id: string): AnswerRow | null {
      return read.get({ id }) ?? null;
    },
  };
}
