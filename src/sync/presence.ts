/**
 * Who is here, who types (DESIGN 5): snapshots from the server, small signs to it. Never an entry, never kept. The
 * connection belongs to all tabs, so the leader says the sum of what they say.
 */
import { messageType, type TeamPresence } from '#domain/wire.ts';
import type { Signal } from './contract.ts';
import type { Line } from './line.ts';
import type { Tabs } from './tabs.ts';

export interface Presence<Seen, Signs> {
  readonly seen: Signal<Seen>;
  sign(signs: Partial<Signs>): void;
  serve(line: Line): () => void;
}

export interface PresenceParts<Seen, Signs> {
  nobody: Seen;
  /** What is known after one more message. */
  after(seen: Seen, message: Seen): Seen;
  silent: Signs;
  /** What one connection says for several tabs; the tab that spoke last comes first. */
  sumOf(signs: readonly Signs[]): Signs;
}

export function openPresence<Seen, Signs extends object>(
  tabs: Tabs,
  parts: PresenceParts<Seen, Signs>,
): Presence<Seen, Signs> {
  const seen = tabs.mirror<Seen>('presence', parts.nobody);
  let own = parts.silent;
  /** As a leader: by tab, last speaker last. */
  const byTab = new Map<string, Signs>();
  let tell = () => {};

  const hear = (tab: string, signs: Signs) => {
    byTab.delete(tab);
    byTab.set(tab, signs);
    tell();
  };
  const say = () => {
    if (tabs.isLeader.current) hear(tabs.id, own);
    else if (tabs.leader.current !== null) tabs.post('signs', own, tabs.leader.current);
  };
  tabs.on('signs', (body, from) => hear(from, body as Signs));
  tabs.leader.subscribe(say);

  return {
    seen,
    sign(signs) {
      own = { ...own, ...signs };
      say();
    },
    serve(line) {
      let told = '';
      tell = () => {
        const sum = parts.sumOf([...byTab.values()].toReversed());
        const text = JSON.stringify(sum);
        if (text === told || line.session.current === null) return;
        told = text;
        line.send(messageType.presence, sum);
      };
      const ends = [
        line.session.subscribe(() => {
          told = '';
          tell();
        }),
        line.onMessage(messageType.presence, (body) =>
          seen.set(parts.after(seen.current, body as Seen)),
        ),
        tabs.onFollower(
          () => {},
          (tab) => {
            byTab.delete(tab);
            tell();
          },
        ),
      ];
      hear(tabs.id, own);
      return () => {
        for (const end of ends) end();
        tell = () => {};
        byTab.clear();
      };
    },
  };
}

/** A full snapshot replaces everything; otherwise only what changed, and null removes. */
export function afterTeamMessage(seen: TeamPresence, message: TeamPresence): TeamPresence {
  if (message.full) return message;
  const usedElsewhereAtMs = message.usedElsewhereAtMs ?? seen.usedElsewhereAtMs;
  return {
    ...(usedElsewhereAtMs !== undefined && { usedElsewhereAtMs }),
    full: true,
    agents: merged(seen.agents, message.agents),
    visitors: merged(seen.visitors, message.visitors),
  };
}

function merged<T>(known: Record<string, T | null>, changes: Record<string, T | null>) {
  const rows = Object.entries({ ...known, ...changes }).filter(([, row]) => row !== null);
  return Object.fromEntries(rows) as Record<string, T | null>;
}
