/**
 * The life of a socket: hello or ticket, frames to rooms and to the clerk, limits, the end.
 *
 * Works on abstract sockets, so that the simulation runs this very code. Every rule that closes a line is here; each has
 * its code in `wire.ts`. No timers of its own: `sweep` comes once a second for all lines. DESIGN 5; B19-B31, F6, F7.
 */
import { limits } from '#domain/limits.ts';
import {
  closeCodes,
  frameOp,
  messageType,
  type CloseName,
  type GoAway,
  type Welcome,
} from '#domain/wire.ts';
import { networkOf } from './budgets.ts';
import { Clerk, type ClerkParts } from './clerk.ts';
import { Channel, Line, stock } from './line.ts';
import { framed, readFrame, readJson, readType } from './messages.ts';
import type { Connection, Socket, Store } from './ports.ts';
import type { Rooms } from './rooms.ts';
import { TokenBucket } from './token-bucket.ts';
import { checkReading, checkSigns, signOfLife } from './vital-signs.ts';
import type { Watch } from './watch.ts';

/** How a socket came: which path it asked for, and from where. */
export interface Upgrade {
  /** The room of a stock socket (`/sync/<room>`), or null for the multiplexed one (`/sync`). */
  room: string | null;
  /** The `ticket` parameter, or null. */
  ticket: string | null;
  /** The caller's address. */
  address: string;
}

export interface DoorParts extends ClerkParts {
  store: Store;
  rooms: Rooms;
  watch: Watch;
  /** Whom a ticket speaks for. */
  useTicket(ticket: string): Promise<Connection | null>;
  stillGood(connection: Connection): Promise<boolean>;
  /** Told to clients, so that they know when they are older than the server. */
  build: string;
  /** Told to agents, whose browsers draw the dots. */
  missedAfterMs: number;
}

/** What may come before the ticket was read, and before a room is open. */
const earlyBytesMax = 256 * 1024;
const earlyMessagesMax = 64;
/** Frames over the budget are still taken until the debt is this high; going on means 4529 (B26). */
const frameDebtMax = 200;
/** Awareness is merged by itself and counts little (B47). */
const awarenessCost = 0.2;
const recheckEveryMs = 60_000;
const channelNumberMax = 2 ** 31;

export class Door {
  readonly #parts: DoorParts;
  readonly #clerk: Clerk;
  readonly #rateLimits: boolean;
  readonly #lines = new Set<Line>();
  readonly #byNetwork = new Map<string, number>();
  #isClosed = false;

  constructor(parts: DoorParts, options: { rateLimits: boolean }) {
    this.#parts = parts;
    this.#clerk = new Clerk(parts, options);
    this.#rateLimits = options.rateLimits;
  }

  get lines(): ReadonlySet<Line> {
    return this.#lines;
  }

  accept(socket: Socket, upgrade: Upgrade): void {
    const now = this.#parts.clock.monotonic();
    const network = networkOf(upgrade.address);
    const before = this.#byNetwork.get(network) ?? 0;
    if (this.#isClosed) return refuse(socket, 'restart');
    if (this.#rateLimits && before >= limits.socketsPerAddress) {
      this.#parts.watch.count('close-rate');
      return refuse(socket, 'rate');
    }
    const isStock = upgrade.room !== null;
    const line = new Line(
      socket,
      network,
      isStock
        ? { kind: 'checking', early: [], earlyBytes: 0 }
        : { kind: 'greeting', untilMs: now + limits.helloWithinMs },
      {
        frames: new TokenBucket(limits.framesPerSecond, limits.framesBurst, now),
        opens: new TokenBucket(limits.framesPerSecond, limits.roomsPerConnection, now),
      },
      { isStock, nowMs: now },
    );
    this.#lines.add(line);
    this.#byNetwork.set(network, before + 1);
    socket.onMessage = (bytes) => this.#safely(line, () => this.#receive(line, bytes));
    socket.onClose = () => this.#safely(line, () => this.#closed(line));
    socket.onSign = (sign) =>
      this.#safely(line, () => {
        const why = signOfLife(line, sign, this.#parts.clock.monotonic());
        if (why) this.#end(line, why);
      });
    if (upgrade.room !== null) this.#letIn(line, upgrade.ticket ?? '', upgrade.room);
  }

