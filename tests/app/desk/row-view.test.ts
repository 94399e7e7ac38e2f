/** What one row of the list says: chip, preview, reason; and where the visitor is. */
import { describe, expect, it } from 'vitest';
import type { Summary } from '#domain/model.ts';
import type { StatusDot } from '#domain/rules/status-dot.ts';
import { MissedAlarm } from '$lib/desk/missed-alarm.ts';
import { timesIn } from '$lib/words/times.ts';
import { wordsIn } from '../../support/words.ts';
import { whereOf } from '../../../src/routes/(desk)/[view=view]/[conversation]/where.ts';
import { rowView, type RowFacts } from '../../../src/routes/(desk)/[view=view]/row-view.ts';

const noon = new Date(2026, 10, 20, 12, 0, 0).getTime();
const minute = 60_000;
const words = wordsIn('en');
const times = timesIn(words, 'en-GB');
const quiet: StatusDot = { dot: 'none', reason: 'read', redAtMs: null };
const red = (asOfMs: number | null): StatusDot => ({
  dot: 'red',
  reason: 'waited',
  sinceMs: noon - 3 * minute,
  asOfMs,
});

function see(summary: Partial<Summary>, facts: Partial<RowFacts> = {}) {
  const whole = {
    name: 'Anna Rossi',
    channel: 'chat',
    status: 'open',
    agent: null,
    preview: null,
    activeAtMs: noon - 2 * minute,
    waiting: null,
    binnedAtMs: null,
    snoozed: null,
    ...summary,
  } as Summary;
  const around: RowFacts = {
    summary: whole,
    dot: quiet,
    me: 'ines',
    nowMs: noon,
    missedAfterMs: 30_000,
    nameOf: (id) => (id === 'lea' ? 'Léa' : null),
    attention: null,
    isLeaving: false,
    closedBy: null,
    isUnread: false,
    draft: null,
    isDraftFirst: false,
    ...facts,
  };
  return rowView(around, words, times);
}
const saidBy = (by: string, kind: 'message' | 'comment' = 'message') => ({
  preview: { kind, by, byName: 'Somebody Else', text: 'It is in.' },
});

