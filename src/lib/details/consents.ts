/**
 * What a person agreed to: the form or the site says it, with its text's version and the page; agents may withdraw it and
 * nothing else. A consent given again after that stands again. SPEC D4. Pure.
 */
import { shownOf, type RecordRow, type Said } from '#domain/records/record.ts';

const consentPrefix = 'consent.';

export interface Consent {
  field: string;
  name: string;
  version: string | null;
  /** Address of the page on which it was given. */
  page: string | null;
  givenAtMs: number;
  /** Who withdrew it, and when; null while it stands. */
  withdrawn: Said | null;
}

export function consentsOf(record: RecordRow | undefined): readonly Consent[] {
  return Object.entries(record?.fields ?? {})
    .filter(([field]) => field.startsWith(consentPrefix))
    .flatMap(([field, { automatic }]): Consent[] => {
      // Only what came by itself was ever given.
      const value = automatic?.value;
      if (!automatic || typeof value !== 'object' || value === null) return [];
      const { version, page } = value as { version?: unknown; page?: unknown };
      const shown = shownOf(record, field);
      return [
        {
          field,
          name: field.slice(consentPrefix.length),
          version: typeof version === 'string' ? version : null,
          page: typeof page === 'string' ? page : null,
          givenAtMs: automatic.atMs,
          withdrawn: shown?.value === null ? shown : null,
        },
      ];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
