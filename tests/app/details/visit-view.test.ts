/** A visit as people read it: pages, how they came, with what, and a guess of where from. SPEC D2. */
import { describe, expect, it } from 'vitest';
import { visitView } from '$lib/details/visit-view.ts';
import { timesIn } from '$lib/words/times.ts';
import type { PageSeen, Visit } from '#domain/model.ts';
import { wordsIn } from '../../support/words.ts';

const noon = new Date(2026, 10, 20, 12, 0, 0).getTime();
const minute = 60_000;
const day = 24 * 60 * minute;
const shop = 'https://shop.example';

function see(
  facts: Partial<Visit>,
  nowOn: PageSeen | null = { url: `${shop}/checkout`, title: 'Checkout', atMs: noon },
  language: 'en' | 'fr' = 'en',
) {
  const words = wordsIn(language);
  const locale = language === 'en' ? 'en-GB' : 'fr';
  const whole: Visit = {
    ...{ conversation: 'c', landing: `${shop}/track`, language: 'it' },
    pages: [
      { url: `${shop}/track`, title: 'Track an order', atMs: noon - 90 * minute },
      { url: `${shop}/checkout`, title: 'Checkout', atMs: noon - 3 * minute },
    ],
    referrer: null,
    device: 'iPhone',
    browser: 'Safari',
    timeZone: 'Europe/Rome',
    visits: 1,
    firstAtMs: noon - 90 * minute,
    startedAtMs: noon - 90 * minute,
    ...facts,
  };
  return visitView(whole, { nowMs: noon, nowOn, locale, words, times: timesIn(words, locale) });
}

describe('a visit', () => {
  it('[D2] has its pages newest first, with times, and says which one they are on', () => {
    expect(see({}).pages.map(({ title, when, isNow }) => [title, when, isNow])).toEqual([
      ['Checkout', 'now', true],
      ['Track an order', '10:30', false],
    ]);
    expect(see({}).lasted).toBe('1 h 30');
    const gone = see({}, null);
    expect(gone.pages[0]).toMatchObject({ when: '3 min', isNow: false });
    expect(gone.lasted).toBeNull();
  });

  it('[D2] says the device, and that the country is a guess', () => {
    expect(see({}).lines).toContain('iPhone · Safari · Italy, guessed from the time zone');
    expect(see({}, null, 'fr').lines).toContain(
      'iPhone · Safari · Italie, d’après le fuseau horaire',
    );
    expect(see({ timeZone: 'UTC', device: null }).lines).toContain('Safari');
  });

  it('[D2] counts visits, with the first one', () => {
    expect(see({}).lines[0]).toBe('First visit');
    expect(see({ visits: 3, firstAtMs: noon - 60 * day }).lines[0]).toBe(
      'Visit 3 · first here 21 Sept',
    );
  });

  it.each([
    ['https://www.search.example/q?x', 'from search.example'],
    ['', 'came directly'],
    [`${shop}/elsewhere`, null],
    ['no address', null],
    [null, null],
  ])('[D2] says where they came from: %s', (referrer, says) => {
    expect(see({ referrer }).lines[0]).toBe(says ? `First visit · ${says}` : 'First visit');
  });

  it('[D2] shows the page of this moment before the row tells of it, and without a row', () => {
    const page = { url: `${shop}/thanks`, title: 'Thank you', atMs: noon };
    const titles = ({ pages }: ReturnType<typeof see>) => pages.map(({ title }) => title);
    expect(titles(see({}, page))).toEqual(['Thank you', 'Checkout', 'Track an order']);
    const long = { ...page, url: `${shop}/checkout-of-a-long-name?${'x'.repeat(400)}` };
    const cut = { url: `${shop}/checkout-of-a-long-name`, title: 'Checkout', atMs: noon };
    expect(titles(see({ pages: [cut] }, long))).toEqual(['Checkout']);
    const words = wordsIn('en');
    const around = { nowMs: noon, nowOn: page, locale: 'en', words, times: timesIn(words, 'en') };
    expect(visitView(null, around)).toMatchObject({ lines: [], lasted: null });
    expect(visitView(null, around).pages).toHaveLength(1);
  });

  it('[D2] names the campaign that brought them', () => {
    const url = `${shop}/?utm_source=letter&utm_campaign=Autumn`;
    const [line] = see({ landing: url, referrer: '' }).lines;
    expect(line).toBe('First visit · campaign Autumn');
  });

  it('[T11] a page whose address is no page of the web is no link', () => {
    const pages = [{ url: 'javascript:alert(1)', title: 'Click', atMs: noon }];
    expect(see({ pages }, null).pages[0]?.href).toBeNull();
    expect(
      see({ pages: [{ url: `${shop}/a`, title: ' ', atMs: noon }] }, null).pages[0],
    ).toMatchObject({
      title: '/a',
      href: `${shop}/a`,
    });
  });
});
