/** A row of the list in which nothing has happened, for tests that care about a few of its fields. */
import type { Summary } from '#domain/model.ts';

export function blankSummary(id: string, change: Partial<Summary> = {}): Summary {
  return {
    id,
    room: `conversation/${id}~e`,
    visitor: `v-${id}`,
    name: 'Visitor 4f2a',
    channel: 'chat',
    status: 'open',
    agent: null,
    group: null,
    participants: [],
    tags: [],
    binnedAtMs: null,
    snoozed: null,
    blocked: null,
    mergedInto: null,
    mergedFrom: [],
    preview: null,
    activeAtMs: 1_000,
    waiting: null,
    missed: false,
    answeredLateAtMs: null,
    lastVisitor: null,
    readByTeam: null,
    entries: 1,
    drafts: {},
    ...change,
  };
}
