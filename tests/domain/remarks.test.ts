/** Quotes, reactions, other words and words taken back, as a thread shows them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFold, wordsOf, type Pending } from '#domain/entries/fold.ts';
import { teamFolding } from '#domain/entries/team-fold.ts';
import { reacted, reactionsIn, shownReactions, type Reaction } from '#domain/entries/reactions.ts';
import { remarked, type Remarks } from '#domain/entries/remarks.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import type { Entry } from '#domain/model.ts';
import { played, steps } from './chance.ts';
import { ana, ben, by, foldOf, idOf, scene, visitor, type Scene } from './scene.ts';

const nowhere = { clockOffsetMs: 0 };
const shownOf = ({ log }: Scene, pending: readonly Pending[] = []) =>
  teamFolding.fold(foldOf(log), pending, nowhere);
const reactionsTo = (it: Scene, of: string, pending: readonly Pending[] = []) =>
  shownReactions(reactionsIn(shownOf(it, pending).items).get(of) ?? []);

/** Anna asks, Ana answers. */
function talk(): Scene {
  const it = scene();
  it.accepted(visitor, { kind: 'message', text: 'Where is my lamp?' });
  it.accepted(ana, { kind: 'message', text: 'In Lyon.' });
  return it;
}

function waiting(entry: Partial<Pending['entry']> & { kind: string }, savedAtMs = 0): Pending {
  const whole = { id: idOf(900), writtenAtMs: savedAtMs, seenUpTo: null, ...entry };
  return {
    entry: whole as Pending['entry'],
    by: by(ana),
    byName: 'Ana',
    state: 'waiting',
    answer: null,
    savedAtMs,
  };
}

describe('editing', () => {
  it('[C14] other words count, and the old ones are kept', () => {
    const it = talk();
    it.accepted(ana, { kind: 'edited', of: it.idAt(1), text: 'In Paris.' });
    it.accepted(ana, { kind: 'edited', of: it.idAt(1), text: 'In Turin.' });
    const item = shownOf(it).find(it.idAt(1));
    expect(wordsOf(item)).toBe('In Turin.');
    expect(item).toMatchObject({ entry: { text: 'In Lyon.' } });
    expect((item as Remarks).edits?.map(({ text }) => text)).toEqual(['In Paris.', 'In Turin.']);
  });

  it('[C14] [R3] what was meant last counts, whatever arrives first', () => {
    const it = talk();
    const of = it.idAt(1);
    it.nowMs += 60_000;
    it.accepted(ana, { kind: 'edited', of, text: 'second', writtenAtMs: it.nowMs - 1_000 });
    it.accepted(ana, {
      kind: 'edited',
      of,
      text: 'first',
      writtenAtMs: it.nowMs - 9_000,
      seenUpTo: of,
    });
    expect(wordsOf(shownOf(it).find(of))).toBe('second');
    expect(it.state.preview).toMatchObject({ entry: of, text: 'second' });
  });

  it('[C14] [R10] shows at once what waits here, also on a message that waits itself', () => {
    const it = talk();
    const own = waiting({ kind: 'message', text: 'On its way', id: idOf(901) });
    const edits = [
      waiting({ kind: 'edited', of: it.idAt(1), text: 'In Rome.', id: idOf(902) }),
      waiting({ kind: 'edited', of: idOf(901), text: 'On its slow way', id: idOf(903) }),
    ];
    const shown = shownOf(it, [own, ...edits]);
    expect(wordsOf(shown.find(it.idAt(1)))).toBe('In Rome.');
    expect(wordsOf(shown.find(idOf(901)))).toBe('On its slow way');
    // The log itself is as it was.
    expect(wordsOf(shownOf(it).find(it.idAt(1)))).toBe('In Lyon.');
  });

  it('[C14] what was refused changes nothing', () => {
    const it = talk();
    const refused = waiting({ kind: 'edited', of: it.idAt(1), text: 'In Rome.' });
    const shown = shownOf(it, [{ ...refused, state: 'refused' }]);
    expect(wordsOf(shown.find(it.idAt(1)))).toBe('In Lyon.');
  });
});

