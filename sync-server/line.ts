/**
 * One socket of one person, and its places in rooms. Shapes and sending only: what is allowed when is `door.ts`.
 *
 * A multiplexed line has channels by number; a stock y-websocket socket is a line with the single channel `stock`,
 * whose messages carry no frame. Kept small: ten thousand of them are open at once.
 */
import type { Answer, Who } from '#domain/model.ts';
import { closeCodes, frameOp, type CloseName } from '#domain/wire.ts';
import { limits } from '#domain/limits.ts';
import { closeFrame, framed, ownMessage } from './messages.ts';
import type { Connection, Socket } from './ports.ts';
import type { TokenBucket } from './token-bucket.ts';

/** Number of a stock socket's only channel. Multiplexed channels count from 1; 0 is for our own messages. */
export const stock = -1;

export type LineState =
  /** Nothing known yet: hello must come in time (B19). */
  | { kind: 'greeting'; untilMs: number }
  /** The ticket is being looked up; what comes meanwhile waits. */
  | { kind: 'checking'; early: Uint8Array[]; earlyBytes: number }
  | { kind: 'open'; connection: Connection }
  | { kind: 'closed' };

export class Line {
  readonly socket: Socket;
  /** The caller's network (`networkOf`): what limits are counted by. */
  readonly network: string;
  readonly isStock: boolean;
  state: LineState;
  readonly channels = new Map<number, Channel>();
  readonly frames: TokenBucket;
  readonly opens: TokenBucket;

  /* Monotonic ms. */
  heardAtMs: number;
  pingedAtMs: number;
  /** Last empty awareness on a stock socket. */
  stirredAtMs: number;
  /** Since when more is buffered than a good reader leaves, or null. */
  slowSinceMs: number | null = null;
  pings = 0;
  /** When its session is looked at again. */
  recheckAtMs: number;

  /** Entries and bytes submitted on this line that have no answer yet (B43). */
  unansweredEntries = 0;
  unansweredBytes = 0;
  /** Answers of the group that is being shown, on their way out. */
  readonly answers: Answer[] = [];

  constructor(
    socket: Socket,
    network: string,
    state: LineState,
    buckets: { frames: TokenBucket; opens: TokenBucket },
    options: { isStock: boolean; nowMs: number },
  ) {
    this.socket = socket;
    this.network = network;
    this.isStock = options.isStock;
    this.state = state;
    this.frames = buckets.frames;
    this.opens = buckets.opens;
    this.recheckAtMs = options.nowMs;
    this.heardAtMs = this.pingedAtMs = this.stirredAtMs = options.nowMs;
  }

  get who(): Who | null {
    return this.state.kind === 'open' ? this.state.connection.who : null;
  }

  /** F6: over this, rooms and presence wait until the reader has caught up. Answers do not. */
  get isSlow(): boolean {
    if (this.slowSinceMs !== null) return true;
    return this.socket.bufferedBytes > limits.bufferedBytesSoft;
  }

  /** One of our own messages, as bytes from `ownMessage`. */
  sendOwn(message: Uint8Array): void {
    if (this.state.kind === 'closed') return;
    this.socket.send(this.isStock ? message : framed(frameOp.data, 0, message));
  }

  /** Ends the whole line; `door.ts` tidies up when the socket says that it is closed. */
  end(name: CloseName): void {
    const { code, says } = closeCodes[name];
    this.socket.close(code, says);
  }

  say(type: number, body: unknown): void {
    this.sendOwn(ownMessage(type, JSON.stringify(body)));
  }
}

/** What a room is to the channels in it. */
export interface OpenRoom {
  /** A y-websocket message. Throws on bytes that cannot be read. */
  receive(channel: Channel, message: Uint8Array): void;
  join(channel: Channel): void;
  leave(channel: Channel): void;
  /** The channel fell behind while its reader was slow, and can take more now: send one diff. */
  catchUp(channel: Channel): void;
}

export type ChannelState =
  /** The room is being looked up; what comes meanwhile waits. */
  | { kind: 'opening'; early: Uint8Array[]; earlyBytes: number }
  | { kind: 'open'; room: OpenRoom; mayWrite: boolean }
  | { kind: 'closed' };

/** One line's place in one room. */
export class Channel {
  readonly line: Line;
  readonly number: number;
  readonly roomName: string;
  state: ChannelState = { kind: 'opening', early: [], earlyBytes: 0 };
  /** Log rooms: the clock up to which this reader was sent everything; -1 before the first sync. */
  sent = -1;
  /** Skipped while slow: needs one diff. */
  isBehind = false;
  /** Monotonic; when it was last sent much at once (T35). */
  fullAtMs = -Infinity;

  constructor(line: Line, number: number, roomName: string) {
    this.line = line;
    this.number = number;
    this.roomName = roomName;
  }

  get mayWrite(): boolean {
    return this.state.kind === 'open' && this.state.mayWrite;
  }

  send(message: Uint8Array): void {
    this.#sendAs(frameOp.data, message);
  }

  /** A raw-deflated message; multiplexed lines only. */
  sendPacked(deflated: Uint8Array): void {
    this.#sendAs(frameOp.packed, deflated);
  }

  /** Ends this channel from our side. A stock socket has nothing else, so it ends as a whole. */
  close(name: CloseName): void {
    if (this.state.kind === 'closed') return;
    const { room } = this.state.kind === 'open' ? this.state : { room: null };
    this.state = { kind: 'closed' };
    room?.leave(this);
    this.line.channels.delete(this.number);
    const { code, says } = closeCodes[name];
    if (this.number === stock) this.line.socket.close(code, says);
    else if (this.line.state.kind === 'open') {
      this.line.socket.send(closeFrame(this.number, code, says));
    }
  }

  #sendAs(op: number, message: Uint8Array): void {
    if (this.state.kind === 'closed' || this.line.state.kind === 'closed') return;
    this.line.socket.send(this.number === stock ? message : framed(op, this.number, message));
  }
}
