/**
 * Names of rooms. An epoch is made from the conversation's own random string and the store's id, so that erasing renames
 * one conversation's rooms and a restored store renames all of them (DESIGN 2). Pure.
 */
import { hash } from 'node:crypto';
import { roomName } from '#domain/wire.ts';

/** 128 bits are plenty for a name that must only never come twice. */
const epochCharacters = 22;

/** `random`: `teamEpoch` or `publicEpoch` of the conversation's row. */
export function epochOf(random: string, storeId: string): string {
  return hash('sha256', `${storeId}\n${random}`, 'base64url').slice(0, epochCharacters);
}

/** The team's projection. */
export function conversationRoom(id: string, teamEpoch: string, storeId: string): string {
  return roomName({ kind: 'conversation', id, epoch: epochOf(teamEpoch, storeId) });
}

/** The visitor's projection. */
export function transcriptRoom(id: string, publicEpoch: string, storeId: string): string {
  return roomName({ kind: 'transcript', id, epoch: epochOf(publicEpoch, storeId) });
}
