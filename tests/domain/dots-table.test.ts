/**
 * The status dots as one table: every state of a conversation by everything that may be so around it. What each cell
 * must be is said here by the words of SPEC L12-L14 and the rulings, not by the code under test.
 */
import { describe, expect, it } from 'vitest';
import { timerDefaults } from '#domain/limits.ts';
import type { Summary } from '#domain/model.ts';
import { type PresenceFacts, statusDotOf } from '#domain/rules/status-dot.ts';
import { blankSummary } from '../support/summaries.ts';
import { ana, ben, carla, conversation, idOf, orders, startMs, visitor } from './scene.ts';

const waiting = { entry: idOf(1), sinceMs: startMs, lastMs: startMs };
const lastVisitor = { entry: idOf(1), number: 4, atMs: startMs };

const holders = {
  nobody: {},
  'nobody, in a group': { group: orders },
  Ana: { agent: ana.id },
  'Ana, with Ben': { agent: ana.id, participants: [ben.id] },
} as const satisfies Record<string, Partial<Summary>>;

const conditions = {
  open: {},
  snoozed: { snoozed: { untilMs: null, evenIfReply: false } },
  'snoozed even if they reply': { snoozed: { untilMs: startMs + 9e9, evenIfReply: true } },
  closed: { status: 'closed' },
  binned: { binnedAtMs: startMs },
  blocked: { blocked: { mode: 'block', untilMs: null } },
  'blocked until before': { blocked: { mode: 'block', untilMs: startMs } },
  merged: { mergedInto: idOf(9) },
} as const satisfies Record<string, Partial<Summary>>;
const quiet = ['snoozed even if they reply', 'closed', 'binned', 'blocked', 'merged'];

const turns = {
  'nothing written': { lastVisitor: null },
  waiting: { lastVisitor, waiting },
  'waiting, marked missed': { lastVisitor, waiting, missed: true },
  answered: { lastVisitor },
} as const satisfies Record<string, Partial<Summary>>;

/** ms since the question. */
const times = [1_000, 29_999, 30_000, 90_000] as const;

/** Who is there: all along, or since that many ms after the question. */
const theres = {
  nobody: {},
  Ana: { [ana.id]: null },
  'Ana, back at 70 s': { [ana.id]: 70_000 },
  Ben: { [ben.id]: null },
  'Ben, back at 70 s': { [ben.id]: 70_000 },
  'Carla, of no group': { [carla.id]: null },
} as const satisfies Record<string, Record<string, number | null>>;

const readers = { Ana: ana.id, Ben: ben.id, Carla: carla.id } as const;

interface Cell {
  holder: keyof typeof holders;
  condition: keyof typeof conditions;
  turn: keyof typeof turns;
  afterMs: (typeof times)[number];
  there: keyof typeof theres;
  reader: keyof typeof readers;
  isRead: boolean;
  isInvisible: boolean;
  channel: 'chat' | 'email';
}

