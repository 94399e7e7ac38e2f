/** "until Mon 09:00", "until they reply": how long something sleeps, for chips, toasts and the picker. Pure. */
import type { Speech } from '../words/speech.svelte.ts';

type Said = Pick<Speech, 'words' | 'times'>;

export function untilText(untilMs: number | null, nowMs: number, { words, times }: Said): string {
  if (untilMs === null) return words.snooze.untilReply;
  return words.snooze.until(times.soon(untilMs, nowMs));
}
