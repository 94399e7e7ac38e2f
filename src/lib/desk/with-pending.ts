/**
 * A row of the list with what this device has written and the team does not know yet (SPEC R11). For conversations
 * on screen the whole log is folded instead; for the others the row is all there is, and these rules suffice.
 */
import { limits } from '#domain/limits.ts';
import type { Summary } from '#domain/model.ts';
import type { Pending } from '#domain/entries/fold.ts';

/** `rows`: pending rows of this conversation, oldest first. The summary given is not changed. */
export function withPending(summary: Summary, rows: readonly Pending[]): Summary {
  return rows.reduce((row, pending) => {
    return pending.state === 'waiting' ? withOne(row, pending) : row;
  }, summary);
}

function withOne(summary: Summary, { entry, by, byName, savedAtMs }: Pending): Summary {
  const me = by.replace(/^agent\//, '');
  switch (entry.kind) {
    case 'message':
      return {
        ...summary,
        // The first reply takes the conversation (A4).
        agent: summary.agent ?? me,
        preview: { kind: 'message', by, byName, text: oneLine(entry.text) },
        activeAtMs: Math.max(summary.activeAtMs, savedAtMs),
        waiting: null,
        missed: false,
      };
    case 'comment':
      return { ...summary, preview: { kind: 'comment', by, byName, text: oneLine(entry.text) } };
    case 'assigned':
      return { ...summary, agent: entry.agent };
    case 'taken':
      return { ...summary, agent: summary.agent ?? me };
    case 'closed':
      return { ...summary, status: 'closed', waiting: null, missed: false };
    case 'reopened':
      return { ...summary, status: 'open' };
    case 'waived':
      return { ...summary, waiting: null, missed: false };
    case 'grouped':
      return { ...summary, group: entry.group };
    case 'joined':
      return { ...summary, participants: withMember(summary.participants, entry.agent) };
    case 'left':
      return { ...summary, participants: withoutMember(summary.participants, entry.agent) };
    case 'tagged':
      return { ...summary, tags: withMember(summary.tags, entry.tag) };
    case 'untagged':
      return { ...summary, tags: withoutMember(summary.tags, entry.tag) };
    case 'snoozed': {
      const { untilMs, evenIfReply = false } = entry;
      return { ...summary, snoozed: { untilMs, evenIfReply } };
    }
    case 'woken':
      return { ...summary, snoozed: null };
    case 'binned':
      return { ...summary, binnedAtMs: savedAtMs };
    case 'restored':
      return { ...summary, binnedAtMs: null };
    case 'blocked':
      return {
        ...summary,
        blocked: {
          ...{ mode: entry.mode, untilMs: entry.untilMs, by, atMs: savedAtMs },
          ...(entry.why && { why: entry.why }),
        },
      };
    case 'unblocked':
      return { ...summary, blocked: null };
    case 'merged':
      return entry.side === 'into'
        ? { ...summary, mergedInto: entry.with }
        : { ...summary, mergedFrom: withMember(summary.mergedFrom, entry.with) };
    case 'unmerged': {
      const mergedInto = summary.mergedInto === entry.with ? null : summary.mergedInto;
      return { ...summary, mergedInto, mergedFrom: withoutMember(summary.mergedFrom, entry.with) };
    }
    default:
      return summary;
  }
}

function withMember(members: readonly string[], member: string): readonly string[] {
  return members.includes(member) ? members : [...members, member];
}

function withoutMember(members: readonly string[], member: string): readonly string[] {
  return members.filter((one) => one !== member);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, limits.previewCharacters);
}
