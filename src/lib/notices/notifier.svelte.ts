/**
 * Tells the agent what happened (SPEC N1, N2, N4, N6, N7): looks at what changed, lets `rules/announce.ts` decide, and
 * makes the sound and the desktop notice in the one tab that speaks. Everything it tells of follows from the feed; all it
 * keeps is what it has seen.
 */
import { createContext, untrack } from 'svelte';
import {
  announcementOf,
  announcingDefaults,
  happeningsOf,
  repeatAfterMs,
  summaryAfterAway,
  type AnnouncingSettings,
  type Happening,
} from '#domain/rules/announce.ts';
import { asShownIn } from '#domain/rules/threads.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { shortName } from '../desk/people.ts';
import type { Speech } from '../words/speech.svelte.ts';
import { emptyMemory, seenIn, seenRows, type SeenRows } from './memory.ts';
import { Sounds } from './sounds.ts';

/** Another device in use keeps this one quiet for so long (N6). */
const quietMs = 30_000;
/** A device says that it is in use at most so often. */
const usedEveryMs = 10_000;

export interface Telling {
  /** Opens that conversation. */
  open(conversation: string): void;
  /** One sentence for screen and ear. */
  say(text: string): void;
}

export class Notifier {
  readonly #desk: Desk;
  readonly #speech: Speech;
  readonly #telling: Telling;
  readonly #sounds: Sounds;
  readonly #isOurs;
  readonly #lookedAt;
  /** Null until the feed has caught up for the first time: what was there before is no news. */
  #seen: SeenRows | null = null;
  readonly #memory = emptyMemory();
  #wasAway = false;
  #usedAtMs = -Infinity;
  #isSoundBlocked = $state(false);

  constructor(desk: Desk, speech: Speech, telling: Telling) {
    this.#desk = desk;
    this.#speech = speech;
    this.#telling = telling;
    this.#sounds = new Sounds((isBlocked) => (this.#isSoundBlocked = isBlocked));
    this.#isOurs = reactive(desk.sync.voice.isOurs);
    this.#lookedAt = reactive(desk.sync.voice.lookedAt);
  }

  /** A sound was due and the browser kept it back. */
  get isSoundBlocked(): boolean {
    return this.#isSoundBlocked;
  }
  allowSound(): void {
    void this.#sounds.allow().then(() => this.#sounds.play('new'));
  }

