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
    case 'read':
    case 'delivery':
    case 'missed':
      return summary;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, limits.previewCharacters);
}
