/** What a setting says. The workspace's name is an older kind of row, with a bare value. */
import { type RecordRow, valueOf } from '#domain/records/record.ts';

export function settingValue(row: RecordRow | { value: unknown } | undefined): unknown {
  if (!row) return null;
  return 'fields' in row ? valueOf(row, 'value') : row.value;
}
