/**
 * What this device forgets because somebody was erased (SPEC G2, RELIABILITY P18, T46). The feed says that a row is gone;
 * with it go what waits in the outbox, what was written in pads, and open rooms. Copies of rooms go by `copies.ts`, the
 * index of words by the search keeper, both by the same rows. Every tab does its share: whatever is done twice is no harm.
 */
import type { FeedRow, FeedTable } from '#domain/model.ts';
import { recordOf } from '#domain/records/name.ts';
import type { Signal } from './contract.ts';
import { feedMarkKey, type KeptFeed } from './feed.ts';
import type { LocalStore } from './local-store.ts';
import { dropCopies } from './log-room.ts';
import type { OutboxRows, PendingRow } from './outbox.ts';
import type { Pads } from './pads.ts';
import { signalOf } from './signal.ts';

export interface ErasingParts {
  feed: KeptFeed;
  outbox: OutboxRows;
  pads: Pick<Pads, 'erase'>;
  isLeader: Signal<boolean>;
  /** The feed tells no more of what was erased meanwhile: what it does not have is gone. */
  wasAway: boolean;
}

/** How many words of mine, not sent yet, went with those whom they were for, since this page began. */
export function eraseWithFeed({
  feed,
  outbox,
  pads,
  isLeader,
  wasAway,
}: ErasingParts): Signal<number> {
  const lost = signalOf(0);
  /** A row stands until its end is written down, and may be met again until then. */
  const discarded = new Set<string>();

  const discard = (isErased: (row: PendingRow) => boolean) => {
    const isNew = (row: PendingRow) => !discarded.has(row.entry.id) && isErased(row);
    const rows = outbox.rows.current.filter(isNew);
    for (const { entry } of rows) {
      discarded.add(entry.id);
      void outbox.discard(entry.id);
    }
    const words = rows.filter(({ entry }) => entry.kind !== 'read' && entry.kind !== 'unread');
    if (words.length > 0) lost.set(lost.current + words.length);
  };

  feed.onChange((rows) => {
    const gone = new Set(rows.filter(isGone).map(({ id }) => id));
    if (gone.size === 0) return;
    discard((row) => gone.has(subjectOf(row).id));
    void pads.erase((pad) => gone.has('contact' in pad ? pad.contact : pad.conversation));
  });

  // The server's word comes with the answer, too: it may know of an erasing before the feed tells.
  outbox.rows.subscribe(() => discard(wasErased));

  // What was erased while nobody was here: the leading tab, which knows every row once it has caught up.
  feed.isCaughtUp.subscribe(() => {
    if (!feed.isCaughtUp.current || !isLeader.current) return;
    discard((row) => {
      const { table, id } = subjectOf(row);
      // What still waits is answered by the server, which remembers for ever.
      const isSettled = row.state !== 'waiting' && feed.row(table, id) === null;
      return isErasedIn(feed, table, id) || (wasAway && isSettled);
    });
    const visitors = new Set<string>();
    for (const { visitor } of feed.table('conversation').current.values()) visitors.add(visitor);
    void pads.erase((pad) =>
      'contact' in pad
        ? feed.row('contact', pad.contact) === null && !visitors.has(pad.contact)
        : feed.row('conversation', pad.conversation) === null,
    );
  });
  return lost;
}

/** Does the feed say that there was such a row, and is none any more? */
export function isErasedIn(feed: KeptFeed, table: FeedTable, id: string): boolean {
  return feed.revOf(table, id) !== null && feed.row(table, id) === null;
}

/**
 * Before anything is shown on a device that was away so long that nobody tells it any more what was erased: everything
 * goes that the server has anyway. What waits here is the server's to answer; pads go when the feed has caught up.
 */
export async function forgetRows(store: LocalStore): Promise<void> {
  const changes = [
    { table: 'feed' as const, clear: true as const },
    { table: 'meta' as const, key: feedMarkKey, delete: true as const },
  ];
  await store.write(changes).catch(() => {});
  await dropCopies(store);
}

function isGone({ table, value }: FeedRow): boolean {
  return value === null && (table === 'conversation' || table === 'contact');
}

function wasErased({ answer }: PendingRow): boolean {
  return answer?.state === 'refused' && answer.reason === 'erased';
}

/** The conversation or record that a row is for. */
function subjectOf({ conversation, entry }: PendingRow): { table: FeedTable; id: string } {
  if (conversation !== null) return { table: 'conversation', id: conversation };
  return recordOf(entry.subject)!;
}
