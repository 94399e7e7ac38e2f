/**
 * Several tabs, one line (DESIGN 5, F26): the tab that holds a Web Lock leads and owns the line, the others reach it
 * through a BroadcastChannel of the same name. A leader that closes gives up the lock by itself; one that does not
 * answer for 2 s (frozen by the browser) loses it. Without locks or channels each tab leads for itself.
 *
 * Followers have what the leader has: rooms through `room-relay.ts`, single values through `mirror`, the rest as
 * messages by topic. Messages from a tab arrive in the order in which it posted them.
 */
import type { Signal } from './contract.ts';
import type { Environment, Locks } from './environment.ts';
import { signalOf, type WritableSignal } from './signal.ts';

export interface Tabs {
  readonly id: string;
  /** Id of the leading tab as far as this one knows; null for a moment between two. */
  readonly leader: Signal<string | null>;
  readonly isLeader: Signal<boolean>;
  /** To all other tabs, or to one. */
  post(topic: string, body: unknown, to?: string): void;
  on(topic: string, take: (body: unknown, from: string) => void): () => void;
  /** A value that the leader sets and every tab has. */
  mirror<T>(name: string, initial: T): WritableSignal<T>;
  /** A follower came to this leader, or is gone. */
  onFollower(came: (tab: string) => void, gone: (tab: string) => void): () => void;
  /** To a leader: a tab that somebody looks at is there, and waits for an answer. About once a second. */
  onLookedAt(run: () => void): () => void;
  leave(): void;
  /** All tabs leave: what they share is about to be removed. Resolves when the others have heard of it. */
  leaveTogether(why?: Leaving): Promise<void>;
  /** Another tab makes all leave; this one has left when it is called. */
  onLeftTogether(run: (why: Leaving) => void): void;
}

/** `removed`: the account is no longer in the team. */
type Leaving = 'signed-out' | 'removed';

interface Message {
  topic: string;
  from: string;
  to: string | null;
  body: unknown;
}

/** What a follower asks its leader. */
interface Question {
  isNew: boolean;
  isSeen: boolean;
}

/** Longer than a message between two tabs takes. */
const hearWithinMs = 100;
const askEveryMs = 1_000;
const silentAfterMs = 2_000; // DESIGN 5; with the second until the next question: a new leader within 3 s (F26)

