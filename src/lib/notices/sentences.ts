/** Notices and happenings in the reader's words, with the names that their desk knows. */
import type { Notice } from '#domain/model.ts';
import type { Happening } from '#domain/rules/announce.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { shortName } from '../desk/people.ts';
import { groupName } from '../desk/team.ts';
import type { Speech } from '../words/speech.svelte.ts';
import { happeningText, type HappeningText } from './happening-text.ts';
import { noticeText } from './notice-text.ts';

export function sentenceOf(notice: Notice, desk: Desk, speech: Speech): string {
  const name = desk.summaries.get(notice.conversation)?.name ?? '';
  return noticeText(
    notice,
    {
      me: desk.me,
      nowMs: desk.now.ms,
      visitor: shortName(name, speech.words),
      nameOf: (agent) => desk.nameOf(agent),
      groupName: (group) => groupName(desk.groupOf(group), speech.language),
    },
    speech.words,
    speech.times,
  );
}

/** Null: its conversation is gone. */
export function textOf(
  happening: Happening,
  desk: Desk,
  speech: Speech,
  isPreview: boolean,
): HappeningText | null {
  const summary = desk.summaries.get(happening.conversation);
  if (!summary) return null;
  const facts = {
    ...{ summary, name: shortName(summary.name, speech.words), notices: desk.notices },
    sentenceOf: (notice: Notice) => sentenceOf(notice, desk, speech),
  };
  return happeningText(happening, facts, speech.words, isPreview);
}
