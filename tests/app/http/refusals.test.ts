import { describe, expect, it } from 'vitest';
import { httpRefusals, isHttpRefusal } from '#domain/services.ts';
import { closeCodes, type CloseName } from '#domain/wire.ts';
import { closeSentence, refusalSentence } from '../../../src/lib/refusals/refusals.ts';
import { languages } from '../../../src/lib/words/words.ts';

const sentences = languages.flatMap((language) => [
  ...httpRefusals.map((key) => [language, key, refusalSentence(key, language)] as const),
  ...(Object.keys(closeCodes) as CloseName[]).map(
    (name) => [language, name, closeSentence(name, language)] as const,
  ),
]);

describe('what people read when something is refused', () => {
  it.each(sentences)('[UX 15] in %s for %s is whole, calm and without jargon', (_, __, says) => {
    expect(says).toMatch(/^¿?\p{Lu}.*\.$/u);
    expect(says).not.toMatch(/!|\boops\b|\berror\b|\berr(?:eur|ore)\b|\bqueue\b|\b[45]\d\d\b/i);
  });

  it('is known by its key alone', () => {
    expect(isHttpRefusal('rate')).toBe(true);
    expect(isHttpRefusal('constructor')).toBe(false);
  });
});