const cells: Cell[] = Object.keys(holders).flatMap((holder) =>
  Object.keys(conditions).flatMap((condition) =>
    Object.keys(turns).flatMap((turn) =>
      times.flatMap((afterMs) =>
        Object.keys(theres).flatMap((there) =>
          Object.keys(readers).flatMap((reader) =>
            [true, false].flatMap((isRead) =>
              [true, false].flatMap((isInvisible) =>
                (['chat', 'email'] as const).map((channel) => {
                  const facts = { afterMs, isRead, isInvisible, channel };
                  return { ...{ holder, condition, turn, there, reader }, ...facts } as Cell;
                }),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
);

function shown(cell: Cell, rules = {}): string {
  const summary = blankSummary(conversation, {
    ...{ visitor: visitor.id, activeAtMs: startMs, entries: 5, channel: cell.channel },
    ...holders[cell.holder],
    ...turns[cell.turn],
    ...conditions[cell.condition],
  });
  const there = Object.entries<number | null>(theres[cell.there]);
  const reachable = there.map(([id, backMs]) => {
    return [id, { sinceMs: backMs === null ? null : startMs + backMs }] as const;
  });
  const presence: PresenceFacts = {
    ...{ nowMs: startMs + cell.afterMs, asOfMs: null, reachable: new Map(reachable) },
    routable: new Set(cell.isInvisible ? [] : reachable.map(([id]) => id)),
    membersOf: (group) => (group === orders ? [ben.id] : null),
  };
  const viewer = { agent: readers[cell.reader], readNumber: cell.isRead ? 4 : 3 };
  return statusDotOf(summary, viewer, presence, { ...timerDefaults, ...rules }).dot;
}

/** The rows of SPEC, in its order. */
function expected(cell: Cell, isUnassignedRedToo = false): string {
  const { holder, condition, turn, afterMs, there, reader, isRead, isInvisible, channel } = cell;
  if (quiet.includes(condition) || turn === 'nothing written') return 'none';
  const isWaiting = turn !== 'answered';
  const isHeld = holder.startsWith('Ana');
  const agents = holder === 'Ana' ? ['Ana'] : ['Ana', 'Ben'];
  const [who] = there.split(',') as [string];

  // L13: red.
  if (isWaiting && channel === 'chat') {
    if (isHeld) {
      // (a) No assigned agent is reachable; Invisible is reachable.
      if (!agents.includes(who)) return 'red';
      // Or 30 s passed, a fresh 30 s for one who came back.
      const isBack = there.includes('back');
      const isPast = isBack ? afterMs >= 100_000 : afterMs >= 30_000;
      if (isPast || (turn === 'waiting, marked missed' && !isBack)) return 'red';
    } else {
      // (b) No agent of its group, or of the workspace, is routable; Invisible is not.
      const isOfGroup = holder === 'nobody' || who === 'Ben';
      if (who === 'nobody' || isInvisible || !isOfGroup) return 'red';
      const isMarked = turn === 'waiting, marked missed';
      if (isUnassignedRedToo && (afterMs >= 30_000 || isMarked)) return 'red';
    }
  }
  // L12: violet.
  if (!isHeld) return isWaiting ? 'violet' : 'none';
  return agents.includes(reader) && !isRead ? 'violet' : 'none';
}

describe('the table of the dots', () => {
  it('has every state by every fact', () => {
    expect(cells).toHaveLength(4 * 8 * 4 * 4 * 6 * 3 * 2 * 2 * 2);
    const dots = cells.map((cell) => expected(cell));
    for (const dot of ['red', 'violet', 'none']) {
      expect(dots.filter((one) => one === dot).length).toBeGreaterThan(1_000);
    }
  });

  it('[L12] [L13] [L14] each cell is as SPEC says', () => {
    const wrong = cells.filter((cell) => shown(cell) !== expected(cell));
    expect(wrong.map((cell) => [cell, shown(cell), expected(cell)])).toEqual([]);
  });

  it('[L13] and with the setting by which what nobody holds turns red too', () => {
    const rules = { unassignedToo: true };
    const wrong = cells.filter((cell) => shown(cell, rules) !== expected(cell, true));
    expect(wrong.map((cell) => [cell, shown(cell, rules)])).toEqual([]);
  });

  it('[L13] red is the same on all screens', () => {
    for (const cell of cells) {
      const isRed = shown(cell) === 'red';
      for (const reader of ['Ana', 'Ben', 'Carla'] as const) {
        expect(shown({ ...cell, reader, isRead: !cell.isRead }) === 'red').toBe(isRed);
      }
    }
  });

  it('[L13] a letter turns red after the hours that were set, whoever is there', () => {
    const rules = { emailAfterMs: 60_000 };
    const letter: Cell = {
      ...{ holder: 'Ana', condition: 'open', turn: 'waiting', there: 'nobody' },
      ...{ reader: 'Ana', isRead: true, isInvisible: false, channel: 'email', afterMs: 30_000 },
    };
    expect(shown(letter, rules)).toBe('none');
    expect(shown({ ...letter, afterMs: 90_000 }, rules)).toBe('red');
    expect(shown({ ...letter, afterMs: 90_000, there: 'Ana, back at 70 s' }, rules)).toBe('red');
    expect(shown({ ...letter, afterMs: 90_000 })).toBe('none');
  });
});
