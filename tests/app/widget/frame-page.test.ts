import { describe, expect, it } from 'vitest';
import { framePage } from '../../../src/routes/widget/[site]/frame-page.ts';
import { initialsOf, personColour } from '../../../src/widget/faces.ts';
import { languages } from '../../../src/widget/words/languages.ts';

const files = {
  script: 'panel-1.js',
  style: 'style-1.css',
  languages: Object.fromEntries(languages.map((name) => [name, `${name}-1.js`])),
};
const page = (given: Partial<Parameters<typeof framePage>[0]> = {}): string =>
  framePage({ site: 'default', name: 'Lumen', wishes: ['en'], theme: null, files, ...given });

describe("the frame's page", () => {
  it('[T11] shows a name with signs of HTML in it as a name', () => {
    const name = `"><script>alert(1)</script><b title='x'>&amp;`;
    const html = page({ name });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<b ');
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  it('[V16] speaks the first wish it knows, loads those words only, and writes Arabic from the right', () => {
    expect(page({ wishes: ['xx', 'fr-CH'] })).toContain('<html lang="fr" dir="ltr"');
    const arabic = page({ wishes: ['ar'] });
    expect(arabic).toContain('<html lang="ar" dir="rtl"');
    expect(arabic.match(/src="[^"]+"/g)).toEqual([
      'src="/widget/ar-1.js"',
      'src="/widget/panel-1.js"',
    ]);
  });

  it('[V17] fixes the theme only where the site said one', () => {
    expect(page({ theme: 'dark' })).toContain('data-theme="dark"');
    expect(page({ theme: '"><x' })).not.toContain('data-theme');
    expect(page()).not.toContain('data-theme');
  });

  it('needs nothing that a strict policy forbids', () => {
    expect(page()).not.toMatch(/ style=| on\w+=|<style|javascript:/);
  });
});

describe('a face', () => {
  it.each([
    ['Léa Fontaine', 'LF'],
    ['  ana ', 'A'],
    ['Jean Paul Sartre', 'JP'],
    ['李 小龙', '李小'],
    ['🙂', ''],
    ['', ''],
  ])('of %j reads %j', (name, initials) => expect(initialsOf(name)).toBe(initials));

  it('keeps its colour, one of five', () => {
    const names = Array.from({ length: 100 }, (_, index) => `Agent ${index}`);
    expect(new Set(names.map(personColour))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(personColour('Léa')).toBe(personColour('Léa'));
  });
});
