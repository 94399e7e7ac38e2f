/**
 * The state of the visitor's panel: whether it is open, what the line says, what is being written.
 *
 * Everything about the conversation is read from the sync engine (`fold(log, pending)`) and derived; nothing of it is
 * kept here. The host page is told the unread count and the token, never a word of the conversation (T8).
 */
import { reactive } from '#sync/reactive.svelte.ts';
import type { ConnectionState, WidgetSync } from '#sync/contract.ts';
import type { Conversation } from '#domain/entries/fold.ts';
import type { WidgetPresence } from '#domain/wire.ts';
import { limits } from '#domain/limits.ts';
import { isBlank } from '#domain/submitted.ts';
import { keepDraft, readDraft } from './draft.ts';
import type { ToHost } from './messages.ts';
import { isVisitor } from '#domain/entries/step.ts';
import { unreadOf } from './thread-blocks.ts';
import { TypingSign } from './typing-sign.ts';
import type { Words } from './words/catalogue.ts';

export interface PanelOptions {
  site: string;
  /** Of the workspace, as the visitor knows it; may be empty. */
  name: string;
  words: Words;
  /** Joins once, on the first opening or when this visitor has been here before. */
  join(): Promise<WidgetSync>;
  tellHost(message: ToHost): void;
}

type Joined = {
  sync: WidgetSync;
  connection: { readonly current: ConnectionState };
  conversation: { readonly current: Conversation };
  thread: { readonly current: WidgetSync['thread']['state']['current'] };
  presence: { readonly current: WidgetPresence };
  storage: { readonly current: 'device' | 'memory' };
  isKeptOut: { readonly current: boolean };
};

export class Panel {
  readonly words: Words;
  readonly site: string;
  readonly name: string;
  readonly #options: PanelOptions;
  #joined = $state.raw<Joined | null>(null);
  #joining: Promise<Joined> | null = null;
  /** The visitor's key to this conversation; '' until the server gave one. */
  token = $state.raw('');
  /** What the host page remembers of this visitor. */
  hostToken = '';
  #isOpen = $state.raw(false);
  #isFull = $state.raw(false);
  #draft = $state.raw('');
  #sending = $state.raw(false);
  readonly #typing = new TypingSign((typing) => this.#joined?.sync.sign({ typing }));

  constructor(options: PanelOptions) {
    this.#options = options;
    this.words = options.words;
    this.site = options.site;
    this.name = options.name;
    this.#draft = readDraft(options.site);
  }

  /* ---------------------------------------------------------------- the panel */

  get isOpen(): boolean {
    return this.#isOpen;
  }
  /** Fills a phone's screen, and is modal there. */
  get isFull(): boolean {
    return this.#isFull;
  }
  opened(full: boolean): void {
    this.#isOpen = true;
    this.#isFull = full;
    void this.join();
  }
  closed(): void {
    this.#isOpen = false;
    this.#typing.stop();
  }
  askToClose(): void {
    this.#options.tellHost({ parley: 'close' });
  }
  tellHost(message: ToHost): void {
    this.#options.tellHost(message);
  }

  join(): Promise<Joined> {
    this.#joining ??= this.#join().catch((error: unknown) => {
      // The next thing the visitor does tries again.
      this.#joining = null;
      throw error;
    });
    return this.#joining;
  }
  async #join(): Promise<Joined> {
    const sync = await this.#options.join();
    const joined = {
      sync,
      connection: reactive(sync.connection),
      conversation: reactive(sync.thread.conversation),
      thread: reactive(sync.thread.state),
      presence: reactive(sync.presence),
      storage: reactive(sync.storage),
      isKeptOut: reactive(sync.isKeptOut),
    };
    this.#joined = joined;
    return joined;
  }
  /** The address and title of the page around us; kept for the moment of joining. */
  async showPage(page: { url: string; title: string }): Promise<void> {
    if (!this.#joining) return;
    (await this.#joining).sync.sign({ page });
  }

  /* ---------------------------------------------------------------- the conversation */

  get connection(): ConnectionState {
    return this.#joined?.connection.current ?? { kind: 'starting' };
  }
  get conversation(): Conversation | null {
    return this.#joined?.conversation.current ?? null;
  }
  get presence(): WidgetPresence | null {
    // Before the line is live nobody has said who is there: better nothing than "nobody".
    if (this.#joined?.connection.current.kind !== 'live') return null;
    return this.#joined.presence.current;
  }
  /** What was on this device or came from the server is on the screen: from now on, arrivals are news. */
  get isLoaded(): boolean {
    const state = this.#joined?.thread.current;
    return state === 'local' || state === 'live';
  }
  /** There is no chat for this visitor now: the host page takes the button away (SPEC C4). */
  get isKeptOut(): boolean {
    return this.#joined?.isKeptOut.current === true;
  }
  get keepsNothing(): boolean {
    return this.#joined?.storage.current === 'memory';
  }
  /** The server will not have this visitor or this build any more; only a new page helps. */
  get mustReload(): boolean {
    const { kind } = this.connection;
    return kind === 'too-old' || kind === 'signed-out';
  }

  readonly unread = $derived.by(() => {
    const conversation = this.conversation;
    if (!conversation) return [];
    return unreadOf(conversation.items, conversation.state.readByVisitor?.number ?? -1);
  });
  /** The visitor has said something: from then on the host page remembers them, too (SPEC V2). */
  readonly hasWritten = $derived.by(() =>
    (this.conversation?.items ?? []).some(
      (item) => item.state === 'waiting' || (item.state === 'accepted' && isVisitor(item.entry.by)),
    ),
  );

  /** Everything up to that message was on the screen. */
  async markRead(id: string): Promise<void> {
    const { sync } = await this.join();
    if (!this.unread.some((message) => message.id === id)) return;
    await sync.outbox.write(sync.thread.id, { kind: 'read', upTo: id });
  }

  async tryAgain(id: string): Promise<void> {
    const { sync } = await this.join();
    await sync.outbox.sendAnyway(id);
    sync.retryNow();
  }

  /* ---------------------------------------------------------------- writing */

  get draft(): string {
    return this.#draft;
  }
  /** Typed here. */
  set draft(text: string) {
    this.#draft = text;
    keepDraft(this.#options.site, text);
    if (isBlank(text)) this.#typing.stop();
    else this.#typing.keyPressed();
  }
  /** Typed in another tab. */
  takeDraft(text: string): void {
    this.#draft = text;
  }
  get charactersTooMany(): number {
    return Math.max(0, this.#draft.length - limits.messageCharactersVisitor);
  }
  get canSend(): boolean {
    return !isBlank(this.#draft) && this.charactersTooMany === 0 && !this.#sending;
  }

  /** Resolves when the words are safe on this device; until then the field keeps them. */
  async send(): Promise<void> {
    if (!this.canSend) return;
    this.#sending = true;
    const text = this.#draft;
    try {
      const { sync } = await this.join();
      await sync.outbox.write(sync.thread.id, { kind: 'message', text: text.trim() });
      // Unless somebody typed on meanwhile.
      if (this.#draft === text) this.draft = '';
    } finally {
      this.#sending = false;
    }
  }
}
