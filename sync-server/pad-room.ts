/**
 * A pad: a document that agents write together. Every update is checked before it touches the document, and committed
 * before anyone else sees it; only the bytes of the document's own `update` event are stored and sent on (DESIGN 2, 10).
 *
 * The document may be ahead of the store by what is being committed; whoever asks for it meanwhile waits. If a commit
 * fails the room is dropped, and everybody comes back with what they have.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { checkPadUpdate, isEmptyUpdate, newPad, nothingPending } from '#domain/documents/pad.ts';
import { padText } from '#domain/documents/pad-text.ts';
import { limits } from '#domain/limits.ts';
import { messageType, padRoot } from '#domain/wire.ts';
import { caretEveryMs, Carets } from './carets.ts';
import type { Channel, OpenRoom } from './line.ts';
import { syncKind, syncMessage } from './messages.ts';
import type { PadRow } from './pad-row.ts';
import type { FeedWrite } from './ports.ts';
import type { RoomWorld } from './rooms.ts';

/** Puts updates and rows into the next commit. Resolves when they are durable, rejects when they are not. */
export type CommitPad = (key: string, updates: Uint8Array[], rows: FeedWrite[]) => Promise<void>;

/** Updates after the snapshot before a new one is made: a page of typing, read in a blink. */
const compactAbove = 200;
/** A thousand devices in one draft; longer is no honest state vector (B29). */
const stateVectorBytesMax = 16 * 1024;
/** A reader that has nothing. */
const emptyState = Uint8Array.of(0);

interface Fresh {
  update: Uint8Array;
  from: Channel;
}

export class PadRoom implements OpenRoom {
  readonly name: string;
  readonly #key: string;
  readonly #commitPad: CommitPad;
  readonly #world: RoomWorld;
  readonly #doc = newPad();
  readonly #channels: Channel[] = [];
  readonly #carets: Carets;
  /** The feed's row of what lies here; null where lists need not know. */
  readonly #row: PadRow | null;
  /** Those who were asked for what we lack and have not answered yet. */
  readonly #resyncing = new Set<Channel>();
  /** Applied and not yet committed. */
  #fresh: Fresh[] = [];
  #committing: Promise<void> | null = null;
  readonly #ready: Promise<void>;
  #state: 'loading' | 'open' | 'dropped' = 'loading';
  #caretTimer: (() => void) | null = null;
  #storedUpdates = 0;
  #storedBytes = 0;
  quietSinceMs: number | null;

