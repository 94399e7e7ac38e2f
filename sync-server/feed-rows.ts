/**
 * Rows of the feed as they are sent. A conversation's row is stored with its random epoch in the place of the room's
 * name, because the name follows the store's id and the row does not change with it (DESIGN 2, 4).
 */
import type { FeedRow, Summary } from '#domain/model.ts';
import { conversationRoom } from './epochs.ts';
import type { FeedRecord } from './ports.ts';

/** The row without its owner, and with the room's name of now. */
export function rowOf({ table, id, rev, value }: FeedRecord, storeId: string): FeedRow {
  if (table !== 'conversation' || value === null) return { table, id, rev, value } as FeedRow;
  return { table, id, rev, value: summaryWithRoom(value as Summary, storeId) };
}

export function summaryWithRoom(stored: Summary, storeId: string): Summary {
  return { ...stored, room: conversationRoom(stored.id, stored.room, storeId) };
}
