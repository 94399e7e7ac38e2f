import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryKinds, publicKinds, type Unsealed } from '#domain/model.ts';
import { publicEntryOf } from '#domain/entries/projection.ts';
import { played, steps } from './chance.ts';
import { ana, ben, by, scene, visitor } from './scene.ts';

const inside = [
  ...['comment', 'assigned', 'taken', 'grouped', 'joined', 'left', 'tagged', 'untagged', 'waived'],
  ...['snoozed', 'woken', 'binned', 'restored', 'blocked', 'unblocked', 'merged', 'unmerged'],
  ...['reacted', 'delivery', 'missed'],
];

describe('what a visitor gets', () => {
  it('[R8] [P11] is never a comment, an assignment or a word of either', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { log, publicLog } = played(taken);
        for (const entry of publicLog) expect(publicKinds.has(entry.kind)).toBe(true);
        const bytes = JSON.stringify(publicLog);
        const shown = new Set(publicLog.map((entry) => entry.id));
        for (const entry of log.filter(({ kind }) => inside.includes(kind))) {
          expect(shown.has(entry.id)).toBe(false);
          expect(bytes).not.toContain(entry.id);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('[R8] carries no id of an agent but with that agent’s own words', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        for (const entry of played(taken).publicLog) {
          if (!['message', 'edited', 'unsent'].includes(entry.kind))
            expect(JSON.stringify(entry)).not.toContain('agent/');
        }
      }),
    );
  });

  it('[R8] every kind is inside or public, and what is inside has no public text at all', () => {
    const kinds = new Set([...inside, ...publicKinds]);
    expect([...kinds].sort()).toEqual([...entryKinds].sort());
    for (const kind of [...inside, 'painted', '__proto__', 'constructor']) {
      const entry = { id: 'x', kind, by: by(ana), text: 'canary' } as unknown as Unsealed;
      expect(publicEntryOf(entry, { changesStatus: true })).toBeNull();
    }
  });

  it('[R8] has exactly these keys, whatever else an entry may come to carry', () => {
    const base = { id: 'i', by: by(ana), byName: 'Ana', acceptedAtMs: 3, writtenAtMs: 2 };
    const extra = { intendedAtMs: 1, draft: 7, because: 'visitor-wrote', secret: 'canary' };
    const keysOf = (said: object) => {
      const entry = { ...base, ...extra, ...said } as unknown as Unsealed;
      return Object.keys(publicEntryOf(entry, { changesStatus: true }) ?? {}).join(' ');
    };
    const times = 'acceptedAtMs writtenAtMs intendedAtMs';
    expect(keysOf({ kind: 'message', text: 'Hi', channel: 'chat' })).toBe(
      `id kind by byName ${times} text channel`,
    );
    const spoken = { kind: 'message', text: 'Hi', channel: 'chat', quote: 'm' };
    expect(keysOf(spoken)).toBe(`id kind by byName ${times} text channel`);
    expect(keysOf({ kind: 'edited', of: 'm', text: 'Hey' })).toBe('');
    expect(keysOf({ kind: 'unsent', of: 'm' })).toBe('');
    expect(keysOf({ kind: 'closed' })).toBe(`id kind by ${times}`);
    expect(keysOf({ kind: 'reopened' })).toBe(`id kind by ${times}`);
    expect(keysOf({ kind: 'read', upTo: 'm' })).toBe(`id kind by ${times} upTo`);
  });

  it('[R8] [C13] [C14] what speaks of another entry is theirs only if that one is', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    it.accepted(ana, { kind: 'comment', text: 'canary' });
    it.accepted(ana, { kind: 'edited', of: it.idAt(1), text: 'canary, too' });
    it.accepted(ana, { kind: 'message', text: 'Hi', quote: it.idAt(1) });
    it.accepted(ana, { kind: 'edited', of: it.idAt(3), text: 'Hi there' });
    it.accepted(ana, { kind: 'message', text: 'Yes', quote: it.idAt(0) });
    expect(JSON.stringify(it.publicLog)).not.toContain('canary');
    expect(it.publicLog.map((entry) => ['quote' in entry, entry.kind])).toEqual([
      [false, 'message'],
      [false, 'message'],
      [false, 'edited'],
      [true, 'message'],
    ]);
  });

  it('[R8] a reading up to a comment names the visitor’s own message instead', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    it.accepted(ana, { kind: 'comment', text: 'Who is that?' });
    it.accepted(ben, { kind: 'read', upTo: it.idAt(1) });
    expect(it.log.at(-1)).toMatchObject({ kind: 'read', by: by(ben), upTo: it.idAt(1) });
    expect(it.publicLog.at(-1)).toMatchObject({ kind: 'read', by: 'team', upTo: it.idAt(0) });
  });

  it('[R4] [R8] a close that changed nothing never happened for them', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    it.accepted(ana, { kind: 'closed', seenUpTo: null });
    expect(it.log.map(({ kind }) => kind)).toEqual(['message', 'closed', 'reopened']);
    expect(it.publicLog.map(({ kind }) => kind)).toEqual(['message']);
    it.nowMs += 1_000;
    it.accepted(ana, { kind: 'closed' });
    it.accepted(ben, { kind: 'closed' });
    expect(it.publicLog.map(({ kind, by: who }) => [kind, who]).slice(1)).toEqual([
      ['closed', 'team'],
    ]);
  });
});
