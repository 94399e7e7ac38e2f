import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlank, uuid } from '#domain/submitted.ts';
import { derivedId } from '#domain/entries/derived-id.ts';
import { emptyState } from '#domain/entries/state.ts';
import { defaultNameOf, summaryOf } from '#domain/entries/summary.ts';
import * as v from 'valibot';
import { ana, conversation, scene, visitor } from './scene.ts';
import { blankSummary } from '../support/summaries.ts';

const head = { id: conversation, room: 'conversation/x~y', visitor: visitor.id };

describe('derived ids', () => {
  it('[F17] are the same for the same cause, and lower-case UUIDs of version 8', () => {
    fc.assert(
      fc.property(fc.string(), (cause) => {
        const id = derivedId(cause);
        expect(v.is(uuid, id)).toBe(true);
        expect(id[14]).toBe('8');
        expect(derivedId(cause)).toBe(id);
      }),
    );
    expect(derivedId('missed/x')).toBe('0e83b2ab-921d-8fd2-8dac-c8f2db204185');
  });

  it('differ for 200,000 causes that are nearly alike, in every part', () => {
    const ids = Array.from({ length: 200_000 }, (_, n) => derivedId(`missed/${n}`));
    expect(new Set(ids).size).toBe(ids.length);
    for (const [from, to] of [
      [0, 8],
      [24, 36],
    ] as const) {
      // By chance alone 200,000 values of 32 bits meet about 5 times.
      expect(ids.length - new Set(ids.map((id) => id.slice(from, to))).size).toBeLessThan(30);
    }
  });
});

describe('the summary', () => {
  it('[L3] of a new conversation names the visitor by the end of their id', () => {
    const blank = blankSummary(head.id, { ...head, name: 'Visitor 04f2' });
    expect(summaryOf(head, emptyState())).toEqual({ ...blank, activeAtMs: 0, entries: 0 });
    expect(defaultNameOf('0198f0a0-0000-7000-8000-00000000abcd')).toBe('Visitor abcd');
  });

  it('[L7] only public messages count as activity', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const { activeAtMs } = summaryOf(head, it.state);
    it.nowMs += 5_000;
    it.accepted(ana, { kind: 'comment', text: 'Mine' });
    it.accepted(ana, { kind: 'taken' });
    expect(summaryOf(head, it.state)).toMatchObject({
      activeAtMs,
      preview: { kind: 'comment', by: `agent/${ana.id}`, byName: 'Ana', text: 'Mine' },
      entries: 3,
    });
  });

  it('[L15] [L16] says who waits since when, and what was written last', () => {
    const it = scene();
    const { acceptedAtMs: sinceMs } = it.accepted(visitor, { kind: 'message', text: 'Hello' });
    it.nowMs += 5_000;
    const { acceptedAtMs: lastMs } = it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    const [entry, last] = [it.idAt(0), it.idAt(1)];
    expect(summaryOf(head, it.state)).toMatchObject({
      waiting: { entry, sinceMs, lastMs },
      lastVisitor: { entry: last, number: 1, atMs: lastMs },
    });
  });

  it('[L9] who reopens what nobody answered waits again; an answer or a new question ends that', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const { waiting } = it.state;
    it.accepted(ana, { kind: 'closed' });
    expect(it.state.waiting).toBeNull();
    it.accepted(ana, { kind: 'reopened' });
    expect(it.state.waiting).toEqual(waiting);
    it.accepted(ana, { kind: 'waived' });
    expect(it.state.waiting).toBeNull();
    it.accepted(ana, { kind: 'reopened' });
    expect(it.state.waiting).toEqual(waiting);

    it.accepted(ana, { kind: 'message', text: 'Good day' });
    it.accepted(ana, { kind: 'closed' });
    it.accepted(ana, { kind: 'reopened' });
    expect(it.state.waiting).toBeNull();
    it.accepted(ana, { kind: 'closed' });
    it.accepted(visitor, { kind: 'message', text: 'One more thing' });
    expect(it.state.waiting?.id).toBe(it.state.lastVisitorMessage?.id);
  });

  it('[R3] a reopening that comes after something meant later brings no wait back (simulation, seed 50)', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const offlineSinceMs = it.nowMs;
    it.nowMs += 60_000;
    it.accepted(ana, { kind: 'closed' });
    it.accepted(ana, { kind: 'reopened' });
    it.accepted(ana, { kind: 'waived' });
    it.accepted(ana, { kind: 'reopened', writtenAtMs: offlineSinceMs, seenUpTo: it.idAt(0) });
    expect(it.state.waiting).toBeNull();
  });

  it('[W13] says which draft is open for writing', () => {
    const it = scene();
    it.accepted(ana, { kind: 'message', text: 'Good day', draft: 1 });
    it.accepted(ana, { kind: 'message', text: 'Dear all', draft: 1, channel: 'email' });
    it.accepted(ana, { kind: 'message', text: 'Again', draft: 2 });
    expect(summaryOf(head, it.state).drafts).toEqual({ chat: 3, email: 2 });
  });

  it('[L3] previews one line of at most 140 characters and never half a sign', () => {
    const preview = (text: string) => {
      const it = scene();
      it.accepted(visitor, { kind: 'message', text });
      return summaryOf(head, it.state).preview?.text ?? '';
    };
    expect(preview('  Hello,\n\n\tworld ')).toBe('Hello, world');
    expect(preview('x'.repeat(5_000))).toBe('x'.repeat(140));
    expect(preview('😀'.repeat(100))).toBe('😀'.repeat(70));
    expect(preview(`x${'😀'.repeat(100)}`)).toBe(`x${'😀'.repeat(69)}`);
  });
});

describe('blank words', () => {
  it('[B42] are those of which a reader sees nothing', () => {
    expect(isBlank('')).toBe(true);
    expect(isBlank(' \n\u200b\u2060\u202e\ufeff\u3164')).toBe(true);
    expect(isBlank('\u200b.')).toBe(false);
    expect(isBlank('👍')).toBe(false);
  });
});