describe('unsending', () => {
  it('[C14] takes the words away, also those of an edit, and no new ones are taken', () => {
    const it = talk();
    const of = it.idAt(1);
    it.accepted(ana, { kind: 'edited', of, text: 'In Paris.' });
    it.accepted(ana, { kind: 'unsent', of });
    expect(wordsOf(shownOf(it).find(of))).toBe('');
    const refused = it.submit(ana, { kind: 'edited', of, text: 'In Rome.' });
    expect(refused).toMatchObject({ kind: 'refused', reason: 'no-such-entry' });
  });

  it('[C13] [C14] a quote of it is still there, and finds no words', () => {
    const it = talk();
    it.accepted(ben, { kind: 'comment', text: 'Sure?', quote: it.idAt(1) });
    it.accepted(ana, { kind: 'unsent', of: it.idAt(1) });
    const shown = shownOf(it);
    expect(shown.items[2]).toMatchObject({ entry: { quote: it.idAt(1) } });
    expect(wordsOf(shown.find(it.idAt(1)))).toBe('');
  });

  it('[C14] [L3] the row says other words, or none, and never old ones again', () => {
    const it = talk();
    const head = { id: 'c', room: 'r', visitor: visitor.id };
    const previewOf = () => summaryOf(head, it.state).preview?.text;
    it.accepted(ana, { kind: 'edited', of: it.idAt(0), text: 'not mine' }, { referred: mine(it) });
    expect(previewOf()).toBe('In Lyon.');
    it.accepted(ana, { kind: 'edited', of: it.idAt(1), text: 'In Paris.' });
    expect(previewOf()).toBe('In Paris.');
    it.accepted(ana, { kind: 'unsent', of: it.idAt(1) });
    expect(previewOf()).toBe('');
  });
});

/** As if the first message had been written by Ana. */
function mine({ nowMs }: Scene) {
  return { number: 0, publicNumber: 0, acceptedAtMs: nowMs, by: by(ana) };
}

describe('reactions', () => {
  it('[C13] are sets: each person has an emoji once, or not', () => {
    const it = talk();
    const of = it.idAt(0);
    it.accepted(ana, { kind: 'reacted', of, emoji: '👍', on: true });
    it.accepted(ana, { kind: 'reacted', of, emoji: '👍', on: true });
    it.accepted(ben, { kind: 'reacted', of, emoji: '👍', on: true });
    it.accepted(ben, { kind: 'reacted', of, emoji: '🎉', on: true });
    expect(reactionsTo(it, of)).toEqual([
      { emoji: '👍', by: [by(ana), by(ben)] },
      { emoji: '🎉', by: [by(ben)] },
    ]);
    it.nowMs += 1_000;
    it.accepted(ben, { kind: 'reacted', of, emoji: '👍', on: false });
    expect(reactionsTo(it, of)).toEqual([
      { emoji: '👍', by: [by(ana)] },
      { emoji: '🎉', by: [by(ben)] },
    ]);
  });

  it('[C13] [R10] show at once what waits here, and not what was refused', () => {
    const it = talk();
    const of = it.idAt(0);
    it.accepted(ana, { kind: 'reacted', of, emoji: '👍', on: true });
    const off = waiting({ kind: 'reacted', of, emoji: '👍', on: false });
    expect(reactionsTo(it, of, [off])).toEqual([]);
    expect(reactionsTo(it, of, [{ ...off, state: 'refused' }])).toHaveLength(1);
  });

  const remark = fc.record({
    kind: fc.constantFrom('edited' as const, 'unsent' as const),
    by: fc.constantFrom(by(ana), by(ben)),
    text: fc.string(),
    emoji: fc.constantFrom('👍', '❤️'),
    on: fc.boolean(),
    intendedAtMs: fc.nat(4),
    atMs: fc.nat(4),
  });
  const shuffled = fc
    .array(remark, { maxLength: 12 })
    .map((remarks) => remarks.map((one, n) => ({ ...one, id: idOf(n) })))
    .chain((remarks) => {
      const order = fc.shuffledSubarray(remarks, { minLength: remarks.length });
      return fc.tuple(fc.constant(remarks), order);
    });

  it('[C13] [C14] [R3] the same remarks in any order leave the same message', () => {
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const words = (remarks: typeof one) =>
          remarks.reduce<Remarks>((item, said) => remarked(item, said), {});
        expect(words(other)).toEqual(words(one));
        const set = (remarks: typeof one) =>
          remarks.reduce<readonly Reaction[]>((before, said) => reacted(before, said), []);
        expect(set(other)).toEqual(set(one));
      }),
      { numRuns: 500 },
    );
  });

  it('[R9] [C13] [C14] a log folded entry by entry, or in any pieces, shows the same', () => {
    fc.assert(
      fc.property(steps, fc.nat(7), (taken, piece) => {
        const { log } = played(taken);
        const size = piece + 1;
        const pieces = Array.from({ length: Math.ceil(log.length / size) }, (_, n) =>
          log.slice(n * size, (n + 1) * size),
        );
        const inPieces = pieces.reduce(
          (before, entries: Entry[]) => teamFolding.extend(before, entries),
          emptyFold(),
        );
        expect(inPieces.items).toEqual(foldOf(log).items);
        expect(inPieces.state).toEqual(foldOf(log).state);
      }),
      { numRuns: 200 },
    );
  });
});
