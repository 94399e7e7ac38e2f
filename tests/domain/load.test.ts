import { describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import type { Summary } from '#domain/model.ts';
import { changeRecord, emptyRecord, type RecordRow } from '#domain/records/record.ts';
import { capacityOf, isLive, loadOf, loadsOf } from '#domain/rules/load.ts';
import { blankSummary } from '../support/summaries.ts';
import { ana, ben, by, startMs } from './scene.ts';

const waiting = { entry: 'm1', sinceMs: startMs, lastMs: startMs };

function chat(change: Partial<Summary> = {}): Summary {
  return blankSummary('c1', { agent: ana.id, activeAtMs: startMs, ...change });
}

describe('a live chat', () => {
  const afterMs = limits.liveChatMs;
  it.each<[string, Partial<Summary>, boolean]>([
    ['waits for us, however long', { waiting, activeAtMs: 0 }, true],
    ['had a word in it just now', { activeAtMs: startMs + afterMs }, true],
    ['had a word in it 1 ms less than 10 minutes ago', { activeAtMs: startMs + 1 }, true],
    ['was last talked in 10 minutes ago', {}, false],
    ['is closed', { waiting, status: 'closed' }, false],
    ['is an email', { waiting, channel: 'email' }, false],
    ['is put off', { waiting, snoozed: { untilMs: null, evenIfReply: false } }, false],
    ['is in the bin', { waiting, binnedAtMs: startMs }, false],
    ['is shown in another thread', { waiting, mergedInto: 'c2' }, false],
  ])('[A8] %s', (_, change, expected) => {
    expect(isLive(chat(change), startMs + afterMs)).toBe(expected);
  });
});

describe('the load of an agent', () => {
  const chats = [
    chat({ waiting }),
    chat(),
    chat({ agent: ben.id }),
    chat({ agent: null, waiting }),
    chat({ agent: ben.id, participants: [ana.id], waiting }),
  ];

  it('[A8] counts what they hold, not what they take part in', () => {
    expect(loadOf(ana.id, chats, startMs)).toBe(2);
  });
  it('[A8] is counted for everybody in one go', () => {
    expect([...loadsOf(chats, startMs)]).toEqual([
      [ana.id, 2],
      [ben.id, 2],
    ]);
  });
  it('[A8] is none for somebody who holds nothing', () => {
    expect(loadOf('nobody', chats, startMs)).toBe(0);
  });
});

describe('capacity', () => {
  const own = record({ capacity: 3 });
  const group = record({ capacity: 8 });

  it('[A8] is the agent’s own number first', () => {
    expect(capacityOf(own, { group, workspace: 4 })).toBe(3);
  });
  it('[A8] then the group’s, then the workspace’s, then five', () => {
    expect(capacityOf(undefined, { group, workspace: 4 })).toBe(8);
    expect(capacityOf(record({}), { workspace: 4 })).toBe(4);
    expect(capacityOf(undefined)).toBe(5);
  });
  it('[A8] may be none: nothing is given to that agent by itself', () => {
    expect(capacityOf(record({ capacity: 0 }), { workspace: 4 })).toBe(0);
  });
  it('[A8] is the next one’s again when a number was cleared', () => {
    expect(capacityOf(record({ capacity: null }), { workspace: 4 })).toBe(4);
  });
});

function record(set: Record<string, unknown>): RecordRow {
  return changeRecord(emptyRecord('r1', startMs), {
    ...{ id: 'e1', kind: 'changed', by: by(ana), source: 'agent', set },
    ...{ acceptedAtMs: startMs, writtenAtMs: startMs, intendedAtMs: startMs },
  });
}
