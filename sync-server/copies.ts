/**
 * Copies in bulk for a device that has few (DESIGN 7, SPEC O9): one conversation after the other, newest first, in the
 * bytes that its room would send. Reads as fast as it is taken, and lets everything else go first.
 */
import { setImmediate as aTurn } from 'node:timers/promises';
import { encodeCopyFrame } from '#domain/documents/copy-frames.ts';
import { encodeLogUpdate } from '#domain/documents/log.ts';
import type { Summary, Who } from '#domain/model.ts';
import { can } from '#domain/rules/can.ts';
import { isKeptOnDevices } from '#domain/rules/copy-window.ts';
import type { Done } from '#domain/services.ts';
import { conversationRoom } from './epochs.ts';
import type { Clock, FeedRecord, Store } from './ports.ts';

const rowsPerPage = 200;

export function copiesFor(
  { store, clock }: { store: Store; clock: Pick<Clock, 'now'> },
  who: Who,
  since: number | null,
): Done<AsyncIterable<Uint8Array>> {
  if (!can(who, 'see-conversations')) return { ok: false, status: 403, error: 'not-allowed' };
  return { ok: true, value: copiesBelow(store, clock, since) };
}

async function* copiesBelow(
  store: Store,
  clock: Pick<Clock, 'now'>,
  since: number | null,
): AsyncGenerator<Uint8Array> {
  const upTo = await store.feedRevision();
  let before = since ?? upTo + 1;
  for (;;) {
    const records = await store.feed({ owner: null, after: 0, upTo, before, limit: rowsPerPage });
    for (const record of records) {
      if (record.table !== 'conversation' || record.value === null) continue;
      if (!isKeptOnDevices(record.value as Summary, clock.now())) continue;
      yield await copyOf(store, record);
      await aTurn();
    }
    if (records.length < rowsPerPage) return;
    before = records.at(-1)!.rev;
  }
}

/** Everything that is committed by now, which may be more than the row says. */
async function copyOf(store: Store, { value, rev }: FeedRecord): Promise<Uint8Array> {
  const { id, room: epoch } = value as Summary;
  const texts = await store.entryTexts(id, 'team', 0, Number.MAX_SAFE_INTEGER);
  return encodeCopyFrame({
    room: conversationRoom(id, epoch, store.id),
    conversation: id,
    entries: texts.length,
    rev,
    bytes: encodeLogUpdate(0, texts),
  });
}
