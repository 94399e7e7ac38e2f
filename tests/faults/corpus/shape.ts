/**
 * A hostile shape: bytes that no honest client sends, where they are sent, and what must come of it. The tables of
 * RELIABILITY say what must; a shape that no row names must at least do no harm.
 */

/** Where a shape is sent, and by whom. */
export type Door =
  /** An agent's socket in a pad: the message is a sync update. */
  | 'pad'
  /** Somebody's socket in a room they may only read: a visitor's transcript, an agent's conversation, a viewer's pad. */
  | 'read-only'
  /** Any socket in any room: a whole y-websocket message. */
  | 'message'
  /** An agent's socket in a pad: a whole awareness message. */
  | 'awareness'
  /** The multiplexed socket: a whole frame. */
  | 'frame'
  /** Below WebSocket messages: raw bytes on the wire. */
  | 'wire';

export type Outcome =
  /** Closed with one of these codes. 1006: the line just ended. */
  | { kind: 'closed'; codes: readonly number[] }
  /** Nothing happens: the socket stays, nothing changes, nobody hears of it. */
  | { kind: 'ignored' }
  /** Asked for what is missing: answered with sync step 1; nothing is kept. */
  | { kind: 'resync' }
  /** No row of the tables names it: any of the above, as long as nobody is harmed. */
  | { kind: 'harmless' };

export interface Shape {
  /** Row of RELIABILITY. */
  id: string;
  name: string;
  door: Door;
  /** One or more messages, sent in order on one socket. */
  bytes: (scene: Scene) => Uint8Array[];
  must: Outcome;
}

/** What a shape may aim at. */
export interface Scene {
  /** A Yjs client that was never used: the attacker's own. */
  me: number;
  /** The victims' pad: a client that types there, and how far it has come. */
  typist: { client: number; clock: number };
  /** Entries in the log that is attacked. */
  entries: number;
  /** A name that never existed, and one that is somebody else's. */
  foreignRoom: string;
  ticket: string;
}

export const broken: Outcome = { kind: 'closed', codes: [4400] };
export const ignored: Outcome = { kind: 'ignored' };
export const resync: Outcome = { kind: 'resync' };
export const harmless: Outcome = { kind: 'harmless' };

/** Makes shapes for one door. */
export const shape =
  (door: Shape['door']) =>
  (
    id: string,
    name: string,
    make: (scene: Scene) => Uint8Array | Uint8Array[],
    must: Outcome,
  ): Shape => ({
    id,
    name,
    door,
    must,
    bytes: (scene) => [make(scene)].flat(),
  });

export interface UpdateShape {
  id: string;
  name: string;
  bytes: (scene: Scene) => Uint8Array | Uint8Array[];
  /** In a pad. In a room that one may only read, every one of these ends with 4403 or 4400. */
  must: Outcome;
  /** Even a reader may send it: it says nothing (B30). */
  saysNothing?: true;
}
