/**
 * Tells the agent what happened (SPEC N1, N2, N6, N7): looks at what changed, lets `rules/announce.ts` decide, and makes
 * the sound and the desktop notice in the one tab that speaks. Everything it tells of follows from the feed; all it keeps
 * is what it has seen.
 */
import { createContext, untrack } from 'svelte';
import {
  announcementOf,
  announcingOf,
  givenToGroup,
  happeningsOf,
  repeatAfterMs,
  repeatUntilReadMs,
  summaryAfterAway,
  type AnnouncingSettings,
  type Happening,
  type Sound,
} from '#domain/rules/announce.ts';
import { asShownIn } from '#domain/rules/threads.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { membersOf } from '../desk/team.ts';
import { Cards } from './cards.svelte.ts';
import { emptyMemory, nothingVisible, seenIn, seenRows, type SeenRows } from './memory.ts';
import { soundAsked, wasSoundAsked } from './sound-asked.ts';
import { hearingOf, Sounds } from './sounds.ts';

/** Another device in use keeps this one quiet for so long (N6). */
const quietMs = 30_000;
/** A device says that it is in use at most so often. */
const usedEveryMs = 10_000;

export interface Telling {
  /** Opens that conversation. */
  open(conversation: string): void;
  /** For those who do not see the card. */
  say(text: string): void;
  /** One sentence for screen and ear: how many are new, missed and held. */
  sayAway(counts: { fresh: number; missed: number; held: number }): void;
  /** What a notice of the system says: a title, and the words where they may be shown. */
  textOf(happening: Happening, isPreview: boolean): { title: string; body: string } | null;
}

export class Notifier {
  readonly cards = new Cards();
  readonly #desk: Desk;
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
  #asksForSound = $state(!wasSoundAsked());

  constructor(desk: Desk, telling: Telling) {
    this.#desk = desk;
    this.#telling = telling;
    this.#sounds = new Sounds((isBlocked) => (this.#isSoundBlocked = isBlocked));
    this.#isOurs = reactive(desk.sync.voice.isOurs);
    this.#lookedAt = reactive(desk.sync.voice.lookedAt);
  }

  /** A sound was due and the browser kept it back. */
  get isSoundBlocked(): boolean {
    return this.#isSoundBlocked;
  }
  /** Nobody on this device has yet said, or been asked, that sounds may be heard. */
  get asksForSound(): boolean {
    return this.#asksForSound;
  }
  /** In answer to a touch: from now on sounds are heard, and here is one. */
  allowSound(): void {
    soundAsked();
    this.#asksForSound = false;
    void this.#sounds.allow().then(() => this.#play('new'));
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
    for (const { timers } of this.#memory.repeats.values()) timers.forEach(clearTimeout);
    this.#memory.repeats.clear();
    this.cards.hold();
  }

  #changes(): Happening[] {
    const desk = this.#desk;
    const facts = {
      ...{ me: desk.me, isRoutable: desk.isRoutable },
      isInGroup: (group: string) => this.#isInGroup(group),
    };
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
    // Also what has no dot.
    for (const summary of desk.summaries.values()) {
      if (summary.group === null) continue;
      const before = this.#seen?.summaries.get(summary.id) ?? null;
      happenings.push(...givenToGroup(summary, before, facts));
    }
    for (const { id, conversation, entry } of desk.newNotices) {
      happenings.push({ id: `${id} ${entry}`, occasion: 'notice', conversation });
    }
    for (const { id, conversation } of desk.heldReplies) {
      happenings.push({ id, occasion: 'held', conversation });
    }
    for (const { id, conversation } of desk.refused) {
      happenings.push({ id, occasion: 'failed', conversation });
    }
    return happenings.filter((one) => !this.#isOwn(one));
  }

  #isInGroup(group: string): boolean {
    return membersOf(this.#desk.groupOf(group)).includes(this.#desk.me);
  }

  /** I gave it to that group myself, a moment ago. */
  #isOwn({ id, occasion, conversation }: Happening): boolean {
    if (occasion !== 'group' || !id.startsWith('group/')) return false;
    const pending = this.#desk.pendingByConversation.get(conversation) ?? [];
    return pending.some(({ entry }) => entry.kind === 'grouped');
  }

