/**
 * What travels between browser and server: room names, message types, frames and close codes. All in one file.
 *
 * Types 0-3 are y-websocket's own; ours are above 100 and carry one JSON text (`varUint type, varString json`).
 * They are sent on channel 0 of the multiplexed socket, or straight on a stock one-room socket. DESIGN 5, section 9.
 */
import type { Answer, FeedRow } from './model.ts';

/* ------------------------------------------------------------------ rooms */

export const padKinds = ['draft', 'comment', 'summary'] as const;
export type PadKind = (typeof padKinds)[number];

/**
 * A parsed room name. `epoch` is a random string made from the store's id; an old one is answered 4409.
 * `draft` pads are numbered per conversation and channel: `pad/draft/<conversation>.<channel>.<n>.s<schema>`.
 */
export type Room =
  | { kind: 'conversation'; id: string; epoch: string }
  | { kind: 'transcript'; id: string; epoch: string }
  | { kind: 'pad'; pad: PadKind; id: string; conversation: string; epoch: string }
  /** What the team keeps about a contact, in words (SPEC D5); belongs to the person, whatever they wrote in. */
  | { kind: 'note'; id: string; contact: string; epoch: string }
  | { kind: 'private-pad'; agent: string; id: string; conversation: string; epoch: string };

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const log = new RegExp(`^(conversation|transcript)/(${id})~([0-9A-Za-z_-]{1,64})$`);
const pad = new RegExp(
  `^pad/(draft|comment|summary)/((${id})[.0-9a-z]{0,40})~([0-9A-Za-z_-]{1,64})$`,
);
const note = new RegExp(`^pad/note/((${id})[.0-9a-z]{0,40})~([0-9A-Za-z_-]{1,64})$`);
const privatePad = new RegExp(
  `^pad/private/(${id})/((${id})[.0-9a-z]{0,40})~([0-9A-Za-z_-]{1,64})$`,
);

/** A room's parts, or null for anything that is no room name (answered 4404, as an unknown one: B27). */
export function parseRoom(name: string): Room | null {
  if (name.length > 256) return null;
  const asLog = log.exec(name);
  if (asLog)
    return { kind: asLog[1] as 'conversation' | 'transcript', id: asLog[2]!, epoch: asLog[3]! };
  const asPad = pad.exec(name);
  if (asPad)
    return {
      kind: 'pad',
      pad: asPad[1] as PadKind,
      id: asPad[2]!,
      conversation: asPad[3]!,
      epoch: asPad[4]!,
    };
  const asNote = note.exec(name);
  if (asNote) return { kind: 'note', id: asNote[1]!, contact: asNote[2]!, epoch: asNote[3]! };
  const asPrivate = privatePad.exec(name);
  if (asPrivate) {
    return {
      kind: 'private-pad',
      agent: asPrivate[1]!,
      id: asPrivate[2]!,
      conversation: asPrivate[3]!,
      epoch: asPrivate[4]!,
    };
  }
  return null;
}

export function roomName(room: Room): string {
  switch (room.kind) {
    case 'conversation':
    case 'transcript':
      return `${room.kind}/${room.id}~${room.epoch}`;
    case 'pad':
      return `pad/${room.pad}/${room.id}~${room.epoch}`;
    case 'note':
      return `pad/note/${room.id}~${room.epoch}`;
    case 'private-pad':
      return `pad/private/${room.agent}/${room.id}~${room.epoch}`;
  }
}

/** The version of the editor's schema, part of a pad's name: an old editor never opens a newer pad (DESIGN 2). */
export const padSchema = 1;

/**
 * The pad in which the team writes the reply number `n` together. Its epoch is the conversation's team epoch,
 * so that erasing renames it too.
 */
export function draftPadName(
  conversation: string,
  epoch: string,
  channel: string,
  n: number,
): string {
  return roomName({
    kind: 'pad',
    pad: 'draft',
    id: `${conversation}.${channel}.${n}.s${padSchema}`,
    conversation,
    epoch,
  });
}

/** The pad of the comment being written: one per conversation. */
export function commentPadName(conversation: string, epoch: string): string {
  return roomName({
    kind: 'pad',
    pad: 'comment',
    id: `${conversation}.s${padSchema}`,
    conversation,
    epoch,
  });
}

/**
 * The pad of the notes about a contact. Its epoch is the team epoch of that visitor's own conversation, so that erasing
 * the person renames it and a store put back from an old copy does too.
 */
export function notePadName(contact: string, epoch: string): string {
  return roomName({ kind: 'note', id: `${contact}.s${padSchema}`, contact, epoch });
}

/** The pad of what a colleague should know first: one per conversation (SPEC C18). */
export function summaryPadName(conversation: string, epoch: string): string {
  return roomName({
    kind: 'pad',
    pad: 'summary',
    id: `${conversation}.s${padSchema}`,
    conversation,
    epoch,
  });
}

/** The root of a pad's document: the ProseMirror fragment. Any other root is refused (B38). */
export const padRoot = 'text';
/** The root of a log room's document. */
export const logRoot = 'entries';

/* ------------------------------------------------------------------ messages */

export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  submit: 101,
  answer: 102,
  presence: 103,
  feed: 104,
  goaway: 105,
  /** Client asks, server echoes with its time: the probe behind "Offline is 5 s without an answer" (DESIGN 7). */
  probe: 106,
} as const;

