/**
 * Records: rows that people edit field by field (contacts, groups, tags, profiles, saved views, settings). A record is
 * the fold of its own small log: each field keeps the value that was meant last, with who set it, when, and where it
 * came from. So contacts and settings are edited offline, merged and undone by the same circuit as conversations
 * (SPEC R3, D1, S3, S11; DESIGN 4).
 *
 * Pure. What the fields of each table are, and who may set them, is in `tables.ts`.
 */
import type { Principal } from '../model.ts';

export const recordTables = ['contact', 'group', 'tag', 'profile', 'view', 'setting'] as const;
export type RecordTable = (typeof recordTables)[number];

/** Where a value came from (SPEC D1). All but `agent` are automatic: they never hide what an agent typed. */
export type FieldSource = 'agent' | 'form' | 'site' | 'plugin' | 'browser' | 'email';

/** One value, or null where it was cleared, with the change that set it. */
export interface Said {
  value: unknown;
  source: FieldSource;
  by: Principal;
  /** Server clock, ms: when the change was accepted, and when it was meant. */
  atMs: number;
  intendedAtMs: number;
  /** Id of that change. */
  entry: string;
}

/**
 * What agents said last of a field, and what came by itself last. Kept apart so that every order of arrival ends alike;
 * which of the two is shown is for `shownOf`.
 */
export interface Field {
  typed?: Said;
  automatic?: Said;
}

/** A row of the feed. `removed` is a field like any other, so removing is undone by setting it back. */
export interface RecordRow {
  id: string;
  /** How many changes were folded: the number of the next one. */
  count: number;
  createdAtMs: number;
  fields: Readonly<Record<string, Field>>;
}

/** A change as it enters the record's log. `set`: field -> new value; null clears it. */
export interface Change {
  id: string;
  kind: 'changed';
  by: Principal;
  byName?: string;
  source: FieldSource;
  acceptedAtMs: number;
  writtenAtMs: number;
  intendedAtMs: number;
  set: Readonly<Record<string, unknown>>;
}

export function emptyRecord(id: string, createdAtMs: number): RecordRow {
  return { id, count: 0, createdAtMs, fields: {} };
}

/** The record after one more accepted change; the one given stays as it was. Any order of arrival ends alike (R3). */
export function changeRecord(record: RecordRow, change: Change): RecordRow {
  const fields: Record<string, Field> = { ...record.fields };
  for (const [name, value] of Object.entries(change.set)) {
    const field = fieldOf(record, name) ?? {};
    const said = saidBy(change, value);
    const side = sideOf(change);
    if (isLater(said, field[side])) fields[name] = { ...field, [side]: said };
  }
  return { ...record, count: record.count + 1, fields };
}

/** Names of the fields in which a change did not count, because something meant later, or by an agent, stands. */
export function overruledBy(record: RecordRow, change: Change): string[] {
  const after = changeRecord(record, change);
  return Object.keys(change.set).filter((name) => shownOf(after, name)?.entry !== change.id);
}

/**
 * What a field says: an agent's word before what came by itself, whenever that was, unless the agent cleared the field
 * before it came (D1). Null where nothing was ever said.
 */
export function shownOf(record: RecordRow | undefined, name: string): Said | null {
  const field = record && fieldOf(record, name);
  if (!field) return null;
  const { typed, automatic } = field;
  if (!typed || !automatic) return typed ?? automatic ?? null;
  return typed.value === null && automatic.intendedAtMs > typed.intendedAtMs ? automatic : typed;
}

/** The value of a field, or null where it was never set or is cleared. */
export function valueOf(record: RecordRow | undefined, name: string): unknown {
  return shownOf(record, name)?.value ?? null;
}

/**
 * The word that was accepted last and still stands somewhere in the record, or the one of entry `id` if that is given;
 * what an author has on the screen when they change it.
 */
export function latestSaid(record: RecordRow | undefined, id?: string | null): Said | null {
  if (!record || id === null) return null;
  let latest: Said | null = null;
  for (const { typed, automatic } of Object.values(record.fields)) {
    for (const said of [typed, automatic]) {
      if (!said || (id !== undefined && said.entry !== id)) continue;
      if (!latest || said.atMs > latest.atMs) latest = said;
    }
  }
  return latest;
}

function fieldOf({ fields }: RecordRow, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function sideOf({ source }: Change): keyof Field {
  return source === 'agent' ? 'typed' : 'automatic';
}

function saidBy(change: Change, value: unknown): Said {
  const { source, by, acceptedAtMs: atMs, intendedAtMs, id: entry } = change;
  return { value: value ?? null, source, by, atMs, intendedAtMs, entry };
}

/** The later intention, ties by the greater id (R3). */
function isLater(next: Said, current: Said | undefined): boolean {
  if (!current) return true;
  if (next.intendedAtMs !== current.intendedAtMs) return next.intendedAtMs > current.intendedAtMs;
  return next.entry > current.entry;
}