  #tell(news: readonly Happening[]): void {
    const settings = this.#settings();
    const { sound, cards, desktop, repeats } = announcementOf(news, {
      ...{ visible: this.#lookedAt.current, settings },
      ...{ isQuieted: this.#isQuieted(), isOffDuty: this.#isOffDuty() },
    });
    this.cards.show(cards);
    const newest = cards.at(-1);
    const heard = newest && this.#telling.textOf(newest, true);
    if (heard) this.#telling.say([heard.title, heard.body].filter(Boolean).join(': '));
    if (!this.#isOurs.current) return;
    if (sound) this.#play(sound);
    for (const happening of desktop) this.#showOnDesktop(happening, settings);
    for (const happening of repeats) this.#repeat(happening, settings);
  }

  #play(sound: Sound): void {
    const { me } = this.#desk;
    void this.#sounds.play(sound, hearingOf(this.#desk.records('profile').get(me)));
  }

  /** One sentence and one sound, not twelve (N7). */
  #tellAfterAway(news: readonly Happening[]): void {
    const missed = summaryAfterAway(news);
    if (!missed) return;
    this.#telling.sayAway(missed);
    if (!this.#isOurs.current || this.#isQuieted() || this.#isOffDuty()) return;
    const { sound } = announcementOf(news, {
      ...{ visible: nothingVisible, settings: this.#settings() },
      ...{ isQuieted: false, isOffDuty: false },
    });
    if (sound) this.#play(sound);
  }

  /** Twice more, while it is still missed and nobody looks at it (UX 17); or until it is read, for who wants that (N2). */
  #repeat(happening: Happening, { isRepeated }: AnnouncingSettings): void {
    const { conversation, occasion } = happening;
    if (this.#memory.repeats.has(conversation)) return;
    const sound = occasion === 'missed' ? 'missed' : 'mine';
    const timers = (isRepeated ? repeatUntilReadMs : repeatAfterMs).map((afterMs) =>
      setTimeout(() => {
        const isSeen = this.#lookedAt.current.has(conversation);
        if (!isSeen && !this.#isQuieted() && !this.#isOffDuty()) this.#play(sound);
      }, afterMs),
    );
    this.#memory.repeats.set(conversation, { for: happening, timers });
  }

  #stopRepeats(): void {
    for (const [conversation, { for: happening, timers }] of this.#memory.repeats) {
      if (this.#isNews(happening)) continue;
      timers.forEach(clearTimeout);
      this.#memory.repeats.delete(conversation);
    }
  }

  /** There is still something to be told of: not read, not answered, not settled. */
  #isNews({ id, occasion, conversation }: Happening): boolean {
    const desk = this.#desk;
    if (occasion === 'held') return desk.heldReplies.some((one) => one.id === id);
    if (occasion === 'failed') return desk.refused.some((one) => one.id === id);
    if (occasion === 'notice') {
      return desk.newNotices.some((notice) => id === `${notice.id} ${notice.entry}`);
    }
    const summary = desk.summaries.get(conversation);
    if (!summary) return false;
    if (occasion === 'missed') return desk.dotOf(summary).dot === 'red';
    if (id.startsWith('group/')) return summary.status === 'open';
    return (summary.lastVisitor?.number ?? -1) > desk.readUpTo(conversation);
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
    return announcingOf(this.#desk.records('profile').get(this.#desk.me));
  }

  #showOnDesktop(happening: Happening, { preview }: AnnouncingSettings): void {
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
    const text = this.#telling.textOf(happening, preview);
    if (!text) return;
    const { id, occasion, conversation } = happening;
    const { shown } = this.#memory;
    // The same tag everywhere, so that a second one replaces the first.
    const tag = `${occasion}/${id}`;
    const notice = new Notification(text.title, { body: text.body, tag, silent: true });
    shown.set(conversation, [...(shown.get(conversation) ?? []), { happening, notice }]);
    notice.onclick = () => {
      window.focus();
      this.#telling.open(conversation);
      notice.close();
    };
  }

  /** Read anywhere removes everywhere (N6). Call in an effect. */
  tidy(): void {
    const visible = this.#lookedAt.current;
    const isLeft = (happening: Happening) =>
      this.#isUnread(happening) && !visible.has(happening.conversation);
    this.cards.keep(isLeft);
    for (const [conversation, shown] of this.#memory.shown) {
      const left = shown.filter(({ happening }) => isLeft(happening));
      for (const each of shown) if (!left.includes(each)) each.notice.close();
      if (left.length === 0) this.#memory.shown.delete(conversation);
      else this.#memory.shown.set(conversation, left);
    }
  }

  /** A missed one that was read is missed still, but needs no telling where somebody has seen it. */
  #isUnread(happening: Happening): boolean {
    if (happening.occasion !== 'missed') return this.#isNews(happening);
    const summary = this.#desk.summaries.get(happening.conversation);
    const isRead =
      (summary?.lastVisitor?.number ?? -1) <= this.#desk.readUpTo(happening.conversation);
    return this.#isNews(happening) && !isRead;
  }
}

export const [useNotifier, setNotifier] = createContext<Notifier>();
