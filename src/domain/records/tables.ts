/**
 * What each table of records holds: the fields with their validators, who may set them, and how a change is named on
 * the wire. A new field is one line here. SPEC D1, S3-S5, A7, A8, L19; RELIABILITY B86, B90.
 *
 * A field's value is JSON; null clears it. `removed: true` takes a record out of every list and is undone by null.
 */
import * as v from 'valibot';
import { limits } from '../limits.ts';
import { uuid } from '../submitted.ts';
import type { RecordTable } from './record.ts';

const line = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) =>
      text
        .toWellFormed()
        .replaceAll(/[\p{Cc}]/gu, ' ')
        .trim(),
    ),
    v.minLength(1, 'is empty'),
    v.maxLength(most, 'is too long'),
  );
const name = line(limits.nameCharacters);
/** The languages of the widget. */
export const nameLanguages = ['en', 'fr', 'it', 'es', 'de', 'pt', 'nl', 'pl', 'tr', 'ar'] as const;
/** Language -> text, for what visitors read (SPEC S4). */
const nameByLanguage = v.record(v.picklist(nameLanguages), name);
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const removed = v.literal(true);
/** What a form has in one place. */
const plain = v.union([
  v.pipe(v.string(), v.maxLength(limits.settingCharacters, 'is too long')),
  v.pipe(v.number(), v.finite()),
  v.boolean(),
]);
const filtersMost = 50;

/** One validator for each field. Unknown fields are refused by their name (T19). */
export const recordFields = {
  contact: {
    name,
    email: v.pipe(line(254), v.regex(/^[^\s@]+@[^\s@]+$/, 'is no address')),
    phone: line(40),
    company: name,
    language: line(35),
    timeZone: line(64),
    /** Own attributes, each a field of its own: `attribute.<name>` (B86: at most 50). */
    attribute: line(limits.attributeCharacters),
    tags: v.pipe(v.array(uuid), v.maxLength(limits.tagsPerConversation)),
    /** The contact that this one is shown as (SPEC D7); null again undoes it, with both histories intact. */
    mergedInto: uuid,
    /** The address is known to be theirs, by the site's word (SPEC D7). */
    verified: v.boolean(),
    /** The site's own id of them, by the site's word. */
    externalId: line(128),
    isTracked: v.boolean(),
    /** `consent.<name>`: what was agreed to, on which page (SPEC D4). The form or the site says it; agents only clear it. */
    consent: v.strictObject({ version: line(40), page: line(limits.pageUrlCharacters) }),
    /** `noted.<agent>`: wrote in the notes (SPEC D5). Believed only of whoever says it of themselves. */
    noted: v.literal(true),
  },
  group: {
    name: nameByLanguage,
    members: v.pipe(v.array(uuid), v.maxLength(limits.groupMembers)),
    /** Visitors do not see it among the groups they may choose. */
    isPrivate: v.boolean(),
    spread: v.picklist(['manual', 'round-robin', 'least-busy']),
    /** Live chats at once for each member, unless they have a number of their own (SPEC A8). */
    capacity: count(100),
    removed,
  },
  tag: { name: line(limits.tagCharacters), removed },
  /** What an agent says of themselves; `id` is the agent's. Role and address are the account's, over HTTP. */
  profile: {
    name,
    /** What they chose; whether their device answers is presence (SPEC B1, B2). */
    status: v.picklist(['online', 'invisible', 'offline']),
    languages: v.pipe(v.array(line(35)), v.maxLength(20)),
    /** Live chats at once; null: the workspace's (SPEC A8). */
    capacity: count(100),
    /** A small picture as a data URL, made in the browser. */
    picture: v.pipe(
      v.string(),
      v.maxLength(limits.pictureCharacters),
      v.regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/, 'is no picture'),
    ),
    /** Their own settings (sound, desktop notices, Enter key, density, after closing): `preference.<name>`. */
    preference: plain,
  },
  /** A saved view: a filter and an order (SPEC L19). */
  view: {
    name,
    filter: v.pipe(
      v.record(line(40), v.nullable(plain)),
      v.check((filter) => Object.keys(filter).length <= filtersMost, 'has too many parts'),
    ),
    order: line(40),
    /** `mine`, `everyone` or a group's id. */
    audience: line(40),
    removed,
  },
  /** `id` is the setting's name; one field. */
  setting: { value: plain },
} as const satisfies Record<RecordTable, Record<string, v.GenericSchema>>;

/** As a heading is written, in any language. */
const plainName = /^\p{L}[\p{L}\p{M}\p{N}_ -]{0,39}$/u;
/** Fields with one more name behind a dot, each kept apart: `attribute.size`, `preference.sound`, `noted.<agent>`. */
const openFields: Readonly<Record<string, (rest: string) => boolean>> = {
  attribute: (rest) => plainName.test(rest),
  preference: (rest) => plainName.test(rest),
  consent: (rest) => plainName.test(rest),
  noted: (rest) => v.is(uuid, rest),
};

/** The validator of one field, or null where the table has no such field. */
export function fieldSchema(table: RecordTable, field: string): v.GenericSchema | null {
  const [base = '', rest] = splitOnce(field);
  const fields: Record<string, v.GenericSchema> = recordFields[table];
  if (!Object.hasOwn(fields, base)) return null;
  const isName = Object.hasOwn(openFields, base) ? openFields[base] : undefined;
  if ((isName !== undefined) !== (rest !== null)) return null;
  if (rest !== null && (!isName?.(rest) || rest in Object.prototype)) return null;
  return fields[base] ?? null;
}

function splitOnce(field: string): [string, string | null] {
  const dot = field.indexOf('.');
  return dot < 0 ? [field, null] : [field.slice(0, dot), field.slice(dot + 1)];
}