/** `isAlone`: leads at once, and knows of no others. */
export function joinTabs(environment: Environment, name: string, { isAlone = false } = {}): Tabs {
  const id = environment.uuid();
  const leader = signalOf<string | null>(null);
  const isLeader = signalOf(false);
  const takers = new Map<string, Set<(body: unknown, from: string) => void>>();
  const mirrors = new Map<string, WritableSignal<unknown>>();
  /** There as soon as anybody speaks of it: the leader may, before this tab has loaded enough to listen. */
  const mirrorOf = (mirrored: string) => {
    const value = mirrors.get(mirrored) ?? signalOf<unknown>(undefined);
    mirrors.set(mirrored, value);
    return value;
  };
  const followers = new Set<string>();
  const lookers = new Set<() => void>();
  const watchers = new Set<{ came(tab: string): void; gone(tab: string): void }>();

  const { locks } = environment;
  const channel = isAlone || locks === null ? null : environment.openTabChannel(name);
  const left = new AbortController();

  const post = (topic: string, body: unknown, to: string | null = null) => {
    // A closed channel throws, and nothing more is owed to tabs that were left.
    if (left.signal.aborted) return;
    channel?.postMessage({ topic, from: id, to, body } satisfies Message);
  };
  const on: Tabs['on'] = (topic, take) => {
    const all = takers.get(topic) ?? new Set();
    takers.set(topic, all.add(take));
    return () => all.delete(take);
  };

  /* ---------------------------------------------------------------- leading */

  const becomeLeader = () => {
    isLeader.set(true);
    leader.set(id);
    stopAsking();
    post('leading', null);
  };

  const loseLeadership = () => {
    release();
    for (const tab of [...followers]) forget(tab);
    leader.set(null);
    isLeader.set(false);
    ask();
  };

  const forget = (tab: string) => {
    if (followers.delete(tab)) for (const watcher of watchers) watcher.gone(tab);
  };

  /** A tab holds the lock of its own name while it lives, so whoever is given it knows that it is gone. */
  const welcome = (tab: string) => {
    for (const [mirrored, value] of mirrors) post('mirror', [mirrored, value.current], tab);
    post('welcome', null, tab);
    if (followers.has(tab)) return;
    followers.add(tab);
    for (const watcher of watchers) watcher.came(tab);
    void locks
      ?.request(tabLock(tab), { signal: left.signal }, () => Promise.resolve(forget(tab)))
      .catch(() => {});
  };

  let waiting = new AbortController();
  let wantsToSteal = false;
  let release = () => {};

  /** Holds the lock until the tab leaves or another one steals it, and then stands in line again. */
  const contend = async (among: Locks) => {
    while (!left.signal.aborted) {
      const steal = wantsToSteal;
      wantsToSteal = false;
      waiting = new AbortController();
      try {
        await among.request(name, steal ? { steal } : { signal: waiting.signal }, () => {
          if (left.signal.aborted) return Promise.resolve();
          becomeLeader();
          return new Promise<void>((resolve) => (release = resolve));
        });
      } catch {
        if (left.signal.aborted) return;
        // Neither stolen nor given up for stealing: locks are forbidden here (a sandboxed frame).
        if (!isLeader.current && !wantsToSteal) return becomeLeader();
        if (isLeader.current) loseLeadership();
      }
    }
  };

  const takeQuestion = ({ isNew, isSeen }: Question, from: string) => {
    if (isNew || !followers.has(from)) welcome(from);
    else post('welcome', null, from);
    if (isSeen) for (const look of [...lookers]) look();
  };

  /* ---------------------------------------------------------------- following */

  let cancelAsk = () => {};
  let cancelSilent = () => {};
  const stopAsking = () => {
    cancelAsk();
    cancelSilent();
  };
  function ask(): void {
    stopAsking();
    post('asking', { isNew: leader.current === null, isSeen: environment.isVisible() });
    cancelSilent = environment.timer(silentAfterMs, () => {
      leader.set(null);
      wantsToSteal = true;
      waiting.abort();
    });
  }
  const heardLeader = (from: string) => {
    if (isLeader.current) return;
    stopAsking();
    leader.set(from);
    cancelAsk = environment.timer(askEveryMs, ask);
  };

  /* ---------------------------------------------------------------- messages */

  const receive = ({ topic, from, to, body }: Message) => {
    if (to !== null && to !== id) return;
    switch (topic) {
      case 'asking':
        if (!isLeader.current) return;
        takeQuestion(body as Question, from);
        return;
      case 'leading':
        if (isLeader.current) return;
        leader.set(null);
        ask();
        return;
      case 'welcome':
        heardLeader(from);
        return;
      case 'leaving':
        forget(from);
        return;
      case 'mirror':
        if (from === leader.current || leader.current === null) {
          const [mirrored, value] = body as [string, unknown];
          mirrorOf(mirrored).set(value);
        }
        return;
      default:
        for (const take of [...(takers.get(topic) ?? [])]) take(body, from);
    }
  };

  if (channel === null) becomeLeader();
  else {
    channel.onmessage = ({ data }) => receive(data as Message);
    void locks!
      .request(tabLock(id), { signal: left.signal }, () => once(left.signal))
      .catch(() => {});
    ask();
    void contend(locks!);
  }

  const leave = () => {
    post('leaving', null);
    stopAsking();
    left.abort();
    waiting.abort();
    release();
    isLeader.set(false);
    channel?.close();
  };

  return {
    id,
    leader,
    isLeader,
    on,
    post: (topic, body, to) => post(topic, body, to ?? null),
    mirror<T>(mirrored: string, initial: T) {
      const value = mirrorOf(mirrored) as WritableSignal<T>;
      if (value.current === undefined) value.set(initial);
      return {
        get current() {
          return value.current;
        },
        subscribe: (changed) => value.subscribe(changed),
        set(next: T) {
          value.set(next);
          if (isLeader.current && followers.size > 0) post('mirror', [mirrored, next]);
        },
      };
    },
    onFollower(came, gone) {
      const watcher = { came, gone };
      watchers.add(watcher);
      for (const tab of followers) came(tab);
      return () => watchers.delete(watcher);
    },
    onLookedAt(run) {
      lookers.add(run);
      return () => lookers.delete(run);
    },
    leave,
    async leaveTogether(why = 'signed-out') {
      post('left', why);
      // The others must not take the lead in between, and start anew what is being ended.
      await new Promise<void>((resolve) => environment.timer(hearWithinMs, resolve));
      leave();
    },
    onLeftTogether: (run) =>
      void on('left', (why) => {
        leave();
        run(why === 'removed' ? why : 'signed-out');
      }),
  };
}

function tabLock(tab: string): string {
  return `parley tab ${tab}`;
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
