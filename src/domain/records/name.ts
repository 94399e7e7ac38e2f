/** How a record is named on the wire: `<table>/<id>`. Without validators, because the outbox of every page uses it. */
import { recordTables, type RecordTable } from './record.ts';

export interface RecordName {
  table: RecordTable;
  id: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Settings are known by name; every other record by the id of a person or a thing. */
const settingName = /^[a-z][a-zA-Z0-9-]{0,39}$/;

/** What a record's subject names, or null if it names no record. */
export function recordOf(subject: string): RecordName | null {
  const slash = subject.indexOf('/');
  const table = subject.slice(0, Math.max(0, slash));
  const id = subject.slice(slash + 1);
  if (!isRecordTable(table)) return null;
  return (table === 'setting' ? settingName : uuid).test(id) ? { table, id } : null;
}

export function recordSubject({ table, id }: RecordName): string {
  return `${table}/${id}`;
}

export function isRecordTable(table: string): table is RecordTable {
  return (recordTables as readonly string[]).includes(table);
}
