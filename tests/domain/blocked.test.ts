/** Blocked and banned people, as rows say it. */
import { describe, expect, it } from 'vitest';
import { isBanned, isBlocked } from '#domain/rules/blocked.ts';
import { statusDotOf } from '#domain/rules/status-dot.ts';
import { timerDefaults } from '#domain/limits.ts';
import { blankSummary } from '../support/summaries.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import { ana, conversation, scene, visitor } from './scene.ts';

const nowMs = 1_000_000;
const until = (mode: 'block' | 'ban', untilMs: number | null) => ({ blocked: { mode, untilMs } });

describe('blocked people', () => {
  it('[C4] stay blocked for good, or until the time that was chosen and not a moment longer', () => {
    expect(isBlocked({ blocked: null }, nowMs)).toBe(false);
    expect(isBlocked(until('block', null), nowMs)).toBe(true);
    expect(isBlocked(until('ban', nowMs + 1), nowMs)).toBe(true);
    expect(isBlocked(until('ban', nowMs), nowMs)).toBe(false);
  });

  it('[S7] say by whom, when and why; why may be left out', () => {
    const it = scene();
    it.submit(ana, { kind: 'blocked', mode: 'block', untilMs: null, why: 'Asks for passwords' });
    const row = () => summaryOf({ id: conversation, room: 'r', visitor: visitor.id }, it.state);
    expect(row().blocked).toEqual({
      ...{ mode: 'block', untilMs: null, why: 'Asks for passwords' },
      ...{ by: `agent/${ana.id}`, atMs: it.state.blocked.acceptedAtMs },
    });
    expect(JSON.stringify(it.publicLog)).not.toContain('passwords');
    it.nowMs += 1;
    it.submit(ana, { kind: 'blocked', mode: 'ban', untilMs: null });
    expect(row().blocked).not.toHaveProperty('why');
  });

  it('[C4] are kept out only if they are banned', () => {
    expect(isBanned(until('block', null), nowMs)).toBe(false);
    expect(isBanned(until('ban', null), nowMs)).toBe(true);
    expect(isBanned(until('ban', nowMs), nowMs)).toBe(false);
  });

  it('[C4] [L13] have no dot however long they wait, and have one again afterwards', () => {
    const waiting = { entry: 'm', sinceMs: 0, lastMs: 0 };
    const lastVisitor = { entry: 'm', number: 0, atMs: 0 };
    const of = (blocked: ReturnType<typeof blankSummary>['blocked']) =>
      statusDotOf(
        blankSummary('c', { waiting, lastVisitor, missed: true, blocked }),
        { agent: 'ana', readNumber: -1 },
        {
          ...{ nowMs, asOfMs: null, reachable: new Map(), routable: new Set() },
          membersOf: () => null,
        },
        timerDefaults,
      );
    expect(of({ mode: 'block', untilMs: null })).toMatchObject({ dot: 'none', reason: 'blocked' });
    expect(of({ mode: 'ban', untilMs: nowMs + 1 }).dot).toBe('none');
    expect(of({ mode: 'ban', untilMs: nowMs }).dot).toBe('red');
    expect(of(null).dot).toBe('red');
  });
});
