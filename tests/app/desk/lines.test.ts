/** From folded items to the lines of a thread: days, runs, folded changes, ticks. */
import { describe, expect, it } from 'vitest';
import type { Entry, HoldReason } from '#domain/model.ts';
import type { Pending, ThreadItem } from '#domain/entries/fold.ts';
import { linesOf, pagesBefore, type Line } from '$lib/thread/lines.ts';

const anna = 'visitor/0000000a-0000-4000-8000-000000000000';
const lea = 'agent/0000000b-0000-4000-8000-000000000000';
const minute = 60_000;
const noon = new Date(2026, 10, 20, 12, 0, 0).getTime();

type Said = { by?: string; atMs?: number; writtenAtMs?: number } & Partial<Entry>;

/** A log from short notes: ids are `1`, `2` ..., a minute apart unless said otherwise. */
function log(...said: Said[]): ThreadItem[] {
  return said.map((note, number) => {
    const { by = anna, atMs = noon + number * minute, writtenAtMs = atMs, ...rest } = note;
    const entry = {
      id: String(number + 1),
      by,
      acceptedAtMs: atMs,
      writtenAtMs,
      intendedAtMs: atMs,
      seal: '',
      kind: 'message',
      text: `words ${number + 1}`,
      channel: 'chat',
      ...rest,
    } as Entry;
    return { state: 'accepted', entry, number, readByOtherSide: false };
  });
}

function mine(state: Pending['state'], entry: Partial<Pending['entry']>, reason?: HoldReason) {
  const pending = {
    entry: { id: 'mine', kind: 'message', text: 'my words', writtenAtMs: noon, ...entry },
    by: lea,
    byName: 'Léa',
    state,
    answer: reason ? { id: 'mine', state: 'held', reason, because: ['2'] } : null,
    savedAtMs: noon + 2 * minute,
  } as unknown as Pending;
  return { state, pending } as ThreadItem;
}

const online = { unreadFrom: null, offlineSinceMs: null };
const lines = (items: ThreadItem[], options = {}): Line[] =>
  linesOf(items, { ...online, ...options });
/** The lines without day lines, for tests that are not about days. */
const said = (items: ThreadItem[], options = {}) =>
  lines(items, options).filter((line) => line.kind !== 'day');
const textsOf = (line: Line | undefined) =>
  line?.kind === 'run' ? line.bubbles.map((bubble) => bubble.text) : [];

describe('runs', () => {
  it('[UX6] messages of one author within 5 minutes share one run', () => {
    const [first, second, ...rest] = said(
      log({}, { atMs: noon + 5 * minute }, { by: lea, atMs: noon + 6 * minute }),
    );
    expect(textsOf(first)).toEqual(['words 1', 'words 2']);
    expect(textsOf(second)).toEqual(['words 3']);
    expect(rest).toEqual([]);
  });

  it('[UX6] a longer pause, another channel or a comment between starts a new run', () => {
    expect(said(log({}, { atMs: noon + 5 * minute + 1 }))).toHaveLength(2);
    expect(said(log({}, { channel: 'email' }))).toHaveLength(2);
    expect(said(log({}, { by: lea, kind: 'comment' }, {}))).toHaveLength(3);
  });

  it('[R1] a message sent much later than written keeps a line of its own, to say both times', () => {
    const items = log({ by: lea }, { by: lea, writtenAtMs: noon - 45 * minute }, { by: lea });
    expect(said(items).map(textsOf)).toEqual([['words 1'], ['words 2'], ['words 3']]);
  });

  it('[R10] with no network what waits is apart from what was sent, online it is not', () => {
    const items = [...log({ by: lea, atMs: noon }), mine('waiting', {})];
    expect(said(items, { offlineSinceMs: noon }).map((line) => line.kind)).toEqual([
      'run',
      'offline',
      'run',
    ]);
    expect(said(items, { offlineSinceMs: null })).toHaveLength(1);
  });
});

describe('the network', () => {
  it('[UX14] "Offline since" stands before what was written without it, or at the end', () => {
    const kinds = (sinceMs: number) =>
      said([...log({ by: lea }), mine('waiting', {})], { offlineSinceMs: sinceMs }).map(
        (line) => line.kind,
      );
    expect(kinds(noon + minute)).toEqual(['run', 'offline', 'run']);
    expect(kinds(noon + 3 * minute)).toEqual(['run', 'run', 'offline']);
  });
});

describe('days and news', () => {
  it('[UX6] a day line stands before the first thing of each day', () => {
    const items = log({ atMs: noon - 24 * 60 * minute }, { atMs: noon }, { atMs: noon + minute });
    expect(lines(items).map((line) => line.kind)).toEqual(['day', 'run', 'day', 'run']);
  });

  it('[C9] "New since" stands before the first unread message and splits its run', () => {
    const items = log({}, {}, {});
    expect(said(items, { unreadFrom: 1 }).map((line) => line.kind)).toEqual([
      'run',
      'since',
      'run',
    ]);
    expect(said(items, { unreadFrom: null }).map((line) => line.kind)).toEqual(['run']);
  });

  it('[C9] reading is no line, so it neither carries the news nor breaks a run', () => {
    const items = log({}, { kind: 'read', by: lea, upTo: '1' }, {});
    expect(said(items)).toHaveLength(1);
    expect(said(items, { unreadFrom: 1 }).map((line) => line.kind)).toEqual([
      'run',
      'since',
      'run',
    ]);
  });
});

