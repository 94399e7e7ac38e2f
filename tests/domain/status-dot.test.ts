import { describe, expect, it } from 'vitest';
import { timerDefaults } from '#domain/limits.ts';
import type { Summary } from '#domain/model.ts';
import {
  heaviestDot,
  type PresenceFacts,
  statusDotOf,
  type Viewer,
} from '#domain/rules/status-dot.ts';
import { blankSummary } from '../support/summaries.ts';
import { ana, ben, carla, conversation, idOf, orders, startMs, visitor } from './scene.ts';

const waiting = { entry: idOf(1), sinceMs: startMs, lastMs: startMs };
const lastVisitor = { entry: idOf(1), number: 4, atMs: startMs };
const unassigned = blankSummary(conversation, {
  ...{ visitor: visitor.id, activeAtMs: startMs, entries: 5 },
  ...{ waiting, lastVisitor },
});
const hers = { ...unassigned, agent: ana.id };

interface Given {
  summary: Summary;
  /** Who looks; has read up to `read`. */
  viewer?: Viewer['agent'];
  read?: number;
  /** ms since the visitor's message. */
  afterMs?: number;
  /** Ana: away, there all along, or back so many ms after the visitor's message. */
  ana?: 'away' | 'there' | number;
  routable?: boolean;
}

function dot(given: Given): string {
  const shown = statusDotOf(given.summary, viewerOf(given), factsOf(given), timerDefaults);
  return `${shown.dot}: ${shown.reason}`;
}

function viewerOf({ viewer = ana.id, read = -1 }: Given): Viewer {
  return { agent: viewer, readNumber: read };
}

function factsOf({ afterMs = 1_000, ana: state = 'there', routable = true }: Given): PresenceFacts {
  const sinceMs = state === 'there' ? startMs - 60_000 : startMs + Number(state);
  return {
    nowMs: startMs + afterMs,
    asOfMs: null,
    reachable: new Map(state === 'away' ? [] : [[ana.id, { sinceMs }]]),
    routable: new Set(routable ? [carla.id] : []),
    membersOf: (group) => (group === orders ? [ben.id] : null),
  };
}

describe('violet', () => {
  it.each<[string, Given, string]>([
    ['nobody holds it', { summary: unassigned }, 'violet: unassigned'],
    ['nobody holds it, and I read it', { summary: unassigned, read: 4 }, 'violet: unassigned'],
    ['nobody holds it, for long', { summary: unassigned, afterMs: 9e6 }, 'violet: unassigned'],
    [
      'nobody holds it and it is missed',
      { summary: { ...unassigned, missed: true } },
      'violet: unassigned',
    ],
    ['nobody holds it, answered', { summary: { ...unassigned, waiting: null } }, 'none: answered'],
    ['mine, not opened', { summary: hers, read: 3 }, 'violet: unread'],
    ['mine, opened', { summary: hers, read: 4 }, 'none: read'],
    [
      'mine, not opened, answered by Ben',
      { summary: { ...hers, waiting: null } },
      'violet: unread',
    ],
    ['a colleague’s', { summary: hers, viewer: ben.id }, 'none: with-colleague'],
  ])('[L12] %s', (_name, given, expected) => {
    expect(dot(given)).toBe(expected);
  });
});

describe('red', () => {
  it.each<[string, Given, string]>([
    ['held, 29,999 ms', { summary: hers, afterMs: 29_999, read: 4 }, 'none: read'],
    ['held, 30,000 ms', { summary: hers, afterMs: 30_000, read: 4 }, 'red: waited'],
    ['the same to a colleague', { summary: hers, afterMs: 30_000, viewer: ben.id }, 'red: waited'],
    [
      'the server said missed, this clock is slow',
      { summary: { ...hers, missed: true } },
      'red: waited',
    ],
    ['its holder is away', { summary: hers, ana: 'away' }, 'red: agent-away'],
    [
      'its holder came back, 29,999 ms',
      { summary: hers, ana: 40_000, afterMs: 69_999 },
      'violet: unread',
    ],
    [
      'its holder came back, 30,000 ms',
      { summary: hers, ana: 40_000, afterMs: 70_000 },
      'red: waited',
    ],
    [
      'its holder came back after it was missed',
      { summary: { ...hers, missed: true }, ana: 40_000, afterMs: 50_000 },
      'violet: unread',
    ],
    [
      'nobody holds it, nobody is there',
      { summary: unassigned, routable: false },
      'red: nobody-there',
    ],
    [
      'answered, nobody is there',
      { summary: { ...unassigned, waiting: null }, routable: false },
      'none: answered',
    ],
    [
      'an email for long',
      { summary: { ...hers, channel: 'email' }, afterMs: 9e9, ana: 'away', read: 4 },
      'none: read',
    ],
  ])('[L13] %s', (_name, given, expected) => {
    expect(dot(given)).toBe(expected);
  });

  it('[L13] beats violet, and says since when the visitor waits', () => {
    const given = { summary: hers, afterMs: 31_000 };
    const shown = statusDotOf(hers, viewerOf(given), factsOf(given), timerDefaults);
    expect(shown).toEqual({ dot: 'red', reason: 'waited', sinceMs: startMs, asOfMs: null });
  });

  it('[L13] offline it is told as of when', () => {
    const given = { summary: hers, afterMs: 31_000 };
    const facts = { ...factsOf(given), asOfMs: startMs };
    const shown = statusDotOf(hers, viewerOf(given), facts, timerDefaults);
    expect(shown).toMatchObject({ dot: 'red', asOfMs: startMs });
  });

  it('[L13] what is not red yet says when it will be, so that a screen turns in time', () => {
    const redAt = (given: Given) =>
      statusDotOf(given.summary, viewerOf(given), factsOf(given), timerDefaults);
    expect(redAt({ summary: hers })).toMatchObject({ redAtMs: startMs + 30_000 });
    expect(redAt({ summary: hers, ana: 5_000 })).toMatchObject({ redAtMs: startMs + 35_000 });
    expect(redAt({ summary: unassigned })).toMatchObject({ redAtMs: null });
    expect(redAt({ summary: { ...hers, waiting: null } })).toMatchObject({ redAtMs: null });
  });
});

describe('none', () => {
  it.each<[string, Given, string]>([
    ['closed', { summary: { ...hers, status: 'closed', waiting: null } }, 'none: closed'],
    [
      'nobody has written',
      { summary: { ...unassigned, lastVisitor: null, waiting: null }, routable: false },
      'none: nothing-written',
    ],
  ])('[L14] %s', (_name, given, expected) => {
    expect(dot(given)).toBe(expected);
  });
});

describe('the dot of a thread', () => {
  it('[C15] [L13] is the one that weighs most of all that were merged into it', () => {
    const of = (given: Given) =>
      statusDotOf(given.summary, viewerOf(given), factsOf(given), timerDefaults);
    const none = of({ summary: { ...hers, waiting: null }, read: 4 });
    const violet = of({ summary: hers, read: 3 });
    const red = of({ summary: hers, ana: 'away' });
    expect([none.dot, violet.dot, red.dot]).toEqual(['none', 'violet', 'red']);
    expect(heaviestDot([none, violet, red])).toBe(red);
    expect(heaviestDot([violet, none])).toBe(violet);
    expect(heaviestDot([none])).toBe(none);
  });
});
