/**
 * Sleeping conversations wake at their time, with nobody's browser open: one alarm a conversation, carried out by the
 * worker like every other, also after a restart. A visitor who writes wakes one at once; that is in `step`. SPEC L17.
 */
import { derivedId } from '../entries/derived-id.ts';
import type { ConversationState } from '../entries/state.ts';
import type { Unsealed } from '../model.ts';
import type { Acceptable } from './accept.ts';

export function snoozeAlarmKey(conversation: string): string {
  return `snooze/${conversation}`;
}

/** The alarm after these entries: set, moved or cleared; nothing where they have nothing to do with sleep. */
export function snoozeAlarm(
  { snoozed }: ConversationState,
  causes: readonly Unsealed[],
  conversation: string,
): { key: string; dueAtMs: number | null; payload: string }[] {
  const isAbout = causes.some((entry) => entry.kind === 'snoozed' || entry.kind === 'woken');
  if (!isAbout) return [];
  const dueAtMs = snoozed.value?.untilMs ?? null;
  return [
    { key: snoozeAlarmKey(conversation), dueAtMs, payload: dueAtMs === null ? '' : snoozed.entry },
  ];
}

/** The alarm rang: it wakes, unless it woke before, or was put to sleep again for another time. */
export function wakingOf(
  { snoozed }: ConversationState,
  alarm: { key: string; payload: string },
  conversation: string,
): Acceptable[] {
  const isThatSleep = alarm.key === snoozeAlarmKey(conversation) && snoozed.entry === alarm.payload;
  const untilMs = snoozed.value?.untilMs ?? null;
  if (!isThatSleep || untilMs === null) return [];
  return [
    {
      id: derivedId(`woken/${snoozed.entry}/${conversation}`),
      subject: `conversation/${conversation}`,
      // Its time may have been over before it was accepted: waking is meant after that all the same.
      writtenAtMs: Math.max(untilMs, snoozed.intendedAtMs + 1),
      seenUpTo: null,
      kind: 'woken',
      because: 'due',
    },
  ];
}
