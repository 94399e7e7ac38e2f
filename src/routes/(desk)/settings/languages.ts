/** Languages that Parley's widget speaks, by their names in the reader's language, sorted as they would be there. */
import { nameLanguages } from '#domain/records/tables.ts';

export function writtenLanguages(reader: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([reader], { type: 'language' });
  return nameLanguages
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, reader));
}
