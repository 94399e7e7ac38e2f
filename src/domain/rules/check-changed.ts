/**
 * A change of a record, looked at before anything else is: is it one, does its table have these fields with such
 * values, and may this person change that record at all? RELIABILITY T2, T18, T19, B86, B90.
 *
 * Never throws, whatever JSON it is given, and its cost does not depend on how deep that is nested.
 */
import * as v from 'valibot';
import { limits } from '../limits.ts';
import type { Refusal, Who } from '../model.ts';
import { submittedChange, type SubmittedChange } from '../records/change.ts';
import { recordOf, type RecordName } from '../records/name.ts';
import { fieldSchema } from '../records/tables.ts';
import { can } from './can.ts';
import { isDerivedId, isPlainObject, refused } from './check-submitted.ts';

export type CheckedChange =
  | { kind: 'submitted'; entry: SubmittedChange }
  | { kind: 'refused'; id: string; reason: Refusal; field?: string };

/** True for what says that it is a change of a record; `checkChanged` then tells whether it is one. */
export function isChange(raw: unknown): boolean {
  return isPlainObject(raw) && Object.hasOwn(raw, 'kind') && raw['kind'] === 'changed';
}

const keys: ReadonlySet<string> = new Set(Object.keys(submittedChange.entries));

/** `raw` is parsed JSON, not looked at by anyone; it is not changed. */
export function checkChanged(raw: unknown, who: Who): CheckedChange {
  if (!isPlainObject(raw)) return refused({}, 'malformed');
  const extra = Object.keys(raw).find((key) => !keys.has(key));
  if (extra !== undefined) return refused(raw, 'malformed', extra.slice(0, 64));

  const parsed = v.safeParse(submittedChange, raw, { abortEarly: true });
  if (!parsed.success) {
    return refused(raw, 'malformed', String(parsed.issues[0].path?.[0]?.key ?? 'kind'));
  }
  const entry = parsed.output;
  if (who.kind !== 'parley' && isDerivedId(entry.id)) return refused(entry, 'malformed', 'id');
  const record = recordOf(entry.subject)!;
  if (!can(who, 'change', record)) return refused(entry, 'not-allowed');

  const given = who.kind === 'agent' ? notForAgents(entry.set) : undefined;
  if (given !== undefined) return refused(entry, 'not-allowed', given.slice(0, 64));

  const set = checkSet(record.table, entry.set);
  return set.ok
    ? { kind: 'submitted', entry: { ...entry, set: set.value } }
    : refused(entry, set.reason, set.field);
}

/**
 * What only the person or the site can say: a consent, which agents may withdraw for them (SPEC D4), and what makes two
 * contacts one by itself (SPEC D7).
 */
function notForAgents(set: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(set).find(
    (name) =>
      (name.startsWith('consent.') && set[name] !== null) ||
      name === 'verified' ||
      name === 'externalId',
  );
}

type CheckedSet =
  { ok: true; value: Record<string, unknown> } | { ok: false; reason: Refusal; field: string };

/** Values as their validators leave them, in the order of the names, so that the same change has one digest. */
function checkSet(table: RecordName['table'], set: Record<string, unknown>): CheckedSet {
  const names = Object.keys(set).toSorted();
  if (names.length === 0) return { ok: false, reason: 'empty', field: 'set' };
  if (names.length > limits.fieldsPerChange) return { ok: false, reason: 'too-many', field: 'set' };
  const values: [string, unknown][] = [];
  for (const name of names) {
    const schema = fieldSchema(table, name);
    if (!schema) return { ok: false, reason: 'malformed', field: name.slice(0, 64) };
    if (set[name] === null) {
      values.push([name, null]);
      continue;
    }
    const value = v.safeParse(schema, set[name], { abortEarly: true });
    if (!value.success) {
      const reason = reasonOf(value.issues[0].message);
      return { ok: false, reason, field: name.slice(0, 64) };
    }
    values.push([name, value.output]);
  }
  return { ok: true, value: Object.fromEntries(values) };
}

function reasonOf(message: string): Refusal {
  if (message === 'is empty') return 'empty';
  return message === 'is too long' ? 'too-long' : 'malformed';
}
