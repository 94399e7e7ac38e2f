import { describe, expect, it } from 'vitest';
import type { Summary } from '#domain/model.ts';
import {
  announcementOf,
  announcingOf,
  givenToGroup,
  type Happening,
  happeningsOf,
  type Occasion,
  occasions,
  seenOf,
  summaryAfterAway,
  type Surroundings,
  tellField,
} from '#domain/rules/announce.ts';
import { changeRecord, emptyRecord } from '#domain/records/record.ts';
import type { StatusDot } from '#domain/rules/status-dot.ts';
import { blankSummary } from '../support/summaries.ts';

const happened = (occasion: Occasion, conversation = 'c'): Happening => {
  return { id: `${occasion}-${conversation}`, occasion, conversation };
};
const around = (change: Partial<Surroundings> = {}): Surroundings => {
  const settings = announcingOf(undefined);
  return { visible: new Set(), isQuieted: false, isOffDuty: false, settings, ...change };
};
const silence = { sound: null, cards: [], desktop: [], repeats: [] };
/** The choices of a profile in which these were made. */
const chosen = (set: Record<string, boolean>) =>
  announcingOf(
    changeRecord(emptyRecord('ana', 0), {
      ...{ id: 'c', kind: 'changed', by: 'agent/ana', source: 'agent', set },
      ...{ acceptedAtMs: 1, writtenAtMs: 1, intendedAtMs: 1 },
    }),
  );

describe('what is told', () => {
  it('[N2] is one sound, of the weightiest, however much happened together', () => {
    const all = [happened('new', 'a'), happened('mine', 'b'), happened('missed', 'c')];
    expect(announcementOf(all, around()).sound).toBe('missed');
    expect(announcementOf(all.slice(0, 2), around()).sound).toBe('mine');
    expect(announcementOf(all.slice(0, 1), around()).sound).toBe('new');
    expect(announcementOf([], around())).toEqual(silence);
  });

  it('[N2] is nothing of the very conversation that is visible', () => {
    const visible = new Set(['c']);
    expect(announcementOf([happened('mine')], around({ visible })).sound).toBeNull();
    expect(announcementOf([happened('mine', 'd')], around({ visible })).sound).toBe('mine');
  });

  it('[N6] is nothing here while another device of mine is in use', () => {
    const told = announcementOf([happened('missed')], around({ isQuieted: true }));
    // But for a card, which disturbs nobody and waits for who comes back.
    expect(told).toEqual({ ...silence, cards: [happened('missed')] });
  });

  it('[B1] is nothing while I am off duty', () => {
    expect(announcementOf([happened('missed')], around({ isOffDuty: true }))).toEqual(silence);
  });

  it('[N1] follows what each agent chose, event by event and way by way', () => {
    const settings = chosen({
      [tellField('mine', 'sound')]: false,
      [tellField('new', 'desktop')]: false,
      [tellField('new', 'card')]: true,
    });
    const [mine, fresh] = [happened('mine'), happened('new', 'd')];
    const told = announcementOf([mine, fresh], around({ settings }));
    expect(told).toMatchObject({ sound: 'new', cards: [mine, fresh], desktop: [mine] });
  });

  it('[N1] without a choice is everything, but no card of what the list shows to all', () => {
    const all = occasions.map((occasion) => happened(occasion, occasion));
    const told = announcementOf(all, around());
    expect(told.desktop).toEqual(all);
    expect(told.cards.map(({ occasion }) => occasion)).toEqual([
      ...['missed', 'held', 'failed', 'mine', 'notice'],
    ]);
  });

  it('[N2] comes again until read, for who wants that', () => {
    const [mine, missed] = [happened('mine', 'a'), happened('missed', 'b')];
    const settings = chosen({ 'preference.repeatSound': true });
    expect(announcementOf([mine, missed], around({ settings })).repeats).toEqual([mine, missed]);
  });

  it('[M1] what is missed rings again, and nothing else does', () => {
    const all = [happened('mine', 'a'), happened('missed', 'b')];
    expect(announcementOf(all, around()).repeats).toEqual([happened('missed', 'b')]);
  });
});

