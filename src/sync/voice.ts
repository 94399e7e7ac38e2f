/**
 * One voice for all tabs (SPEC N6, UX 17 "Sound", F26): the tab that leads speaks, and knows what is looked at in every
 * other one. What is looked at is told by messages between tabs only; the server hears no more than that this device is
 * in use, so that other devices of the same agent stay quiet.
 */
import type { Signal } from './contract.ts';
import { signalOf } from './signal.ts';
import type { Tabs } from './tabs.ts';

export interface Voice {
  /** This tab speaks for all of this browser. */
  readonly isOurs: Signal<boolean>;
  /** To the tab that speaks: conversations that somebody looks at in any tab. */
  readonly lookedAt: Signal<ReadonlySet<string>>;
  /** What is visible in this tab, in a window that has the focus; null: nothing. */
  look(conversation: string | null): void;
}

export function openVoice(tabs: Tabs): Voice {
  const lookedAt = signalOf<ReadonlySet<string>>(new Set());
  const byTab = new Map<string, string | null>();
  let own: string | null = null;

  const hear = (tab: string, conversation: string | null) => {
    byTab.set(tab, conversation);
    lookedAt.set(new Set([...byTab.values()].filter((one) => one !== null)));
  };
  const say = () => {
    if (tabs.isLeader.current) hear(tabs.id, own);
    else if (tabs.leader.current !== null) tabs.post('looking', own, tabs.leader.current);
  };
  tabs.on('looking', (body, from) => hear(from, body as string | null));
  tabs.leader.subscribe(say);
  tabs.onFollower(
    () => {},
    (tab) => {
      byTab.delete(tab);
      hear(tabs.id, own);
    },
  );

  return {
    isOurs: tabs.isLeader,
    lookedAt,
    look(conversation) {
      if (own === conversation) return;
      own = conversation;
      say();
    },
  };
}
