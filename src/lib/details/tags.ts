/** Tags by name: those a conversation has, those that are found, and whether a new one may be made. SPEC L12. Pure. */
import { valueOf, type RecordRow } from '#domain/records/record.ts';
import { limits } from '#domain/limits.ts';
import { matching, nameScore } from '../desk/name-match.ts';

export interface Tag {
  id: string;
  name: string;
}

/** All that may be given, by name. Removed ones stay on what they were given to, and are not offered. */
export function tagsOffered(tags: ReadonlyMap<string, RecordRow>, locale: string): readonly Tag[] {
  return [...tags.values()]
    .filter((row) => valueOf(row, 'removed') !== true)
    .flatMap((row): Tag[] => {
      const name = valueOf(row, 'name');
      return typeof name === 'string' ? [{ id: row.id, name }] : [];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, locale));
}

/** A tag's name; null for one that is not known here. */
export function tagName(tags: ReadonlyMap<string, RecordRow>, id: string): string | null {
  const name = valueOf(tags.get(id), 'name');
  return typeof name === 'string' ? name : null;
}

export interface TagsFound {
  found: readonly Tag[];
  /** The name of the tag that would be made; null where there is one, or where it is none. */
  fresh: string | null;
  isTooLong: boolean;
}

/** `typed`: what somebody looks for. The same name in other letters is the same tag. */
export function findTags(offered: readonly Tag[], typed: string): TagsFound {
  const name = typed.trim().replace(/\s+/g, ' ');
  const isTooLong = name.length > limits.tagCharacters;
  const isThere = offered.some((tag) => isSameName(tag.name, name));
  return {
    found: matching(offered, name, (tag) => tag.name),
    fresh: name === '' || isTooLong || isThere ? null : name,
    isTooLong,
  };
}

function isSameName(one: string, other: string): boolean {
  return one.length === other.length && nameScore(one, other) === 3;
}
