import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcements } from '../../../src/widget/announcements.ts';
import { TypingSign } from '../../../src/widget/typing-sign.ts';
import { Words } from '../../../src/widget/words/catalogue.ts';
import { en } from '../../../src/widget/words/en.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the typing sign', () => {
  it('[V10] is on with the first key and off 6 s after the last', () => {
    const said: boolean[] = [];
    const sign = new TypingSign((typing) => said.push(typing));
    sign.keyPressed();
    vi.advanceTimersByTime(2_000);
    sign.keyPressed();
    vi.advanceTimersByTime(5_999);
    expect(said).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual([true, false]);
  });

  it('[V10] is given again while keys go on, at most every 3 s', () => {
    const said: boolean[] = [];
    const sign = new TypingSign((typing) => said.push(typing));
    for (let key = 0; key < 100; key += 1) {
      sign.keyPressed();
      vi.advanceTimersByTime(100);
    }
    expect(said).toEqual([true, true, true, true]);
  });

  it('[V10] ends at once when the words are sent, and says so once', () => {
    const said: boolean[] = [];
    const sign = new TypingSign((typing) => said.push(typing));
    sign.keyPressed();
    sign.stop();
    sign.stop();
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual([true, false]);
  });
});

describe('what is spoken', () => {
  function listening() {
    const spoken: string[] = [];
    return { spoken, announcements: new Announcements(new Words('en', en), (t) => spoken.push(t)) };
  }
  const message = (id: string, text = id) => ({ id, name: 'Léa', text });

  it('[V19] is what is new, not the history', () => {
    const { spoken, announcements } = listening();
    announcements.take([message('old')], true);
    announcements.take([message('old'), message('new')], true);
    expect(spoken).toEqual(['Léa: new']);
  });

  it('[V19] is bundled when faster than one in 3 s, and nothing is left out', () => {
    const { spoken, announcements } = listening();
    announcements.take([], true);
    announcements.take([message('a')], true);
    announcements.take([message('a'), message('b')], true);
    announcements.take([message('a'), message('b'), message('c')], true);
    expect(spoken).toEqual(['Léa: a']);
    vi.advanceTimersByTime(3_000);
    expect(spoken).toEqual(['Léa: a', 'Léa: b\nLéa: c']);
    // What was spoken is not left where it could be read a second time.
    vi.advanceTimersByTime(3_000);
    expect(spoken.at(-1)).toBe('');
  });

  it('[V19] is nothing while the panel is closed: the launcher counts', () => {
    const { spoken, announcements } = listening();
    announcements.take([], false);
    announcements.take([message('a')], false);
    announcements.take([message('a'), message('b')], true);
    expect(spoken).toEqual(['Léa: b']);
  });

  it('[V19] is at most the first 150 characters', () => {
    const { spoken, announcements } = listening();
    announcements.take([], true);
    announcements.take([message('a', '🙂'.repeat(200))], true);
    expect(spoken).toEqual([`Léa: ${'🙂'.repeat(150)}`]);
  });
});
