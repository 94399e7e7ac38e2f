/** Who wrote with the same address, and why a change was not accepted. SPEC D1, D7; UX 14. */
import { describe, expect, it } from 'vitest';
import { textRefused, whyRefused } from '$lib/desk/refused-change.ts';
import { linkedTo } from '$lib/details/linked.ts';
import type { PendingChange } from '#domain/records/believed.ts';
import { emptyRecord, type Field, type RecordRow } from '#domain/records/record.ts';
import { wordsIn } from '../../support/words.ts';

function contact(id: string, set: Record<string, unknown>): RecordRow {
  const said = (value: unknown): Field => ({
    typed: {
      ...{ value, source: 'agent', by: 'agent/ana', atMs: 1, intendedAtMs: 1, entry: `e-${id}` },
    },
  });
  const fields = Object.fromEntries(
    Object.entries(set).map(([name, value]) => [name, said(value)]),
  );
  return { ...emptyRecord(id, 0), fields };
}
const among = (...rows: RecordRow[]) => new Map(rows.map((row) => [row.id, row]));

describe('an address that was typed', () => {
  it('[D7] links to everybody who has it, as whom they are shown, and merges nobody', () => {
    const all = among(
      contact('a', { email: 'anna@posta.example' }),
      contact('b', { email: 'Anna@posta.example ', mergedInto: 'c' }),
      contact('c', { name: 'Anna' }),
      contact('d', { email: 'ben@posta.example' }),
      contact('e', {}),
    );
    expect(linkedTo(all, 'a')).toEqual(['c']);
    expect(linkedTo(all, 'c')).toEqual(['a']);
    expect(linkedTo(all, 'e')).toEqual([]);
    expect(linkedTo(all, 'unknown')).toEqual([]);
  });

  it('[D7] does not link those who are one person already', () => {
    const one = contact('a', { email: 'anna@posta.example' });
    const other = contact('b', { email: 'anna@posta.example', mergedInto: 'a' });
    expect(linkedTo(among(one, other), 'a')).toEqual([]);
    expect(linkedTo(among(one, other), 'b')).toEqual([]);
  });
});

describe('a change that was not accepted', () => {
  const refused = (reason: string) =>
    ({
      entry: { set: { 'attribute.Size': 'very large' } },
      answer: { id: 'x', state: 'refused', reason },
    }) as unknown as PendingChange;

  it('[D1] says why, and keeps the text', () => {
    expect(textRefused(refused('too-many'), 'attribute.Size')).toBe('very large');
    expect(textRefused(refused('too-many'), 'constructor')).toBeNull();
    for (const language of ['en', 'fr', 'it', 'es'] as const) {
      const words = wordsIn(language);
      const sentences = ['too-many', 'too-late', 'not-allowed', 'unheard-of'].map((reason) =>
        whyRefused(refused(reason), words),
      );
      expect(new Set(sentences).size).toBe(4);
      for (const sentence of sentences) expect(sentence).toMatch(/\.$/);
    }
    expect(whyRefused(refused('too-late'), wordsIn('en'))).toContain('30 days');
  });
});
