/** What a card, or a notice of the system, says of a happening: whom it is about, and the words (SPEC N1, N3). Pure. */
import type { Notice, Summary } from '#domain/model.ts';
import type { Happening } from '#domain/rules/announce.ts';
import type { Words } from '../words/words.ts';

export interface HappeningFacts {
  summary: Summary;
  /** As the visitor is called in a sentence. */
  name: string;
  /** What concerns me in person, as rows of the tray. */
  notices: readonly Notice[];
  /** A notice as one sentence. */
  sentenceOf(notice: Notice): string;
}

export interface HappeningText {
  title: string;
  body: string;
}

/** `isPreview`: false where somebody's words, and who they are, must not stand on a screen that others see. */
export function happeningText(
  { id, occasion }: Happening,
  { summary, name, notices, sentenceOf }: HappeningFacts,
  { notices: words }: Pick<Words, 'notices'>,
  isPreview: boolean,
): HappeningText {
  if (!isPreview) return { title: words.desktop.hidden, body: '' };
  const title = words.desktop[occasion](name);
  if (occasion === 'notice') {
    const notice = notices.find((one) => `${one.id} ${one.entry}` === id);
    return { title, body: notice ? sentenceOf(notice) : '' };
  }
  const isSaid = occasion !== 'held' && occasion !== 'failed';
  return { title, body: isSaid ? (summary.preview?.text ?? '') : '' };
}
