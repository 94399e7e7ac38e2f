/**
 * The line of this browser, wherever it is: this tab's own while it leads, another tab's otherwise. What works only
 * beside the line itself (submitting, the feed, presence) is started and ended with the lead.
 */
import type { Signal } from './contract.ts';
import type { Environment } from './environment.ts';
import { openLine, type Line, type LineOptions, type RoomLine } from './line.ts';
import type { LineStatus } from './pulse.ts';
import { roomRelay } from './room-relay.ts';
import type { Tabs } from './tabs.ts';

export interface KeptLine {
  readonly rooms: RoomLine;
  readonly status: Signal<LineStatus>;
  /** How far the server's clock is ahead of the device's. */
  clockOffsetMs(): number;
  retryNow(): void;
  /** Nothing of this line is of use any more: somebody signed out. */
  signOut(why?: { isRemoved: true }): void;
  stop(): void;
}

/** `serve` starts what works beside the line, and returns the ends of it. */
export function keepLine(
  environment: Environment,
  tabs: Tabs,
  options: LineOptions,
  serve: (line: Line) => (() => void)[],
): KeptLine {
  const rooms = roomRelay(tabs);
  const status = tabs.mirror<LineStatus>('status', { kind: 'starting' });
  const offset = tabs.mirror('clock-offset', options.remembered?.clockOffsetMs ?? 0);
  let line: Line | null = null;
  let endLead = () => {};

  const lead = () => {
    const own = openLine(environment, options);
    line = own;
    const publish = () => {
      offset.set(own.clock.offsetMs());
      status.set(own.status.current);
    };
    const ends = [
      own.status.subscribe(publish),
      own.session.subscribe(publish),
      rooms.serve(own),
      tabs.onLookedAt(own.tick),
      ...serve(own),
    ];
    endLead = () => {
      endLead = () => {};
      for (const end of ends) end();
      line = null;
      own.close();
    };
  };

  const leadOrFollow = () => {
    endLead();
    if (tabs.isLeader.current) lead();
  };
  tabs.isLeader.subscribe(leadOrFollow);
  leadOrFollow();
  tabs.on('retry', () => line?.retryNow());
  const retryNow = () => {
    if (line !== null) line.retryNow();
    else if (tabs.leader.current !== null) tabs.post('retry', null, tabs.leader.current);
  };
  // The leader sees to itself; it does not see that somebody came back to this tab.
  const endVisibility = environment.onVisibility(() => {
    const isAway = line === null && status.current.kind === 'offline';
    if (isAway && environment.isVisible()) retryNow();
  });

  return {
    rooms,
    status,
    clockOffsetMs: () => line?.clock.offsetMs() ?? offset.current,
    retryNow,
    signOut(why) {
      endLead();
      status.set({ kind: 'signed-out', ...why });
    },
    stop() {
      endVisibility();
      endLead();
    },
  };
}
