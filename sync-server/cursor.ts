/**
 * Cursors of the feed: which store, up to which revision, with which rights. Signed, because a cursor above the newest
 * revision is taken as proof that the store went back, and makes everybody start anew (DESIGN 2, 4).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Cursor {
  store: string;
  rev: number;
  rights: string;
  /** When it was written: deleted rows are told about for so long only. */
  atMs: number;
}

const macBytes = 16;
const cursorCharactersMax = 512;

export function writeCursor(cursor: Cursor, key: Uint8Array): string {
  const { store, rev, rights, atMs } = cursor;
  const body = Buffer.from(JSON.stringify([store, rev, rights, atMs]));
  return `${body.toString('base64url')}.${macOf(body, key).toString('base64url')}`;
}

/** Null for anything that was not written here. */
export function readCursor(text: string, key: Uint8Array): Cursor | null {
  if (text.length > cursorCharactersMax) return null;
  const [body = '', mac = ''] = text.split('.');
  const bytes = Buffer.from(body, 'base64url');
  const given = Buffer.from(mac, 'base64url');
  if (given.length !== macBytes || !timingSafeEqual(given, macOf(bytes, key))) return null;
  const [store, rev, rights, atMs = 0] = JSON.parse(bytes.toString()) as Parts;
  return { store, rev, rights, atMs };
}

/** Cursors of earlier builds have no time. */
type Parts = [store: string, rev: number, rights: string, atMs?: number];

function macOf(body: Uint8Array, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, macBytes);
}
