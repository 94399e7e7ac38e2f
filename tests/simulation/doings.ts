/**
 * What agents do in a conversation, by kind: how often, and with which words. Every kind that people may submit is here,
 * `entries` below keeps it so; `null` where there is nothing to do it to.
 */
import type { Entry } from '#domain/model.ts';
import type { ThreadItem } from '#domain/entries/fold.ts';
import type { SubmittedKind } from '#domain/submitted.ts';
import type { Write } from '#sync/contract.ts';
import type { Chance } from './chance.ts';
import { canary, groups, tags } from './fixed.ts';

export interface Moment {
  chance: Chance;
  /** Principal of who does it. */
  me: string;
  agents: readonly string[];
  /** The conversation on their screen. */
  items: readonly ThreadItem[];
  /** Words that nobody has said yet. */
  words: string;
  nowMs: number;
}

interface Doing {
  weight: number;
  write(moment: Moment): Write | null;
}

type Spoken = Extract<Entry, { kind: 'message' | 'comment' }>;

/** `merged` is done in two conversations at once (`acts.ts`); the rest is not for people. */
type Elsewhere = 'merged' | 'unmerged' | 'delivery' | 'missed';

export const doings: Record<Exclude<SubmittedKind, Elsewhere>, Doing> = {
  message: {
    weight: 14,
    write({ chance, items, words: text }) {
      const quote = chance.next() < 0.2 ? spokenIn(items).at(-1) : undefined;
      return { kind: 'message', text, channel: 'chat', ...(quote && { quote: quote.id }) };
    },
  },
  comment: {
    weight: 8,
    write: ({ words }) => ({ kind: 'comment', text: `${words} ${canary}` }),
  },
  read: { weight: 6, write: ({ items }) => ofLast(items, (upTo) => ({ kind: 'read', upTo })) },
  unread: {
    weight: 2,
    write: ({ chance, items }) =>
      ofAny(chance, spokenIn(items), ({ id }) => ({ kind: 'unread', since: id })),
  },
  closed: { weight: 4, write: () => ({ kind: 'closed' }) },
  reopened: { weight: 2, write: () => ({ kind: 'reopened' }) },
  waived: { weight: 1, write: () => ({ kind: 'waived' }) },
  taken: { weight: 3, write: () => ({ kind: 'taken' }) },
  assigned: {
    weight: 4,
    write: ({ chance, agents }) => ({ kind: 'assigned', agent: chance.pick([...agents, null]) }),
  },
  grouped: {
    weight: 3,
    write: ({ chance }) => ({ kind: 'grouped', group: chance.pick([...groups, null]) }),
  },
  joined: {
    weight: 2,
    write: ({ chance, agents }) => ({ kind: 'joined', agent: chance.pick(agents) }),
  },
  left: {
    weight: 2,
    write: ({ chance, agents }) => ({ kind: 'left', agent: chance.pick(agents) }),
  },
  tagged: { weight: 3, write: ({ chance }) => ({ kind: 'tagged', tag: chance.pick(tags) }) },
  untagged: { weight: 2, write: ({ chance }) => ({ kind: 'untagged', tag: chance.pick(tags) }) },
  snoozed: {
    weight: 3,
    write: ({ chance, nowMs }) => ({
      ...{ kind: 'snoozed', untilMs: untilMs(chance, nowMs) },
      ...(chance.next() < 0.5 && { evenIfReply: true }),
    }),
  },
  woken: { weight: 1, write: () => ({ kind: 'woken' }) },
  binned: { weight: 2, write: () => ({ kind: 'binned' }) },
  restored: { weight: 2, write: () => ({ kind: 'restored' }) },
  blocked: {
    weight: 2,
    write: ({ chance, nowMs }) => ({
      ...{ kind: 'blocked', untilMs: untilMs(chance, nowMs) },
      mode: chance.next() < 0.3 ? 'ban' : 'block',
    }),
  },
  unblocked: { weight: 2, write: () => ({ kind: 'unblocked' }) },
  edited: {
    weight: 3,
    write: ({ chance, me, items, words }) =>
      ofAny(chance, spokenIn(items, me), ({ id: of, kind }) => {
        return { kind: 'edited', of, text: kind === 'comment' ? `${words} ${canary}` : words };
      }),
  },
  unsent: {
    weight: 2,
    write: ({ chance, me, items }) =>
      ofAny(chance, spokenIn(items, me), ({ id: of }) => ({ kind: 'unsent', of })),
  },
  reacted: {
    weight: 3,
    write: ({ chance, items }) =>
      ofAny(chance, spokenIn(items), ({ id: of }) => {
        return { kind: 'reacted', of, emoji: chance.pick(['👍', '❤️']), on: chance.next() < 0.7 };
      }),
  },
};

/** Messages and comments on a screen that the server has accepted; of one person, if `by` is given. */
export function spokenIn(items: readonly ThreadItem[], by?: string): Spoken[] {
  return items.flatMap((item) => {
    if (item.state !== 'accepted') return [];
    const { entry } = item;
    const isSpoken = entry.kind === 'message' || entry.kind === 'comment';
    return isSpoken && (by === undefined || entry.by === by) ? [entry] : [];
  });
}

export function ofLast(items: readonly ThreadItem[], write: (id: string) => Write): Write | null {
  const last = spokenIn(items).findLast(({ kind }) => kind === 'message');
  return last ? write(last.id) : null;
}

function ofAny(
  chance: Chance,
  spoken: readonly Spoken[],
  write: (entry: Spoken) => Write,
): Write | null {
  return spoken.length > 0 ? write(chance.pick(spoken)) : null;
}

/** Soon enough to be over within the shift, or for good. */
function untilMs(chance: Chance, nowMs: number): number | null {
  return chance.next() < 0.3 ? null : nowMs + 3_000 + chance.below(60_000);
}