describe('what happened', () => {
  const violet: StatusDot = { dot: 'violet', reason: 'unread', redAtMs: null };
  const red: StatusDot = { dot: 'red', reason: 'waited', sinceMs: 0, asOfMs: null };
  const read: StatusDot = { dot: 'none', reason: 'read', redAtMs: null };
  const row = (change: Partial<Summary> = {}): Summary =>
    blankSummary('c', {
      ...{ lastVisitor: { entry: 'm2', number: 2, atMs: 2 } },
      ...{ waiting: { entry: 'm1', sinceMs: 1, lastMs: 2 } },
      ...change,
    });
  const me = { me: 'ana', isRoutable: true, isInGroup: (group: string) => group === 'orders' };
  const occasionsOf = (summary: Summary, dot: StatusDot, before = null as null | StatusDot) => {
    const seen = before && seenOf({ summary, dot: before });
    return happeningsOf({ summary, dot }, seen, me).map(({ occasion }) => occasion);
  };

  it('[N1] a message is mine where I hold it or take part, new where nobody does, else a colleague’s', () => {
    expect(occasionsOf(row({ agent: 'ana' }), violet)).toEqual(['mine']);
    expect(occasionsOf(row({ agent: 'ben', participants: ['ana'] }), violet)).toEqual(['mine']);
    expect(occasionsOf(row(), violet)).toEqual(['new']);
    expect(occasionsOf(row({ agent: 'ben' }), read)).toEqual([]);
  });

  it('[A2] what nobody holds is new to its group, and to nobody else', () => {
    expect(occasionsOf(row({ group: 'orders' }), violet)).toEqual(['group']);
    expect(occasionsOf(row({ group: 'returns' }), violet)).toEqual([]);
    expect(occasionsOf(row({ group: 'orders', agent: 'ana' }), violet)).toEqual(['mine']);
  });

  it('[A2] giving it to a group tells the group, whoever holds it, and once', () => {
    const given = row({ agent: 'ben', group: 'orders' });
    expect(givenToGroup(given, { group: null }, me)).toMatchObject([
      { occasion: 'group', conversation: 'c' },
    ]);
    expect(givenToGroup(given, { group: 'orders' }, me)).toEqual([]);
    expect(givenToGroup(given, null, me)).toEqual([]);
    expect(givenToGroup({ ...given, agent: 'ana' }, { group: null }, me)).toEqual([]);
    expect(givenToGroup({ ...given, group: 'returns' }, { group: null }, me)).toEqual([]);
  });

  it('[N6] is none any more where it was read elsewhere', () => {
    expect(occasionsOf(row({ agent: 'ana' }), read)).toEqual([]);
  });

  it('[M1] the bell rings for all who are routable when its agents are silent', () => {
    const silent = row({ agent: 'ben' });
    expect(occasionsOf(silent, red, read)).toEqual(['missed']);
    const invisible = { ...me, isRoutable: false };
    const before = seenOf({ summary: silent, dot: read });
    expect(happeningsOf({ summary: silent, dot: red }, before, invisible)).toEqual([]);
    const mine = row({ agent: 'ana' });
    const seen = seenOf({ summary: mine, dot: read });
    expect(happeningsOf({ summary: mine, dot: red }, seen, invisible)).toHaveLength(1);
  });

  it('[M3] once a turn: not for each message, not while it stays red', () => {
    expect(occasionsOf(row(), red, red)).toEqual([]);
    const [first] = happeningsOf({ summary: row(), dot: red }, null, me).slice(-1);
    const later = row({ lastVisitor: { entry: 'm3', number: 3, atMs: 3 } });
    const [again] = happeningsOf({ summary: later, dot: red }, null, me).slice(-1);
    expect(again?.id).toBe(first?.id);
  });
});

describe('after a time away', () => {
  it('[N7] one sentence counts conversations, not messages', () => {
    const all = [happened('new', 'a'), happened('mine', 'b'), happened('mine', 'b')];
    const told = summaryAfterAway([...all, happened('missed', 'a'), happened('held', 'd')]);
    expect(told).toEqual({ fresh: 2, missed: 1, held: 1 });
    expect(summaryAfterAway([happened('notice')])).toBeNull();
  });
});