describe('a row', () => {
  it('[L3] shows what lies here unsent, but nothing before what the visitor has just said', () => {
    const draft = { conversation: 'c', pad: 'p', tab: 'reply', by: 'lea', text: 'Dear' } as const;
    const preview = saidBy('visitor/v');
    expect(see(preview, { draft })).toMatchObject({
      who: 'Draft:',
      preview: 'Dear',
      isDraft: true,
    });
    expect(see(preview, { draft, isUnread: true })).toMatchObject({ who: null, isDraft: false });
    expect(see(preview, { draft, dot: red(null) }).preview).toBe('It is in.');
    expect(see(preview, { draft, dot: red(null), isDraftFirst: true }).preview).toBe('Dear');
    expect(see(preview, { draft: { ...draft, tab: 'comment' } }).isComment).toBe(true);
  });

  it('[L3] says who spoke last, unless it was the visitor', () => {
    expect(see(saidBy('visitor/v'))).toMatchObject({ who: null, preview: 'It is in.' });
    expect(see(saidBy('agent/ines')).who).toBe('You:');
    expect(see(saidBy('agent/lea')).who).toBe('Léa:');
    expect(see(saidBy('agent/gone')).who).toBe('Somebody:');
    expect(see(saidBy('agent/lea', 'comment')).isComment).toBe(true);
  });

  it('[UX5] red beats violet, violet beats waiting, and each is said in words', () => {
    const waiting = { entry: 'e', sinceMs: noon - 80 * minute, lastMs: noon };
    expect(see({ waiting }, { dot: red(null) }).chip).toEqual({
      kind: 'missed',
      text: 'Missed · 3 min',
    });
    const violet: StatusDot = { dot: 'violet', reason: 'unread', redAtMs: null };
    expect(see({ waiting }, { dot: violet }).chip).toEqual({ kind: 'new', text: 'New' });
    expect(see({ waiting }).chip).toEqual({ kind: 'waiting', text: '1 h 20' });
    expect(see({}).chip).toBeNull();
  });

  it('[UX19.7] waiting turns amber at half of the 30 s', () => {
    const since = (seconds: number) => ({
      entry: 'e',
      sinceMs: noon - seconds * 1_000,
      lastMs: noon,
    });
    expect(see({ waiting: since(14) }).chip).toEqual({ kind: 'soon', text: '14 s' });
    expect(see({ waiting: since(15) }).chip).toEqual({ kind: 'waiting', text: '15 s' });
  });

  it('[L16] what I have not read is emphasised apart from what asks for a reply', () => {
    expect(see({}, { isUnread: true })).toMatchObject({ emphasis: 'unread', chip: null });
    expect(see({}).emphasis).toBeNull();
  });

  it('[L6] [L17] says why a row is greyed: in the bin, or asleep', () => {
    expect(see({ binnedAtMs: 5 }).chip).toEqual({ kind: 'reason', text: 'In the bin' });
    const snoozed = { untilMs: null, evenIfReply: false };
    expect(see({ snoozed }, { isLeaving: true }).chip?.text).toBe('Asleep');
  });

  it('[L13] offline, what was missed is said with the time it was true', () => {
    expect(see({}, { dot: red(noon - minute) }).chip).toEqual({
      kind: 'stale',
      text: 'Missed · as of 11:59',
    });
  });

  it('[O6] a reply of mine that waits for me stands before everything else', () => {
    expect(see({}, { dot: red(null), attention: 'held' }).chip?.text).toBe('Held');
  });

  it('[L6] a row on its way out says what people did', () => {
    const leaving = { isLeaving: true };
    expect(see({ status: 'closed' }, { ...leaving, closedBy: 'agent/lea' }).chip?.text).toBe(
      'Léa closed this',
    );
    expect(see({ status: 'closed' }, { ...leaving, closedBy: 'agent/ines' }).chip?.text).toBe(
      'You closed this',
    );
    expect(see({ status: 'closed' }, leaving).chip?.text).toBe('Closed');
    expect(see({ agent: 'lea' }, leaving).chip?.text).toBe('Léa took this');
  });
});

describe('where the visitor is', () => {
  const here = { online: true, typing: false, page: null, seenAtMs: noon - minute };
  const around = { isOffline: false, nowMs: noon };
  const where = (visitor: Parameters<typeof whereOf>[0], facts = around) =>
    whereOf(visitor, facts, words, times);

  it('[C12] on the site with the page, or gone for how long', () => {
    const page = { url: 'https://shop.example/checkout?step=2', title: 'Checkout' };
    expect(where({ ...here, page })).toMatchObject({
      text: 'On your site now',
      isHere: true,
      page: { path: '/checkout' },
    });
    expect(where({ ...here, online: false })?.text).toBe('Left 1 min ago');
    expect(where(null)).toBeNull();
  });

  it('[T11] an address that is no page of the web is no link', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'not an address']) {
      expect(where({ ...here, page: { url, title: '' } })?.page).toBeNull();
    }
  });

  it('[L4] offline nobody is said to be there now', () => {
    expect(where(here, { ...around, isOffline: true })).toMatchObject({
      text: 'On your site at 11:59, before you went offline',
      isHere: false,
    });
  });
});

describe('the alarm for missed chats', () => {
  it('[UX18] is raised once for each, and not for what was missed before anybody looked', () => {
    const alarm = new MissedAlarm();
    expect(alarm.news(['a'])).toEqual([]);
    expect(alarm.news(['a', 'b'])).toEqual(['b']);
    expect(alarm.news(['b'])).toEqual([]);
    expect(alarm.news(['a', 'b'])).toEqual(['a']);
  });
});
