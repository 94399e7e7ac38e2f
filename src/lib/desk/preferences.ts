/**
 * What each agent may have their own way, as fields of their profile: names, and what holds until they say otherwise.
 * Whoever acts on one asks here, so that the settings page and the desk cannot disagree. SPEC S5. What of
 * notices each wants is `#domain/rules/announce.ts`.
 */
import { valueOf, type RecordRow } from '#domain/records/record.ts';

export const afterClosingChoices = ['next', 'previous', 'list', 'stay'] as const;
export type AfterClosing = (typeof afterClosingChoices)[number];

export function afterClosingOf(profile: RecordRow | undefined): AfterClosing {
  const said = valueOf(profile, 'preference.afterClosing');
  return afterClosingChoices.find((choice) => choice === said) ?? 'next';
}

/** Enter sends, unless the agent wants it to make a new line. */
export function enterSends(profile: RecordRow | undefined): boolean {
  return valueOf(profile, 'preference.enterSends') !== false;
}

/** Keys without a modifier act, unless the agent has switched them off (WCAG 2.1.4). */
export function lettersAct(profile: RecordRow | undefined): boolean {
  return valueOf(profile, 'preference.letters') !== false;
}
