import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  colourOf,
  contrast,
  defaultColour,
  onColour,
  readableOn,
} from '../../../src/widget/colour.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);
const wide = (hex: string): string => hex.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');

describe("the owner's colour", () => {
  it('[V17] carries a glyph at 4.5:1 or more, whatever it is', () => {
    fc.assert(
      fc.property(colour, (hex) => contrast(wide(onColour(hex)), hex) >= 4.5),
      { numRuns: 2_000 },
    );
  });

  it('[V17] is made readable on both grounds, and left alone where it is', () => {
    fc.assert(
      fc.property(colour, fc.constantFrom('#ffffff', '#15181e'), (hex, ground) => {
        const shown = readableOn(ground, hex);
        expect(contrast(shown, ground)).toBeGreaterThanOrEqual(4.5);
        if (contrast(hex, ground) >= 4.5) expect(shown).toBe(hex);
      }),
      { numRuns: 2_000 },
    );
  });

  it('[V17] measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each(['red', '#fff', '#12345g', '', null, undefined, 'url(//evil)', '#1234567'])(
    '[V17] %s is no colour, so it is the default',
    (text) => expect(colourOf(text)).toBe(defaultColour),
  );

  it('[V17] is taken in any case, with spaces around it', () => {
    expect(colourOf(' #1F4D43 ')).toBe('#1f4d43');
  });
});
