/**
 * What is being written in one conversation: a reply and a comment, each in its pad, each with its own text. Sending
 * takes the words of a pad, writes them as one row on this device, and goes on in the next numbered draft.
 * SPEC W2, W11-W13, W16; UX 7.
 */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { isBlank } from '#domain/submitted.ts';
import { limits } from '#domain/limits.ts';
import { commentPadName, draftPadName, parseRoom } from '#domain/wire.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { openDraftNumber, sentTextOf } from './draft-number.ts';
import type { Quote } from './lines.ts';
import type { OpenThread } from './open-thread.svelte.ts';
import { padDraft, type PadDraft } from './pad-draft.ts';

export type Tab = 'reply' | 'comment';
/** Chat is the one way a reply travels yet. */
const channel = 'chat';
/** A sign of typing holds for so long without a key (SPEC, numbers). */
const typingForMs = 6_000;
/** A question that appeared under the finger is not answered by the press that was meant for Send. */
const questionAfterMs = 500;

/** A draft in runes. */
interface Writing {
  readonly name: string;
  readonly draft: PadDraft;
  readonly words: { readonly current: string };
  readonly padState: { readonly current: 'opening' | 'local' | 'live' | 'refused' };
}

export class Composer {
  tab = $state<Tab>('reply');
  /** What the next message or comment answers to (SPEC C13). */
  quote = $state.raw<Quote | null>(null);
  /** The last text could not be saved anywhere; it is still in the editor. */
  isUnsaved = $state(false);