/**
 * What a device knows of its own clock when it submits (R3). `aheadMs`: how far the server's clock is ahead of it, measured
 * by round trips. Without that the server compares `deviceNowMs`, the device's clock when it sent, with the time of
 * arrival; what was under way for a second then counts as meant a second later.
 */
export interface DeviceClock {
  aheadMs?: number | undefined;
  deviceNowMs?: number | undefined;
}
/** SUBMIT. */
export interface Submit extends DeviceClock {
  entries: unknown[];
}
/** ANSWER. One per entry, in order. */
export interface Answers {
  answers: Answer[];
}

/** FEED, from the client: start or go on from a cursor (null: everything). */
export interface FeedAsk {
  cursor: string | null;
}
/**
 * FEED, from the server. Pages newest first while `more`; the cursor comes with the last page only and with every
 * live change. `reset`: forget all rows first (other store or other rights).
 */
export interface FeedPage {
  rows: FeedRow[];
  cursor: string | null;
  more: boolean;
  reset: boolean;
}

/** PRESENCE, from an agent. */
export interface AgentSigns {
  viewing: string | null;
  /** Conversation whose composer had a key in the last 6 s, and which tab of it. */
  typing: { conversation: string; tab: 'reply' | 'comment' } | null;
  /** Somebody touched this device (its own clock); a new value is news to the agent's other devices (SPEC N6). */
  usedAtMs?: number;
}
/** PRESENCE, from a visitor. */
export interface VisitorSigns {
  typing: boolean;
  /** Address and title of the page the widget stands on; where it was loaded anew, also where it was come from. */
  page?: { url: string; title: string; referrer?: string };
}
/**
 * PRESENCE, to agents. `full`: replaces everything known; otherwise only the rows that changed; null removes. An agent's
 * row stays for 5 min after the last sign of life: who has none is away.
 */
export interface TeamPresence {
  full: boolean;
  agents: Record<string, AgentPresence | null>;
  visitors: Record<string, VisitorPresence | null>;
  /** To an agent's own devices: another one of theirs was used just now (server clock). */
  usedElsewhereAtMs?: number;
}
export interface AgentPresence {
  name: string;
  /** What they chose, for the team's eyes only (SPEC B1, "Who sees what"). */
  status: 'online' | 'invisible' | 'offline';
  /** By the rule of SPEC "Reachable". */
  reachable: boolean;
  /** Server clock; when they became reachable again, or null: they were there all along, as far as is known. */
  sinceMs: number | null;
  viewing: string[];
  typing: { conversation: string; tab: 'reply' | 'comment' } | null;
}
/** Keyed by conversation id. */
export interface VisitorPresence {
  online: boolean;
  typing: boolean;
  page: { url: string; title: string } | null;
  /** Server clock; when the last sign of life was. */
  seenAtMs: number;
}
/** PRESENCE, to a visitor: the widget's mode, who is there by public name and picture, who types. Nothing else (R8). */
export interface WidgetPresence {
  mode: 'live' | 'away';
  /** `face`: what their picture is called under `/widget/face/`; never their id. */
  agents: { name: string; face?: string }[];
  typing: string | null;
}

/** GOAWAY: the server restarts or moves; come back after this long (spread by the client with jitter, F30). */
export interface GoAway {
  reason: 'restart' | 'store-changed';
  retryAfterMs: number;
}
export interface Probe {
  n: number;
  nowMs?: number;
}

/* ------------------------------------------------------------------ frames of the multiplexed socket */

/**
 * `[op, channel, payload]`, op and channel as varUint, the payload is the rest of the frame.
 * hello: client `{ticket}` as JSON text, server `{principal, store, nowMs, build}`; channel 0.
 * open: payload is the room name (JSON text not needed: plain UTF-8). data: a y-websocket message of that channel; on channel 0
 * one of ours. close: server to client `varUint code, varString reason`; client to server: empty.
 * packed: as data, raw-deflated, for first syncs over 16 KB.
 */
export const frameOp = { hello: 0, open: 1, data: 2, close: 3, packed: 4 } as const;

export interface Welcome {
  principal: string;
  store: string;
  nowMs: number;
  build: string;
  /** To agents: how long this server lets a visitor wait until they are missed (SPEC L13), as its owner has set it. */
  missedAfterMs?: number;
}

/* ------------------------------------------------------------------ close codes */

/**
 * 44xx only where trying again cannot help: y-websocket 3.1 treats 4400-4499 as final. 45xx pass.
 * `says` is for logs and developers; people read `src/lib/refusals/`.
 */
export const closeCodes = {
  brokenBytes: { code: 4400, says: 'These bytes are no message of this protocol.' },
  signIn: { code: 4401, says: 'Sign in again: the ticket or its session is not valid.' },
  mayNotWrite: { code: 4403, says: 'This connection may not write this room.' },
  noSuchRoom: { code: 4404, says: 'No such room.' },
  epochChanged: {
    code: 4409,
    says: 'This room has another name now: drop the copy and ask for it again.',
  },
  clientTooOld: { code: 4426, says: 'This client is too old for this server: reload.' },
  restart: { code: 4503, says: 'The server is restarting: come back in a moment.' },
  tooSlow: { code: 4508, says: 'Too much was waiting to be read: connect again.' },
  rate: { code: 4529, says: 'Too much at once: slow down and connect again.' },
} as const;
export type CloseName = keyof typeof closeCodes;
