/**
 * What somebody typed into a field: the value to keep, or a sentence about what is wrong with it. The domain's own
 * validators decide; here they only get words, and names of languages and zones become what is stored. SPEC D1. Pure.
 */
import * as v from 'valibot';
import { fieldSchema } from '#domain/records/tables.ts';
import type { Words } from '../words/words.ts';
import { languageTag, timeZoneTyped } from './shown-value.ts';

export type Typed =
  /** `value: null` clears the field. */
  { kind: 'fine'; value: string | null } | { kind: 'problem'; says: string };

/** What can be dialled, as people of every country write it; "ext. 12" may follow. */
const phone = /^\+?[\d\s().\-/]*\d[\d\s().\-/]*([a-z#.]{1,5}\s*\d+)?$/i;

export function readTyped(field: string, text: string, words: Words, locale: string): Typed {
  const { problem } = words.details;
  const typed = text.trim();
  if (typed === '') return { kind: 'fine', value: null };
  const value = stored(field, typed, locale);
  if (value === null) {
    return { kind: 'problem', says: field === 'language' ? problem.language : problem.timeZone };
  }
  if (field === 'phone' && !phone.test(value)) return { kind: 'problem', says: problem.phone };
  const schema = fieldSchema('contact', field);
  if (!schema) return { kind: 'problem', says: problem.attributeName };
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { kind: 'fine', value: parsed.output as string };
  const [{ message }] = parsed.issues;
  return { kind: 'problem', says: sentenceFor(field, message, words) };
}

/** What is wrong with the name of a new attribute; null: nothing. `taken`: names that are there already. */
export function attributeNameProblem(
  name: string,
  taken: readonly string[],
  words: Words,
): string | null {
  const { problem } = words.details;
  const typed = name.trim();
  if (typed === '') return problem.attributeEmpty;
  if (fieldSchema('contact', `attribute.${typed}`) === null) return problem.attributeName;
  const isTaken = taken.some((one) => one.toLocaleLowerCase() === typed.toLocaleLowerCase());
  return isTaken ? problem.attributeTaken(typed) : null;
}

function stored(field: string, typed: string, locale: string): string | null {
  if (field === 'language') return languageTag(typed, locale);
  if (field === 'timeZone') return timeZoneTyped(typed);
  return typed;
}

function sentenceFor(field: string, message: string, { details }: Words): string {
  if (message === 'is too long') return details.problem.tooLong;
  if (field === 'email') return details.problem.email;
  return details.problem.other;
}