  constructor(
    { name, key, row }: { name: string; key: string; row: PadRow | null },
    commitPad: CommitPad,
    world: RoomWorld,
  ) {
    this.name = name;
    this.#key = key;
    this.#row = row;
    this.#commitPad = commitPad;
    this.#world = world;
    this.#carets = new Carets(world.clock);
    this.quietSinceMs = world.clock.monotonic();
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (this.#state === 'open') this.#fresh.push({ update, from: origin as Channel });
    });
    this.#ready = this.#load().catch((error: unknown) => this.#fail(error));
  }

  /** Nothing of it lives only here. */
  get canBeForgotten(): boolean {
    return this.#state !== 'loading' && this.#committing === null;
  }

  join(channel: Channel): void {
    this.#channels.push(channel);
    this.quietSinceMs = null;
  }

  leave(channel: Channel): void {
    const index = this.#channels.indexOf(channel);
    if (index >= 0) this.#channels.splice(index, 1);
    this.#resyncing.delete(channel);
    this.#tellOthers(channel, this.#carets.leave(channel));
    if (this.#channels.length === 0) this.quietSinceMs = this.#world.clock.monotonic();
  }

  closeAll(why: Parameters<Channel['close']>[0]): void {
    for (const channel of [...this.#channels]) channel.close(why);
  }

  receive(channel: Channel, message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    switch (decoding.readVarUint(decoder)) {
      case messageType.sync: {
        const kind = decoding.readVarUint(decoder);
        const bytes = decoding.readVarUint8Array(decoder);
        if (kind === syncKind.step1) return this.#sync(channel, checkedStateVector(bytes));
        if (kind === syncKind.step2 || kind === syncKind.update) {
          return this.#write(channel, bytes, kind === syncKind.step2);
        }
        throw new Error('unknown kind of sync message');
      }
      case messageType.awareness:
        return this.#move(channel, decoding.readVarUint8Array(decoder));
      case messageType.queryAwareness:
        return this.#sendCarets(channel);
      case messageType.auth:
        return;
      default:
        throw new Error('unknown message type');
    }
  }

  catchUp(channel: Channel): void {
    channel.isBehind = false;
    // What it lacks is not known any more, and a draft is short: it gets the whole.
    this.#whenCommitted(channel, () => this.#sendDiff(channel, emptyState, syncKind.update));
  }

  sweep(): void {
    if (this.#state !== 'open' || this.#committing) return;
    const row = this.#row?.due(this.#world.clock.monotonic()) ?? null;
    if (row) this.#commitWith(row);
    else if (this.#storedUpdates > compactAbove) this.#compact();
  }

  /* -------------------------------------------------------------- reading */

  #sync(channel: Channel, stateVector: Uint8Array): void {
    this.#whenCommitted(channel, () => {
      this.#sendDiff(channel, stateVector, syncKind.step2);
      channel.sent = 0; // from now on it hears updates
      if (channel.mayWrite) this.#ask(channel);
      this.#sendCarets(channel);
    });
  }

  #sendDiff(channel: Channel, stateVector: Uint8Array, kind: 1 | 2): void {
    channel.send(syncMessage(kind, Y.encodeStateAsUpdate(this.#doc, stateVector)));
  }

  /** Asks the other side for what we lack. */
  #ask(channel: Channel): void {
    this.#resyncing.add(channel);
    channel.send(syncMessage(syncKind.step1, Y.encodeStateVector(this.#doc)));
  }

  #whenCommitted(channel: Channel, run: () => void): void {
    const wait = (this.#committing ?? this.#ready).then(() => {
      if (this.#state !== 'open' || channel.state.kind !== 'open') return;
      if (this.#committing) this.#whenCommitted(channel, run);
      else run();
    });
    wait.catch((error: unknown) => this.#fail(error));
  }

  async #load(): Promise<void> {
    const { snapshot, updates } = await this.#world.store.pad(this.#key);
    if (snapshot) Y.applyUpdate(this.#doc, snapshot);
    for (const update of updates) Y.applyUpdate(this.#doc, update);
    if (!nothingPending(this.#doc)) throw new Error('the stored updates do not fit each other');
    if (this.#row) {
      const { table, id, owner } = this.#row.key;
      this.#row.found((await this.#world.store.feedRow(table, id, owner))?.value);
      this.#row.look(padText(textIn(this.#doc)), null);
    }
    this.#storedUpdates = updates.length;
    this.#storedBytes = updates.reduce((sum, one) => sum + one.length, snapshot?.length ?? 0);
    this.#state = 'open';
  }

  /* -------------------------------------------------------------- writing */

  #write(channel: Channel, bytes: Uint8Array, isStep2: boolean): void {
    if (isEmptyUpdate(bytes)) return void (isStep2 && this.#resyncing.delete(channel));
    if (this.#state === 'loading') {
      void this.#ready.then(() => {
        if (channel.state.kind === 'open') this.#write(channel, bytes, isStep2);
      });
      return;
    }
    if (this.#state === 'dropped') return;
    const check = checkPadUpdate(this.#doc, bytes);
    if (!channel.mayWrite) {
      if (check.kind !== 'fine' || !this.#isKnown(check.update)) channel.close('mayNotWrite');
      return;
    }
    switch (check.kind) {
      case 'fine':
        if (isStep2) this.#resyncing.delete(channel);
        return this.#apply(channel, check.update);
      case 'resync':
        this.#world.count('pad-resync');
        return this.#ask(channel);
      case 'refused':
        // Until it has answered what we asked, deletes of what we lack are honest: a key pressed offline, or while the
        // line comes back. Nothing is applied; the answer will bring them again.
        if (check.reason === 'future-delete' && this.#resyncing.has(channel)) return;
        this.#world.count(`pad-${check.reason}`);
        return channel.close('brokenBytes');
    }
  }

  #apply(channel: Channel, update: Uint8Array): void {
    if (this.#storedBytes + update.length > limits.padBytes) {
      this.#world.count('pad-full');
      return channel.close('mayNotWrite');
    }
    try {
      Y.applyUpdate(this.#doc, update, channel);
    } catch (error) {
      return this.#fail(error);
    }
    if (!nothingPending(this.#doc)) return this.#fail(new Error('a checked update left a gap'));
    if (this.#fresh.length > 0) this.#commit();
  }

  #commit(): void {
    // While one is being written, what comes gathers for the next.
    if (!this.#committing) this.#commitWith(this.#rowNow());
  }

  #commitWith(row: FeedWrite | null): void {
    const group = this.#fresh;
    this.#fresh = [];
    const updates = group.map(({ update }) => update);
    this.#committing = this.#commitPad(this.#key, updates, row ? [row] : []).then(
      () => {
        this.#committing = null;
        this.#storedUpdates += updates.length;
        for (const fresh of group) this.#sendOn(fresh);
        if (this.#fresh.length > 0) this.#commit();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  /** What lies here with what has just come, where it is time to tell. */
  #rowNow(): FeedWrite | null {
    const who = this.#fresh.at(-1)?.from.line.who;
    this.#row?.look(padText(textIn(this.#doc)), who?.kind === 'agent' ? who.id : null);
    return this.#row?.due(this.#world.clock.monotonic()) ?? null;
  }

  #sendOn({ update, from }: Fresh): void {
    this.#storedBytes += update.length;
    const message = syncMessage(syncKind.update, update);
    for (const channel of this.#channels) {
      if (channel === from || channel.sent < 0) continue;
      if (channel.isBehind) continue;
      if (channel.line.isSlow) {
        channel.isBehind = true;
        continue;
      }
      channel.send(message);
    }
  }

  /** True if the document holds all of it already. */
  #isKnown(update: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.#doc), update);
  }

  #compact(): void {
    const covered = this.#storedUpdates;
    const snapshot = Y.encodeStateAsUpdate(this.#doc);
    this.#storedUpdates = 0;
    this.#storedBytes = snapshot.length;
    this.#committing = this.#world.store.compactPad(this.#key, snapshot, covered).then(
      () => {
        this.#committing = null;
        if (this.#fresh.length > 0) this.#commit();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  /* -------------------------------------------------------------- carets */

  #move(channel: Channel, bytes: Uint8Array): void {
    if (!channel.mayWrite) return;
    const moved = this.#carets.move(channel, bytes);
    if (moved.kind === 'broken') {
      this.#world.count('awareness-dropped');
      if (moved.strikes >= 3) channel.close('brokenBytes');
    } else if (moved.kind === 'moved') this.#tellOthers(channel, moved.message);
    else if (moved.kind === 'held') this.#sendCaretsLater();
  }

  #sendCaretsLater(): void {
    this.#caretTimer ??= this.#world.clock.timer(caretEveryMs, () => {
      this.#caretTimer = null;
      for (const { channel, message } of this.#carets.due()) this.#tellOthers(channel, message);
      if (this.#carets.anyHeld) this.#sendCaretsLater();
    });
  }

  #sendCarets(channel: Channel): void {
    const message = this.#carets.all(channel);
    if (message) channel.send(message);
  }

  #tellOthers(from: Channel, message: Uint8Array | null): void {
    if (!message) return;
    for (const channel of this.#channels) {
      if (channel !== from && channel.sent >= 0 && !channel.line.isSlow) channel.send(message);
    }
  }

  #fail(error: unknown): void {
    if (this.#state === 'dropped') return;
    this.#state = 'dropped';
    this.#caretTimer?.();
    this.#committing = null;
    this.#world.failed(this, error);
  }
}

function textIn(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(padRoot);
}

/** Passed on to Yjs only when it is short enough to be honest and can be read. */
function checkedStateVector(bytes: Uint8Array): Uint8Array {
  if (bytes.length > stateVectorBytesMax) throw new Error('state vector too long');
  Y.decodeStateVector(bytes);
  return bytes;
}
