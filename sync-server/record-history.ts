/** The history of one record, for whoever may have the record itself (S3, D1). Views of one's own are nobody else's. */
import { principalOf, type Who } from '#domain/model.ts';
import { historyOf, type HistoryLine } from '#domain/records/history.ts';
import { recordOf } from '#domain/records/name.ts';
import type { Change } from '#domain/records/record.ts';
import { isMine } from '#domain/rules/accept-record.ts';
import type { Done } from '#domain/services.ts';
import type { Store } from './ports.ts';
import { rowOf } from './record-heads.ts';
import { refused } from './refused.ts';

/** Years of changes of one contact; more is no reading. */
const linesMost = 500;

export async function recordHistory(
  store: Store,
  who: Who,
  subject: string,
): Promise<Done<{ history: HistoryLine[] }>> {
  const name = recordOf(subject);
  const head = name && (await store.record(name.table, name.id));
  if (!head) return refused(404, 'no-such-page');
  const isOthers = head.createdBy !== principalOf(who);
  if (isOthers && isMine({ table: head.table, row: rowOf(head) })) {
    return refused(404, 'no-such-page');
  }
  const texts = await store.recordChanges(head.table, head.id);
  const changes = texts.map((text) => JSON.parse(text) as Change);
  return { ok: true, value: { history: historyOf(changes, linesMost) } };
}
