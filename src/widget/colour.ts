/**
 * The owner's one colour, made safe to read: which glyph goes on it, and which shade of it may be words.
 * Formulas of WCAG 2.2 (relative luminance, contrast ratio). Pure; in the loader too, so it stays small.
 */

export const defaultColour = '#1d5bd8';

/** `#rrggbb` in lower case, or the default for anything else. */
export function colourOf(text: string | null | undefined): string {
  const hex = text?.trim().toLowerCase() ?? '';
  return /^#[0-9a-f]{6}$/.test(hex) ? hex : defaultColour;
}

/** Black or white, whichever reads better on it; the better one always passes 4.5:1. */
export function onColour(hex: string): '#000' | '#fff' {
  // 0.179 is where both are 4.58:1.
  return luminance(hex) > 0.179 ? '#000' : '#fff';
}

/**
 * The colour as words and outlines on a ground: itself where it passes 4.5:1, else mixed towards black or white
 * (away from the ground) in steps until it does.
 */
export function readableOn(ground: string, hex: string): string {
  const towards = luminance(ground) > 0.179 ? 0 : 255;
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(hex, towards, share);
    if (contrast(mixed, ground) >= 4.5) return mixed;
  }
  return mix(hex, towards, 1);
}

export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = channels(hex).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function mix(hex: string, towards: number, share: number): string {
  const mixed = channels(hex).map((channel) => Math.round(channel + (towards - channel) * share));
  return '#' + mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('');
}