  readonly #desk: Desk;
  readonly #thread: OpenThread;
  readonly #open = new SvelteMap<string, Writing>();
  /** The highest draft sent from here: the next one opens before the row is written, so that no key is lost. */
  #sentHere = $state(0);
  #isSending = $state(false);
  #askedAtMs = $state<number | null>(null);
  #typingTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(desk: Desk, thread: OpenThread) {
    this.#desk = desk;
    this.#thread = thread;
  }

  readonly #epoch: string | null = $derived.by(() => {
    const room = this.#thread.summary && parseRoom(this.#thread.summary.room);
    return room?.epoch ?? null;
  });

  readonly draftNumber: number = $derived.by(() => {
    const { conversation, summary } = this.#thread;
    return Math.max(openDraftNumber(conversation, summary, channel), this.#sentHere + 1);
  });

  /** Name of the pad that the editor shows; null while the conversation itself is not known. */
  readonly padName: string | null = $derived.by(() => {
    if (this.#epoch === null) return null;
    return this.tab === 'comment'
      ? commentPadName(this.#thread.id, this.#epoch)
      : draftPadName(this.#thread.id, this.#epoch, channel, this.draftNumber);
  });

  /** Opens what the editor shows, and the draft before it, in which late text may arrive. Call in an effect. */
  openPads(): void {
    const names = [this.padName, this.#lastDraftName].filter((name) => name !== null);
    untrack(() => {
      for (const name of names)
        if (!this.#open.has(name)) this.#open.set(name, this.#openPad(name));
    });
  }

  get writing(): Writing | null {
    return (this.padName !== null && this.#open.get(this.padName)) || null;
  }
  get words(): string {
    return this.writing?.words.current ?? '';
  }
  get isBlank(): boolean {
    return isBlank(this.words);
  }
  get isTooLong(): boolean {
    return this.words.length > limits.messageCharactersAgent;
  }

  /** Colleagues whose keys go into the same text now. */
  readonly writers: readonly string[] = $derived.by(() =>
    this.#desk.isOffline
      ? []
      : Object.entries(this.#desk.presence.agents).flatMap(([id, presence]) =>
          id !== this.#desk.me &&
          presence?.typing?.conversation === this.#thread.id &&
          presence.typing.tab === this.tab
            ? [id]
            : [],
        ),
  );

  /** A reply asks before it goes out over somebody who is still writing it; a comment hurts nobody. */
  get mustAsk(): boolean {
    return this.tab === 'reply' && this.writers.length > 0 && !this.isBlank;
  }

  /** Text that reached the last draft after it was sent, and what was sent of it is not counted. */
  readonly leftOver: string | null = $derived.by(() => {
    const name = this.#lastDraftName;
    const words = name === null ? '' : (this.#open.get(name)?.words.current ?? '');
    if (this.tab !== 'reply' || this.#isSending || isBlank(words)) return null;
    const sent = sentTextOf(this.#thread.conversation.items, channel, this.draftNumber - 1);
    return sent?.trim() === words ? null : words;
  });

  takeLeftOver(): void {
    if (this.leftOver !== null) this.writing?.draft.append(this.leftOver);
    this.dropLeftOver();
  }
  dropLeftOver(): void {
    const name = this.#lastDraftName;
    if (name !== null) this.#open.get(name)?.draft.clear();
  }

  /** Text of a row that was held or refused, back to be edited. */
  takeBack(text: string): void {
    this.tab = 'reply';
    this.openPads();
    this.writing?.draft.append(text);
  }

  /** A key went down in the editor. */
  typed(): void {
    this.isUnsaved = false;
    this.#desk.sync.sign({ typing: { conversation: this.#thread.id, tab: this.tab } });
    if (this.#typingTimer) clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#stopTyping(), typingForMs);
  }

  /** `question`: on the first press with a colleague writing; the second one sends. */
  send(): 'question' | 'nothing' | 'sent' {
    const { writing } = this;
    if (!writing || this.isBlank || this.isTooLong || this.#isSending) return 'nothing';
    if (this.mustAsk && !this.#isAnswered()) return 'question';
    this.#askedAtMs = null;
    this.#stopTyping();
    if (this.tab === 'comment') void this.#sendComment(writing);
    else void this.#sendReply(writing);
    return 'sent';
  }

  close(): void {
    this.#stopTyping();
    for (const { draft } of this.#open.values()) draft.close();
    this.#open.clear();
  }

  /** Notes when the question was first seen, so that a press in the same moment is no answer to it. */
  noteQuestion(): void {
    if (!this.mustAsk) this.#askedAtMs = null;
    else this.#askedAtMs ??= Date.now();
  }
  #isAnswered(): boolean {
    return this.#askedAtMs !== null && Date.now() - this.#askedAtMs >= questionAfterMs;
  }

  async #sendReply({ draft, words }: Writing): Promise<void> {
    const number = this.draftNumber;
    const text = words.current;
    const quote = this.#takeQuote();
    this.#isSending = true;
    this.#sentHere = number;
    try {
      const said = { kind: 'message', text, channel, draft: number, ...quote } as const;
      await this.#desk.write(this.#thread.id, said);
      draft.clear();
    } catch {
      this.#sentHere = number - 1;
      this.isUnsaved = true;
    } finally {
      this.#isSending = false;
    }
  }

  async #sendComment({ draft, words }: Writing): Promise<void> {
    const text = words.current;
    const quote = this.#takeQuote();
    this.#isSending = true;
    try {
      await this.#desk.write(this.#thread.id, { kind: 'comment', text, ...quote });
      const rest = words.current.startsWith(text) ? words.current.slice(text.length).trim() : '';
      draft.clear();
      // Keys that fell while the row was written belong to the next comment.
      if (rest !== '') draft.append(rest);
    } catch {
      this.isUnsaved = true;
    } finally {
      this.#isSending = false;
    }
  }

  #takeQuote(): { quote?: string } {
    const { quote } = this;
    this.quote = null;
    return quote ? { quote: quote.id } : {};
  }

  get #lastDraftName(): string | null {
    if (this.#epoch === null || this.draftNumber < 2) return null;
    return draftPadName(this.#thread.id, this.#epoch, channel, this.draftNumber - 1);
  }

  #openPad(name: string): Writing {
    const draft = padDraft(this.#desk.sync.openPad(name));
    return {
      name,
      draft,
      words: reactive(draft.words),
      padState: reactive(draft.pad.state),
    };
  }

  #stopTyping(): void {
    if (this.#typingTimer) clearTimeout(this.#typingTimer);
    this.#typingTimer = null;
    this.#desk.sync.sign({ typing: null });
  }
}
