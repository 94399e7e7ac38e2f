/**
 * A `WidgetSync` without a line: rows in memory, folded as the widget folds them. A test plays the server with its verbs:
 * `accept`, `refuse`, `agentSays`, `connect`. Nothing here waits or has a clock of its own.
 */
import type { ConnectionState, EntryOutbox, WidgetSync, Write } from '#sync/contract.ts';
import { signalOf } from '#sync/signal.ts';
import type { Entry } from '#domain/model.ts';
import type { Submitted } from '#domain/submitted.ts';
import { emptyFold, foldingBy, type Folded, type Pending } from '#domain/entries/fold.ts';
import { stepPublic } from '#domain/entries/step.ts';
import type { VisitorSigns, WidgetPresence } from '#domain/wire.ts';

/** As the widget reads its transcript. */
const { extend, fold } = foldingBy(stepPublic);
const conversation = '0190aaaa-0000-7000-8000-000000000001';
const visitor = 'visitor/0190aaaa-0000-7000-8000-0000000000ff';

/** What an agent or the team does; id, seal and times are added. */
type Act =
  | { kind: 'message'; text: string }
  | { kind: 'closed' }
  | { kind: 'reopened' }
  | { kind: 'read'; upTo: string };

export class FakeWidgetSync implements WidgetSync {
  readonly connection = signalOf<ConnectionState>({ kind: 'live' });
  readonly presence = signalOf<WidgetPresence>({
    mode: 'live',
    agents: [{ name: 'Léa Fontaine' }, { name: 'Marc Dubois' }],
    typing: null,
  });
  readonly isKeptOut = signalOf(false);
  readonly storage = signalOf<'device' | 'memory'>('device');
  readonly signs: Partial<VisitorSigns>[] = [];

  #log: Folded = emptyFold();
  readonly #pending = signalOf<readonly Pending[]>([]);
  readonly #conversation = signalOf(fold(this.#log, [], { clockOffsetMs: 0 }));
  readonly #state = signalOf<'opening' | 'local' | 'live' | 'refused'>('live');
  readonly thread = {
    id: conversation,
    state: this.#state,
    conversation: this.#conversation,
    close() {},
  };
  #ids = 0;

  readonly outbox: EntryOutbox = {
    all: this.#pending,
    write: (_conversation, what) => Promise.resolve(this.#save(what)),
    writeAll: (writes) => Promise.resolve(writes.map(({ what }) => this.#save(what))),
    discard: (id) => Promise.resolve(this.#drop(id)),
    sendAnyway: (id) => {
      const row = this.#pending.current.find((pending) => pending.entry.id === id)!;
      this.#drop(id);
      return Promise.resolve(this.#keep({ ...row.entry, id: this.#newId() }));
    },
  };

  serverNow(): number {
    return Date.now();
  }
  sign(signs: Partial<VisitorSigns>): void {
    this.signs.push(signs);
  }
  retryNow(): void {}
  leave(): Promise<void> {
    return Promise.resolve();
  }

  /* ---------------------------------------------------------------- the server's side */

  /** Everything that waits is taken into the log, in order. */
  accept(atMs = Date.now()): void {
    const rows = this.#pending.current.filter((row) => row.state === 'waiting');
    this.#pending.set(this.#pending.current.filter((row) => row.state !== 'waiting'));
    for (const { entry } of rows) {
      if (entry.kind === 'message') {
        const { id, kind, text, writtenAtMs } = entry;
        this.#append({
          ...this.#stamp(id, visitor, atMs, writtenAtMs),
          kind,
          text,
          channel: 'chat',
        });
      }
      if (entry.kind === 'read') {
        const { id, kind, upTo, writtenAtMs } = entry;
        this.#append({ ...this.#stamp(id, visitor, atMs, writtenAtMs), kind, upTo });
      }
    }
    this.#show();
  }

  /** Every message that waits comes back. */
  refuse(): void {
    this.#pending.set(
      this.#pending.current.map((row): Pending => {
        const { id, kind } = row.entry;
        if (kind !== 'message') return row;
        return { ...row, state: 'refused', answer: { id, state: 'refused', reason: 'too-many' } };
      }),
    );
    this.#show();
  }

  /** Returns the new entry's id. `name`: the agent's, or null for the team. */
  agentDoes(name: string | null, act: Act, atMs = Date.now()): string {
    const id = this.#newId();
    const by = name === null ? 'team' : `agent/0190aaaa-0000-7000-8000-0000000000a${name.length}`;
    const stamp = { ...this.#stamp(id, by, atMs, atMs), ...(name !== null && { byName: name }) };
    if (act.kind === 'message') this.#append({ ...stamp, ...act, channel: 'chat' });
    else this.#append({ ...stamp, ...act });
    this.#show();
    return id;
  }

  /** The team has read everything the visitor said. */
  teamReads(atMs = Date.now()): void {
    const last = this.#log.state.lastVisitorMessage;
    if (last) this.agentDoes(null, { kind: 'read', upTo: last.id }, atMs);
  }

  /** What the visitor's read marks said so far. */
  get readByVisitor(): string | null {
    return this.#conversation.current.state.readByVisitor?.id ?? null;
  }

  #stamp(id: string, by: string, acceptedAtMs: number, writtenAtMs: number) {
    const intendedAtMs = Math.min(writtenAtMs, acceptedAtMs);
    return { id, by, acceptedAtMs, writtenAtMs, intendedAtMs, seal: '' };
  }
  #append(entry: Entry): void {
    this.#log = extend(this.#log, [entry]);
  }
  #save(what: Write): string {
    const subject = `conversation/${conversation}`;
    const stamp = { id: this.#newId(), subject, writtenAtMs: Date.now(), seenUpTo: null };
    return this.#keep({ ...stamp, ...what } as Submitted);
  }
  #keep(entry: Submitted): string {
    const row: Pending = {
      entry,
      by: visitor,
      byName: null,
      state: 'waiting',
      answer: null,
      savedAtMs: Date.now(),
    };
    this.#pending.set([...this.#pending.current, row]);
    this.#show();
    return entry.id;
  }
  #drop(id: string): void {
    this.#pending.set(this.#pending.current.filter((row) => row.entry.id !== id));
    this.#show();
  }
  #show(): void {
    this.#conversation.set(fold(this.#log, this.#pending.current, { clockOffsetMs: 0 }));
  }
  #newId(): string {
    this.#ids += 1;
    return `0190aaaa-0000-7000-8000-${this.#ids.toString(16).padStart(12, '0')}`;
  }
}