  /** Somebody touches this device. */
  used(): void {
    const nowMs = this.#desk.sync.serverNow();
    if (nowMs - this.#usedAtMs < usedEveryMs) return;
    this.#usedAtMs = nowMs;
    this.#desk.sync.sign({ usedAtMs: nowMs });
  }

  /** Looks at what changed since the last look. Call in an effect. */
  look(): void {
    const { connection } = this.#desk;
    if (connection.kind === 'offline') this.#wasAway = true;
    if (connection.kind !== 'live') return;
    const happenings = this.#changes();
    const isFirst = this.#seen === null;
    untrack(() => {
      this.#seen = seenRows(this.#desk);
      if (isFirst) {
        for (const { id } of happenings) this.#memory.told.add(id);
        return;
      }
      const news = happenings.filter(({ id }) => !this.#memory.told.has(id));
      for (const { id } of news) this.#memory.told.add(id);
      const wasAway = this.#wasAway;
      this.#wasAway = false;
      if (wasAway) this.#tellAfterAway(news);
      else if (news.length > 0) this.#tell(news);
    });
    this.#stopRepeats();
  }

  stop(): void {
    for (const timers of this.#memory.repeats.values()) timers.forEach(clearTimeout);
    this.#memory.repeats.clear();
  }

  #changes(): Happening[] {
    const desk = this.#desk;
    const facts = { me: desk.me, isRoutable: desk.isRoutable };
    const happenings: Happening[] = [];
    for (const [root, dot] of desk.lit) {
      const own = desk.summaries.get(root);
      if (!own) continue;
      for (const id of desk.threads.get(root) ?? [root]) {
        const one = desk.summaries.get(id);
        if (!one || one.status === 'closed') continue;
        // What was merged rings as the thread in which it is shown.
        const summary = { ...(id === root ? own : asShownIn(own, one)), id: root };
        happenings.push(...happeningsOf({ summary, dot }, seenIn(this.#seen, id, root), facts));
      }
    }
    for (const { id, conversation, entry } of desk.newNotices) {
      happenings.push({ id: `${id} ${entry}`, occasion: 'notice', conversation });
    }
    for (const { id, conversation } of desk.heldReplies) {
      happenings.push({ id, occasion: 'held', conversation });
    }
    return happenings;
  }

  #tell(news: readonly Happening[]): void {
    if (!this.#isOurs.current) return;
    const settings = this.#settings();
    const visible = this.#lookedAt.current;
    const around = {
      visible,
      settings,
      isQuieted: this.#isQuieted(),
      isOffDuty: this.#isOffDuty(),
    };
    const { sound, desktop, repeats } = announcementOf(news, around);
    if (sound) void this.#sounds.play(sound);
    for (const happening of desktop) this.#showOnDesktop(happening, settings);
    for (const conversation of repeats) this.#repeat(conversation);
  }

  /** One sentence and one sound, not twelve (N7). */
  #tellAfterAway(news: readonly Happening[]): void {
    const missed = summaryAfterAway(news);
    if (!missed) return;
    const said = this.#speech.words.notices;
    this.#telling.say(said.whileAway(said.away(missed.fresh, missed.missed, missed.held)));
    if (!this.#isOurs.current || this.#isQuieted() || this.#isOffDuty()) return;
    if (this.#settings().sound) void this.#sounds.play(missed.missed > 0 ? 'missed' : 'new');
  }

  /** Twice more, while it is still missed and nobody looks at it (UX 17). */
  #repeat(conversation: string): void {
    if (this.#memory.repeats.has(conversation)) return;
    const timers = repeatAfterMs.map((afterMs) =>
      setTimeout(() => {
        const isSeen = this.#lookedAt.current.has(conversation);
        if (this.#settings().sound && !isSeen && !this.#isQuieted())
          void this.#sounds.play('missed');
      }, afterMs),
    );
    this.#memory.repeats.set(conversation, timers);
  }

  #stopRepeats(): void {
    for (const [conversation, timers] of this.#memory.repeats) {
      const summary = this.#desk.summaries.get(conversation);
      if (summary && this.#desk.dotOf(summary).dot === 'red') continue;
      timers.forEach(clearTimeout);
      this.#memory.repeats.delete(conversation);
    }
  }

  #isQuieted(): boolean {
    const { usedElsewhereAtMs = -Infinity } = this.#desk.presence;
    const nowMs = this.#desk.sync.serverNow();
    return usedElsewhereAtMs > this.#usedAtMs && nowMs - usedElsewhereAtMs < quietMs;
  }

  #isOffDuty(): boolean {
    return this.#desk.myStatus === 'offline';
  }

  #settings(): AnnouncingSettings {
    const chosen = (name: keyof AnnouncingSettings): boolean => {
      const value = this.#desk.preference(name);
      return typeof value === 'boolean' ? value : announcingDefaults[name];
    };
    return {
      sound: chosen('sound'),
      desktop: chosen('desktop'),
      preview: chosen('preview'),
      unassigned: chosen('unassigned'),
    };
  }

  #showOnDesktop({ id, occasion, conversation }: Happening, settings: AnnouncingSettings): void {
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
    const summary = this.#desk.summaries.get(conversation);
    if (!summary) return;
    const { words } = this.#speech;
    const name = shortName(summary.name, words);
    const title = settings.preview
      ? words.notices.desktop[occasion](name)
      : words.notices.desktop.hidden;
    const body = settings.preview ? (summary.preview?.text ?? '') : '';
    // The same tag everywhere, so that a second one replaces the first.
    const notice = new Notification(title, { body, tag: `${occasion}/${id}`, silent: true });
    this.#memory.shown.set(conversation, [...(this.#memory.shown.get(conversation) ?? []), notice]);
    notice.onclick = () => {
      window.focus();
      this.#telling.open(conversation);
      notice.close();
    };
  }

  /** Read anywhere removes everywhere (N6). Call in an effect. */
  tidy(): void {
    for (const [conversation, shown] of this.#memory.shown) {
      const summary = this.#desk.summaries.get(conversation);
      if (summary && ['red', 'violet'].includes(this.#desk.dotOf(summary).dot)) continue;
      for (const notice of shown) notice.close();
      this.#memory.shown.delete(conversation);
    }
  }
}

export const [useNotifier, setNotifier] = createContext<Notifier>();
