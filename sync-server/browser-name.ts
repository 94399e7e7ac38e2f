/** A browser by its own word, as people know it: "Firefox · Linux". Enough to tell one's devices apart; nothing relies on it. */

/** Most of them also claim to be the ones below. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdgi?A?\w*\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Empty where nothing is known of it. */
export function browserName(userAgent: string): string {
  return [browserOf(userAgent), deviceOf(userAgent)].filter(Boolean).join(' · ');
}

export function browserOf(userAgent: string): string | null {
  return named(browsers, userAgent);
}

/** A phone by its make, a computer by its system. */
export function deviceOf(userAgent: string): string | null {
  return named(systems, userAgent);
}

function named(table: typeof browsers, userAgent: string): string | null {
  const text = userAgent.slice(0, 400);
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
