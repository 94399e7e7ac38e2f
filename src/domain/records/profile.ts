/** What an agent says of themselves for others to see: a name and a picture (SPEC S5). Pure. */
import { valueOf, type RecordRow } from './record.ts';

/** Null: they go by the name of their account. */
export function publicNameIn(profile: RecordRow | undefined): string | null {
  const name = valueOf(profile, 'name');
  return typeof name === 'string' ? name : null;
}

/** A data URL, as `tables.ts` lets it be kept; null where there is none. */
export function pictureIn(profile: RecordRow | undefined): string | null {
  const picture = valueOf(profile, 'picture');
  return typeof picture === 'string' ? picture : null;
}
