/**
 * What one row of the list says (UX 4, 5, 18), from a summary and what is known around
 * it. Pure: the component only draws it.
 */
import type { DraftLeft, Summary } from '#domain/model.ts';
import type { StatusDot } from '#domain/rules/status-dot.ts';
import type { Times } from '$lib/words/times.ts';
import type { Words } from '$lib/words/words.ts';
import { shortName, visitorName } from '$lib/desk/people.ts';

export interface RowFacts {
  summary: Summary;
  dot: StatusDot;
  /** Agent id of the reader. */
  me: string;
  nowMs: number;
  /** How long a visitor may wait until they are missed. */
  missedAfterMs: number;
  nameOf(agent: string): string | null;
  /** Replies of mine that were held or refused. */
  attention: 'held' | 'refused' | null;
  /** It is drawn although it no longer belongs: somebody closed or took it. */
  isLeaving: boolean;
  /** Who closed it, where that is known: `agent/<id>`. */
  closedBy: string | null;
  /** The visitor wrote something that I have not read. */
  isUnread: boolean;
  /** Words that lie here unsent, mine or the team's. */
  draft: DraftLeft | null;
  /** In the place of drafts they are what one looks for. */
  isDraftFirst: boolean;
}

type RowChip =
  | { kind: 'missed' | 'stale' | 'new' | 'soon' | 'waiting' | 'held' | 'refused'; text: string }
  | { kind: 'reason'; text: string };

export interface RowView {
  name: string;
  time: string;
  /** "You:" or "Léa:", or null before a visitor's words. */
  who: string | null;
  preview: string;
  isComment: boolean;
  isDraft: boolean;
  chip: RowChip | null;
  emphasis: 'missed' | 'new' | 'unread' | null;
  /** Who holds it, for the ear; the eye has a picture. */
  assigned: string | null;
}

export function rowView(facts: RowFacts, words: Words, times: Times): RowView {
  const { summary, nowMs } = facts;
  const name = visitorName(summary.name, words);
  const { preview } = summary;
  const chip = chipOf(facts, words, times);
  const emphasis = emphasisOf(facts);
  // What somebody outside has just said is more than what we have not said yet.
  const isDraftShown = facts.isDraftFirst || (emphasis === null && !facts.isLeaving);
  const draft = isDraftShown ? facts.draft : null;
  return {
    name,
    time: times.inList(summary.activeAtMs, nowMs),
    who: draft ? words.list.draft : whoOf(facts, words),
    preview: draft?.text ?? preview?.text ?? '',
    isComment: draft ? draft.tab === 'comment' : preview?.kind === 'comment',
    isDraft: draft !== null,
    chip,
    emphasis,
    assigned: assignedTo(facts, words),
  };
}

function emphasisOf({ dot, isUnread }: RowFacts): RowView['emphasis'] {
  if (dot.dot === 'red') return 'missed';
  if (dot.dot === 'violet') return 'new';
  return isUnread ? 'unread' : null;
}

function chipOf(facts: RowFacts, words: Words, times: Times): RowChip | null {
  const { summary, dot, nowMs, missedAfterMs, attention, isLeaving } = facts;
  if (isLeaving || summary.status === 'closed' || summary.binnedAtMs !== null) {
    return { kind: 'reason', text: reasonOf(facts, words) };
  }
  if (attention === 'held') return { kind: 'held', text: words.list.held };
  if (attention === 'refused') return { kind: 'refused', text: words.list.failed };
  if (dot.dot === 'red') {
    return dot.asOfMs === null
      ? { kind: 'missed', text: words.list.missedFor(times.span(nowMs - dot.sinceMs)) }
      : { kind: 'stale', text: words.list.missedAsOf(times.clock(dot.asOfMs)) };
  }
  if (dot.dot === 'violet') return { kind: 'new', text: words.list.new };
  if (!summary.waiting) return null;
  const waitedMs = nowMs - summary.waiting.sinceMs;
  // Amber from half of that on, without moving a pixel (UX 19.7).
  const kind = waitedMs < missedAfterMs / 2 ? 'soon' : 'waiting';
  return { kind, text: times.span(waitedMs) };
}

/** Why a row is greyed, as something people did. */
function reasonOf({ summary, closedBy, me, nameOf }: RowFacts, words: Words): string {
  if (summary.binnedAtMs !== null) return words.list.inBin;
  if (summary.status === 'closed') {
    const closer = closedBy?.replace('agent/', '') ?? null;
    if (closer === me) return words.list.closedBy(null);
    const name = closer && nameOf(closer);
    return name ? words.list.closedBy(name) : words.window.isClosed;
  }
  if (summary.snoozed) return words.list.asleep;
  if (summary.agent === null) return words.list.movedOn;
  if (summary.agent === me) return words.list.takenBy(null);
  const name = nameOf(summary.agent);
  return name ? words.list.takenBy(name) : words.list.movedOn;
}

function whoOf({ summary, me, nameOf }: RowFacts, words: Words): string | null {
  const { preview } = summary;
  if (!preview || !preview.by.startsWith('agent/')) return null;
  const id = preview.by.replace('agent/', '');
  if (id === me) return words.list.you;
  return words.list.from(
    nameOf(id) ?? (preview.byName && shortName(preview.byName, words)) ?? words.someone,
  );
}

function assignedTo({ summary, me, nameOf }: RowFacts, words: Words): string | null {
  if (summary.agent === null) return null;
  if (summary.agent === me) return words.list.assigned(null);
  const name = nameOf(summary.agent);
  return name ? words.list.assigned(name) : null;
}