  /** Closes every line whose session is among these (T22). */
  endSessions(idHashes: readonly string[]): void {
    const ended = new Set(idHashes);
    for (const line of [...this.#lines]) {
      if (line.state.kind === 'open' && ended.has(line.state.connection.session)) {
        this.#end(line, 'signIn');
      }
    }
  }

  /** Closes every line of this visitor: they are kept out from now on (SPEC C4). */
  endVisitor(visitor: string): void {
    for (const line of [...this.#lines]) {
      if (line.who?.kind === 'visitor' && line.who.id === visitor) this.#end(line, 'signIn');
    }
  }

  /** Says goodbye to everybody and lets nobody in any more. */
  close(goAway: GoAway): void {
    this.#isClosed = true;
    this.sendAway(goAway);
  }

  /** Multiplexed lines are told when to come back; then all are closed. */
  sendAway(goAway: GoAway): void {
    for (const line of [...this.#lines]) {
      if (!line.isStock && line.state.kind === 'open') line.say(messageType.goaway, goAway);
      // 1012, "service restart": what the protocol has for it (F36).
      line.socket.close(1012, closeCodes.restart.says);
      this.#closed(line);
    }
  }

  /** Once a second. */
  sweep(): void {
    const now = this.#parts.clock.monotonic();
    for (const line of this.#lines) this.#safely(line, () => this.#sweepLine(line, now));
  }

  #sweepLine(line: Line, now: number): void {
    const why = checkSigns(line, now);
    if (why) return this.#end(line, why);
    const reading = checkReading(line, now);
    if (reading === 'slow') return;
    if (reading === 'tooSlow') return this.#end(line, reading);
    this.#parts.feed.catchUp(line);
    this.#parts.presence.catchUp(line);
    if (now >= line.recheckAtMs) this.#recheck(line, now);
    for (const channel of line.channels.values()) {
      if (channel.isBehind && channel.state.kind === 'open') channel.state.room.catchUp(channel);
    }
  }

  /* -------------------------------------------------------------- coming in */

  #letIn(line: Line, ticket: string, room: string | null): void {
    this.#parts.useTicket(ticket).then(
      (connection) => this.#safely(line, () => this.#welcome(line, connection, room)),
      (error: unknown) => {
        this.#parts.watch.fault('ticket', error);
        this.#end(line, 'restart');
      },
    );
  }

  #welcome(line: Line, connection: Connection | null, room: string | null): void {
    const { state } = line;
    if (state.kind !== 'checking') return;
    if (!connection) return this.#end(line, 'signIn');
    if (this.#hasTooMany(connection)) return this.#end(line, 'rate');
    line.state = { kind: 'open', connection };
    if (connection.who.kind === 'agent') line.socket.allowBytes?.(limits.frameBytesAgent);
    if (room !== null) this.#open(line, stock, room);
    else {
      const { store, clock, build, missedAfterMs, presence } = this.#parts;
      const { principal, who } = connection;
      const welcome: Welcome = {
        ...{ principal, store: store.id, nowMs: clock.now(), build },
        ...(who.kind === 'agent' && { missedAfterMs }),
      };
      line.socket.send(framed(frameOp.hello, 0, Buffer.from(JSON.stringify(welcome))));
      presence.join(line);
    }
    for (const bytes of state.early) this.#receive(line, bytes);
  }

  /** B28: a visitor's fifth socket is turned away, the older ones stay. */
  #hasTooMany({ who, principal }: Connection): boolean {
    if (!this.#rateLimits || who.kind !== 'visitor') return false;
    let open = 0;
    for (const { state } of this.#lines) {
      if (state.kind === 'open' && state.connection.principal === principal) open++;
    }
    return open >= limits.socketsPerVisitor;
  }

  /** A session may run out, or end in another process, while its line is open (T22). */
  #recheck(line: Line, now: number): void {
    line.recheckAtMs = now + recheckEveryMs;
    if (line.state.kind !== 'open') return;
    this.#parts.stillGood(line.state.connection).then(
      (isGood) => !isGood && this.#end(line, 'signIn'),
      (error: unknown) => this.#parts.watch.fault('session', error),
    );
  }

  /* -------------------------------------------------------------- what comes */

  #receive(line: Line, bytes: Uint8Array): void {
    line.heardAtMs = this.#parts.clock.monotonic();
    const { state } = line;
    switch (state.kind) {
      case 'closed':
        return;
      case 'greeting':
        return this.#greet(line, bytes);
      case 'checking':
        return this.#keepEarly(line, state, bytes);
      case 'open':
        if (this.#isTooLong(line, bytes)) return;
        return line.isStock ? this.#message(line, stock, bytes) : this.#frame(line, bytes);
    }
  }

  #greet(line: Line, bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (!frame) return this.#end(line, 'brokenBytes');
    // Anything before the ticket, and anything that could be a ticket but is none (B19).
    if (frame.op !== frameOp.hello) return this.#end(line, 'signIn');
    const hello = readJson(frame.payload) as { ticket?: unknown } | null;
    const ticket = typeof hello?.ticket === 'string' ? hello.ticket : '';
    line.state = { kind: 'checking', early: [], earlyBytes: 0 };
    this.#letIn(line, ticket, null);
  }

  #keepEarly(
    line: Line,
    state: { early: Uint8Array[]; earlyBytes: number },
    bytes: Uint8Array,
  ): void {
    state.earlyBytes += bytes.length;
    if (state.early.length >= earlyMessagesMax || state.earlyBytes > earlyBytesMax) {
      return this.#end(line, 'rate');
    }
    state.early.push(bytes);
  }

  /** The transport refuses these before they are read, where it can (B21). */
  #isTooLong(line: Line, bytes: Uint8Array): boolean {
    const max = line.who?.kind === 'agent' ? limits.frameBytesAgent : limits.frameBytesVisitor;
    if (bytes.length <= max) return false;
    this.#parts.watch.count('close-too-long');
    line.socket.close(1009, 'This message is too long.');
    return true;
  }

  #frame(line: Line, bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (!frame) return this.#end(line, 'brokenBytes');
    const { op, channel: number, payload } = frame;
    switch (op) {
      case frameOp.open:
        return this.#openFrame(line, number, payload);
      case frameOp.data:
        return this.#message(line, number, payload);
      case frameOp.close:
        return this.#leaveRoom(line, number);
      default:
        return this.#end(line, 'brokenBytes');
    }
  }

  #message(line: Line, number: number, message: Uint8Array): void {
    const type = readType(message);
    if (type === null) return this.#end(line, 'brokenBytes');
    const cost = type === messageType.awareness ? awarenessCost : 1;
    const isOver = this.#isOverBudget(line, cost);
    if (isOver === 'closed') return;
    if (type > 100) {
      if (number > 0) return this.#end(line, 'brokenBytes');
      const taken = this.#clerk.receive(line, type, message, isOver === 'over');
      return taken === 'broken' ? this.#end(line, 'brokenBytes') : undefined;
    }
    if (number === 0) return this.#end(line, 'brokenBytes');
    const channel = line.channels.get(number);
    // A channel that we closed: what was on its way is passed over.
    if (channel) this.#toRoom(channel, message);
  }

  #isOverBudget(line: Line, cost: number): 'within' | 'over' | 'closed' {
    if (!this.#rateLimits) return 'within';
    const left = line.frames.owe(cost, this.#parts.clock.monotonic());
    if (left >= 0) return 'within';
    if (left > -frameDebtMax) return 'over';
    this.#end(line, 'rate');
    return 'closed';
  }

  /* -------------------------------------------------------------- rooms */

  #openFrame(line: Line, number: number, payload: Uint8Array): void {
    if (number === 0 || number > channelNumberMax || line.channels.has(number)) {
      return this.#end(line, 'brokenBytes');
    }
    const name = Buffer.from(payload).toString('utf8');
    const isTooMany =
      line.channels.size >= limits.roomsPerConnection ||
      (this.#rateLimits && !line.opens.take(1, this.#parts.clock.monotonic()));
    if (!isTooMany) return this.#open(line, number, name);
    this.#parts.watch.count('close-rate');
    new Channel(line, number, name).close('rate');
  }

  #open(line: Line, number: number, name: string): void {
    const channel = new Channel(line, number, name);
    line.channels.set(number, channel);
    const { who } = line;
    if (!who) return;
    this.#parts.rooms.open(name, who).then(
      (opened) => {
        const { state } = channel;
        if (state.kind !== 'opening') return;
        if (opened.kind === 'refused') {
          this.#parts.watch.count(`close-${opened.why}`);
          return channel.close(opened.why);
        }
        channel.state = opened;
        opened.room.join(channel);
        for (const message of state.early) this.#toRoom(channel, message);
      },
      (error: unknown) => this.#parts.watch.fault('room', error),
    );
  }

  #toRoom(channel: Channel, message: Uint8Array): void {
    const { state, line } = channel;
    if (state.kind === 'opening') return this.#keepEarly(line, state, message);
    if (state.kind !== 'open') return;
    try {
      state.room.receive(channel, message);
    } catch {
      this.#parts.watch.count('close-brokenBytes');
      channel.close('brokenBytes');
    }
  }

  #leaveRoom(line: Line, number: number): void {
    const channel = line.channels.get(number);
    if (!channel) return;
    const { state } = channel;
    channel.state = { kind: 'closed' };
    line.channels.delete(number);
    if (state.kind === 'open') state.room.leave(channel);
  }

  /* -------------------------------------------------------------- the end */

  #end(line: Line, why: CloseName): void {
    if (line.state.kind === 'closed') return;
    this.#parts.watch.count(`close-${why}`);
    line.end(why);
    this.#closed(line);
  }

  #closed(line: Line): void {
    if (!this.#lines.delete(line)) return;
    const left = (this.#byNetwork.get(line.network) ?? 1) - 1;
    if (left > 0) this.#byNetwork.set(line.network, left);
    else this.#byNetwork.delete(line.network);
    this.#parts.feed.leave(line);
    this.#parts.presence.leave(line);
    for (const number of [...line.channels.keys()]) this.#leaveRoom(line, number);
    line.state = { kind: 'closed' };
    const { socket } = line;
    socket.onMessage = socket.onClose = socket.onSign = null;
  }

  /** F32: a mistake of ours costs one line, not the process. */
  #safely(line: Line, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#parts.watch.fault('door', error);
      line.socket.close(1011, 'Something went wrong here.');
      this.#closed(line);
    }
  }
}

function refuse(socket: Socket, why: CloseName): void {
  const { code, says } = closeCodes[why];
  socket.close(code, says);
}
