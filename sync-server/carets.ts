/**
 * Who stands where in a pad: Yjs awareness, with an identity that the server gives (RELIABILITY B45-B48, T10).
 *
 * A connection has one caret. Its clock is the server's, its name is the agent's; what it says of others, and stock
 * clients echo everybody, is passed over. A state never outlives its connection.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { limits } from '#domain/limits.ts';
import type { Channel } from './line.ts';
import { awarenessMessage } from './messages.ts';
import type { Clock } from './ports.ts';

export const caretEveryMs = 1000 / limits.awarenessPerSecond;

interface Caret {
  client: number;
  /** JSON to send, or null when it was taken away. */
  state: string | null;
  sentAtMs: number;
  /** Newer than what was sent. */
  isHeld: boolean;
  strikes: number;
}

type Moved =
  | { kind: 'moved'; message: Uint8Array }
  /** Too soon after the last one: `due` sends it. */
  | { kind: 'held' }
  | { kind: 'nothing' }
  | { kind: 'broken'; strikes: number };

/** Carets in one room are at most its connections; more entries in one message are noise. */
const entriesMax = 1_000;
const colour = /^#[0-9a-f]{6}$/i;
const nobody = -1;

export class Carets {
  readonly #clock: Clock;
  readonly #byChannel = new Map<Channel, Caret>();
  #lastClock = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get anyHeld(): boolean {
    return [...this.#byChannel.values()].some((caret) => caret.isHeld);
  }

  /** `bytes`: an awareness update as received. Throws on bytes that are none. */
  move(channel: Channel, bytes: Uint8Array): Moved {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    if (count > entriesMax) throw new Error('too many carets');
    let moved: Moved = { kind: 'nothing' };
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder); // their clock: ours counts
      const json = decoding.readVarString(decoder);
      const caret = this.#caretOf(channel, client);
      if (caret.client === client) moved = this.#set(channel, caret, json);
    }
    return moved;
  }

  /** What was held back and may go now. */
  due(): { channel: Channel; message: Uint8Array }[] {
    const now = this.#clock.monotonic();
    const due: { channel: Channel; message: Uint8Array }[] = [];
    for (const [channel, caret] of this.#byChannel) {
      if (!caret.isHeld || now - caret.sentAtMs < caretEveryMs) continue;
      due.push({ channel, message: this.#send(caret, now) });
    }
    return due;
  }

  /** Everybody's carets for one who asks, or null if there are none. */
  all(asker: Channel): Uint8Array | null {
    const others = [...this.#byChannel]
      .filter(([channel, caret]) => channel !== asker && caret.state !== null)
      .map(([, caret]) => caret);
    return others.length === 0 ? null : this.#encode(others);
  }

  /** What to tell the others when a connection ends. */
  leave(channel: Channel): Uint8Array | null {
    const caret = this.#byChannel.get(channel);
    this.#byChannel.delete(channel);
    if (!caret || caret.state === null) return null;
    caret.state = null;
    return this.#encode([caret]);
  }

  /** The first id that nobody else here has is this connection's own, for as long as it lives. */
  #caretOf(channel: Channel, client: number): Caret {
    let caret = this.#byChannel.get(channel);
    if (!caret) {
      caret = { client: nobody, state: null, sentAtMs: -Infinity, isHeld: false, strikes: 0 };
      this.#byChannel.set(channel, caret);
    }
    if (caret.client === nobody && !this.#isTaken(client)) caret.client = client;
    return caret;
  }

  #isTaken(client: number): boolean {
    return [...this.#byChannel.values()].some((caret) => caret.client === client);
  }

  #set(channel: Channel, caret: Caret, json: string): Moved {
    const state = stateOf(json, channel);
    if (state === undefined) return { kind: 'broken', strikes: ++caret.strikes };
    caret.state = state;
    caret.isHeld = true;
    const now = this.#clock.monotonic();
    if (now - caret.sentAtMs < caretEveryMs) return { kind: 'held' };
    return { kind: 'moved', message: this.#send(caret, now) };
  }

  #send(caret: Caret, now: number): Uint8Array {
    caret.isHeld = false;
    caret.sentAtMs = now;
    return this.#encode([caret]);
  }

  /**
   * Clients believe the higher clock, also one they remember from before a restart: so ours goes by the time, and is
   * always above the last one.
   */
  #encode(carets: readonly Caret[]): Uint8Array {
    this.#lastClock = Math.max(this.#lastClock + 1, Math.trunc(this.#clock.now()));
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, carets.length);
    for (const { client, state } of carets) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, this.#lastClock);
      encoding.writeVarString(encoder, state ?? 'null');
    }
    return awarenessMessage(encoding.toUint8Array(encoder));
  }
}

/** The state to send on: theirs, with the name that is known here. Undefined if it is not to be had (B46). */
function stateOf(json: string, channel: Channel): string | null | undefined {
  if (json.length > limits.awarenessBytes) return undefined;
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (state === null) return null;
  if (typeof state !== 'object' || Array.isArray(state) || !isPlain(state)) return undefined;
  const { who } = channel.line;
  if (who?.kind !== 'agent') return undefined;
  const { user } = state as { user?: { color?: unknown } };
  const theirs = user?.color;
  const color = typeof theirs === 'string' && colour.test(theirs) ? theirs : '#888888';
  return JSON.stringify({ ...state, user: { id: who.id, name: who.name, color } });
}

/** Shallow, and without keys that become prototypes (B46, T48). */
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth > limits.padValueDepth) return false;
  return Object.entries(value).every(
    ([key, one]) => key !== '__proto__' && key !== 'constructor' && isPlain(one, depth + 1),
  );
}
