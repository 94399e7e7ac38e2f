/** Two contacts that are one person: what is certain merges by itself, what was typed does not. SPEC D7. */
import { describe, expect, it } from 'vitest';
import {
  changeRecord,
  emptyRecord,
  type FieldSource,
  type RecordRow,
} from '#domain/records/record.ts';
import { isTooLateToUndo, mergeOwed } from '#domain/rules/identify.ts';

const day = 24 * 60 * 60_000;
let nowMs = 0;

function said(
  row: RecordRow,
  set: Record<string, unknown>,
  source: FieldSource = 'site',
  atMs = ++nowMs,
): RecordRow {
  return changeRecord(row, {
    ...{ id: `change-${atMs}`, kind: 'changed', by: 'agent/ana', source, set },
    ...{ acceptedAtMs: atMs, writtenAtMs: atMs, intendedAtMs: atMs },
  });
}
const contact = (id: string, createdAtMs: number, set: Record<string, unknown>) =>
  said(emptyRecord(id, createdAtMs), set);
const among = (...rows: RecordRow[]) => new Map(rows.map((row) => [row.id, row]));
const verified = (email: string) => ({ email, verified: true });

describe('identifying', () => {
  it('[D7] the same verified address is one person, however it is written; the older keeps its id', () => {
    const old = contact('z', 1, verified('Anna@Posta.example'));
    const young = contact('a', 2, verified('anna@posta.example '));
    const owed = { from: 'a', into: 'z' };
    expect(mergeOwed(among(old, young), 'a', 'z')).toEqual(owed);
    expect(mergeOwed(among(old, young), 'z', 'a')).toEqual(owed);
  });

  it('[D7] the same id of the site is one person, without any address', () => {
    const both = among(
      contact('a', 1, { externalId: '4711' }),
      contact('b', 2, { externalId: '4711' }),
    );
    expect(mergeOwed(both, 'a', 'b')).toEqual({ from: 'b', into: 'a' });
  });

  it.each([
    ['an address that was typed', { email: 'anna@posta.example' }],
    ['an address that is known not to be theirs', { email: 'anna@posta.example', verified: false }],
    ['another id', { externalId: '4712' }],
    ['nothing', { name: 'Anna' }],
  ])('[D7] %s merges nobody', (_what, set) => {
    const sure = contact('a', 1, { ...verified('anna@posta.example'), externalId: '4711' });
    expect(mergeOwed(among(sure, contact('b', 2, set)), 'a', 'b')).toBeNull();
  });

  it('[D7] whoever is merged already is merged with whom they are shown as', () => {
    const root = contact('a', 1, {});
    const merged = said(contact('b', 2, { externalId: '7' }), { mergedInto: 'a' }, 'agent');
    const third = contact('c', 3, { externalId: '7' });
    const all = among(root, merged, third);
    expect(mergeOwed(all, 'c', 'b')).toEqual({ from: 'c', into: 'a' });
    expect(mergeOwed(all, 'b', 'a')).toBeNull();
  });

  it('[D7] what an agent took back is not done again', () => {
    const old = contact('a', 1, { externalId: '7' });
    const back = said(
      said(contact('b', 2, { externalId: '7' }), { mergedInto: 'a' }),
      { mergedInto: null },
      'agent',
    );
    expect(mergeOwed(among(old, back), 'b', 'a')).toBeNull();
  });
});

describe('undoing a merge', () => {
  const merged = said(emptyRecord('b', 0), { mergedInto: 'a' }, 'agent', 1_000);
  it.each([
    [30 * day, false],
    [30 * day + 1, false],
    [1_000 + 30 * day, true],
    [90 * day, true],
  ])('[D7] meant at %d ms: too late is %s', (atMs, isLate) => {
    expect(isTooLateToUndo(merged, { mergedInto: null }, atMs)).toBe(isLate);
  });

  it('[D7] other fields, the same merge again, and a first merge are never too late', () => {
    expect(isTooLateToUndo(merged, { name: 'Anna' }, 90 * day)).toBe(false);
    expect(isTooLateToUndo(merged, { mergedInto: 'a' }, 90 * day)).toBe(false);
    expect(isTooLateToUndo(emptyRecord('c', 0), { mergedInto: 'a' }, 90 * day)).toBe(false);
  });
});