describe('ticks', () => {
  const deliveries = (items: ThreadItem[]) =>
    said(items).flatMap((line) => (line.kind === 'run' ? line.bubbles.map((b) => b.delivery) : []));

  it('[C8] saved, then sent, then read with the time of the reading that covered it', () => {
    const items = log(
      { by: lea },
      { by: lea },
      { kind: 'read', upTo: '1', atMs: noon + 3 * minute },
    );
    expect(deliveries([...items, mine('waiting', {})])).toEqual([
      { kind: 'read', atMs: noon + 3 * minute },
      { kind: 'sent' },
      { kind: 'saved' },
    ]);
  });

  it('[C8] a later reading does not change the time of an earlier one; the team reading is no tick', () => {
    const items = log(
      { by: lea },
      { kind: 'read', by: lea, upTo: '1' },
      { kind: 'read', upTo: '1', atMs: noon + 2 * minute },
      { kind: 'read', upTo: '3', atMs: noon + 9 * minute },
    );
    expect(deliveries(items)).toEqual([{ kind: 'read', atMs: noon + 2 * minute }]);
  });

  it('[R10] a failed delivery says why; the last word on it counts', () => {
    const failed = {
      kind: 'delivery',
      by: 'parley',
      of: '1',
      state: 'failed',
      reason: 'full',
    } as Said;
    const items = log({ by: lea }, failed);
    expect(deliveries(items)).toEqual([{ kind: 'failed', reason: 'full' }]);
    const sent = { kind: 'delivery', by: 'parley', of: '1', state: 'delivered' } as Said;
    expect(deliveries(log({ by: lea }, failed, sent))).toEqual([{ kind: 'sent' }]);
  });
});

describe('changes', () => {
  it('[C5] changes in a row come together, what is said between parts them', () => {
    const items = log(
      { kind: 'taken', by: lea },
      { kind: 'closed', by: lea },
      { kind: 'read', upTo: '1' },
      { kind: 'reopened', by: 'parley', because: 'visitor-wrote' },
      {},
      { kind: 'missed', by: 'parley', turn: '5' },
    );
    const [before, run, after] = said(items);
    expect(before?.kind === 'changes' && before.changes.map((c) => c.what.kind)).toEqual([
      'taken',
      'closed',
      'reopened',
    ]);
    expect(run?.kind).toBe('run');
    expect(after?.kind === 'changes' && after.changes).toHaveLength(1);
  });

  it('[R11] a close that waits is a line that says so', () => {
    const [line] = said([mine('waiting', { kind: 'closed' })]);
    expect(line).toMatchObject({ kind: 'changes', changes: [{ waiting: true, by: lea }] });
  });
});

describe('what its author must decide', () => {
  it('[O6] a held reply stands alone with the reason and what overtook it', () => {
    const items = [...log({ by: lea }), mine('held', {}, 'colleague-replied')];
    expect(said(items, { offlineSinceMs: noon }).at(-1)).toMatchObject({
      kind: 'held',
      reason: 'colleague-replied',
      because: ['2'],
    });
  });

  it('[O14] a refused entry is shown with its text, whatever it was', () => {
    expect(said([mine('refused', {})])[0]).toMatchObject({ kind: 'refused', key: 'mine' });
    expect(said([mine('refused', { kind: 'taken' })])[0]).toMatchObject({ kind: 'refused' });
  });

  it('[O12] a kind of a newer Parley is a line of its own', () => {
    const unknown: ThreadItem = { state: 'unknown', id: '9', number: 0, acceptedAtMs: noon };
    expect(said([unknown])).toEqual([{ kind: 'unknown', key: '9' }]);
  });
});

describe('pages', () => {
  const page = (title: string, afterMs: number) => ({
    ...{ url: `https://shop.example/${title || 'basket'}`, title, atMs: noon + afterMs },
  });
  const titlesIn = (line: Line | undefined) =>
    line?.kind === 'changes'
      ? line.changes.map(({ what }) => (what.kind === 'page' ? what.title : what.kind))
      : line?.kind;

  it('[C5] a page the visitor goes to is told between what was said, by its title or its path', () => {
    const pages = [page('Home', -minute), page('Alba', 30_000), page('', 90_000)];
    expect(said(log({}, {}, {}), { pages }).map(titlesIn)).toEqual([
      ...['run', ['Alba'], 'run', ['/basket'], 'run'],
    ]);
  });

  it('[C5] several in a row, and what the team did between, are one line to be folded', () => {
    const pages = [page('Alba', 30_000), page('Basket', 80_000), page('Pay', 90_000)];
    const items = log({}, { by: lea, kind: 'closed' });
    expect(said(items, { pages }).map(titlesIn)).toEqual([
      'run',
      ['Alba', 'closed', 'Basket', 'Pay'],
    ]);
  });

  it('[C5] where a thread is drawn in part, pages of the part that is not drawn wait for it', () => {
    const items = log({}, {}, { by: lea });
    const pages = [page('Alba', 30_000), page('Pay', 90_000)];
    const drawn = said(items.slice(0, 2), { pages: pagesBefore(items[2], pages) });
    expect(drawn.map(titlesIn)).toEqual(['run', ['Alba'], 'run', ['Pay']]);
    const less = said(items.slice(0, 1), { pages: pagesBefore(items[1], pages) });
    expect(less.map(titlesIn)).toEqual(['run', ['Alba']]);
    expect(pagesBefore(undefined, pages)).toEqual(pages);
  });

  it('[C5] without words there is nothing they belong to', () => {
    expect(lines([], { pages: [page('Alba', 0)] })).toEqual([]);
  });

  it('[C5] a page of another day begins that day', () => {
    const pages = [page('Alba', 24 * 60 * minute)];
    expect(lines(log({}), { pages }).map(({ kind }) => kind)).toEqual([
      ...['day', 'run', 'day', 'changes'],
    ]);
  });
});
