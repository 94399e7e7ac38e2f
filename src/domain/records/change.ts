/**
 * A change of a record as people and devices submit it: which record, which fields, when. The values are looked at by
 * `rules/check-changed.ts`, field by field. DESIGN 3, 4; SPEC R3, S11.
 */
import * as v from 'valibot';
import { limits } from '../limits.ts';
import { time, uuid } from '../submitted.ts';
import { recordOf } from './name.ts';

export const submittedChange = v.strictObject({
  id: uuid,
  subject: v.pipe(
    v.string(),
    v.maxLength(limits.subjectCharacters),
    v.check((subject) => recordOf(subject) !== null, 'must be <table>/<id>'),
  ),
  kind: v.literal('changed'),
  /** Field -> new value; null clears it. Each is checked by its own validator. */
  set: v.custom<Record<string, unknown>>(
    (set) => typeof set === 'object' && set !== null && !Array.isArray(set),
    'must be an object',
  ),
  writtenAtMs: time,
  /** Id of the last change of this record that its author had on the screen; null: nothing. */
  seenUpTo: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  after: v.optional(uuid),
  live: v.optional(v.boolean()),
});
export type SubmittedChange = v.InferOutput<typeof submittedChange>;
