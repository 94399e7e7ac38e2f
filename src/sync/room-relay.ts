/**
 * Rooms across tabs: the leader opens channels on its line for the others and passes their messages on, unread.
 * Whoever opens a room sees one `RoomLine` and need not know which tab it is in.
 */
import type { Line, RoomLine } from './line.ts';
import { endedCode, type Channel, type ChannelEvents } from './mux.ts';
import { signalOf } from './signal.ts';
import type { Tabs } from './tabs.ts';

export interface RoomRelay extends RoomLine {
  /** From now on this tab leads, with this line. */
  serve(line: Line): () => void;
}

type Opening = { number: number; room: string };
type Passing = { number: number; message: Uint8Array };
type Closing = { number: number; code: number; reason: string };

export function roomRelay(tabs: Tabs): RoomRelay {
  const session = signalOf<number | null>(null);
  const leadersSession = tabs.mirror<number | null>('session', null);
  let sessions = 0;
  let served: string | null = null;
  let line: Line | null = null;

  /* As a follower */
  const own = new Map<number, ChannelEvents>();
  let lastNumber = 0;

  /** Another leader, or another socket of the same one, knows nothing of the channels opened before. */
  const follow = () => {
    const leader = tabs.leader.current;
    const now =
      leader === null || leadersSession.current === null
        ? null
        : `${leader} ${leadersSession.current}`;
    if (now === served) return;
    served = now;
    session.set(null);
    const ended = [...own.values()];
    own.clear();
    for (const events of ended) events.onClose(endedCode, 'another line');
    if (now !== null) session.set(++sessions);
  };
  tabs.leader.subscribe(follow);
  leadersSession.subscribe(follow);
  follow();

  tabs.on('room/data', (body) => {
    const { number, message } = body as Passing;
    own.get(number)?.onData(message);
  });
  tabs.on('room/closed', (body) => {
    const { number, code, reason } = body as Closing;
    const events = own.get(number);
    own.delete(number);
    events?.onClose(code, reason);
  });

  /* As the leader */
  const channelsByTab = new Map<string, Map<number, Channel>>();
  const channelsOf = (tab: string) => channelsByTab.get(tab) ?? new Map<number, Channel>();

  tabs.on('room/open', (body, tab) => {
    const { number, room } = body as Opening;
    const closed = (code: number, reason: string) => {
      channelsOf(tab).delete(number);
      tabs.post('room/closed', { number, code, reason } satisfies Closing, tab);
    };
    if (line === null || line.session.current === null) return closed(endedCode, 'no line');
    const channel = line.openChannel(room, {
      // A copy, because posting a view would post the whole buffer behind it.
      onData: (message) =>
        tabs.post('room/data', { number, message: message.slice() } satisfies Passing, tab),
      onClose: closed,
    });
    channelsByTab.set(tab, channelsOf(tab).set(number, channel));
  });
  tabs.on('room/send', (body, tab) => {
    const { number, message } = body as Passing;
    channelsOf(tab).get(number)?.send(message);
  });
  tabs.on('room/close', (body, tab) => {
    const { number } = body as { number: number };
    channelsOf(tab).get(number)?.close();
    channelsOf(tab).delete(number);
  });
  const forget = (tab: string) => {
    for (const channel of channelsOf(tab).values()) channel.close();
    channelsByTab.delete(tab);
  };

  return {
    session,
    serve(ownLine) {
      line = ownLine;
      const publish = () => leadersSession.set(ownLine.session.current);
      const ends = [ownLine.session.subscribe(publish), tabs.onFollower(() => {}, forget)];
      publish();
      return () => {
        for (const end of ends) end();
        line = null;
        channelsByTab.clear();
        leadersSession.set(null);
      };
    },
    openChannel(room, events) {
      if (line !== null) return line.openChannel(room, events);
      const { leader } = tabs;
      if (leader.current === null) throw new Error('A channel is opened only while there is one.');
      const to = leader.current;
      const number = ++lastNumber;
      own.set(number, events);
      tabs.post('room/open', { number, room } satisfies Opening, to);
      return {
        send(message) {
          if (own.has(number)) {
            tabs.post('room/send', { number, message: message.slice() } satisfies Passing, to);
          }
        },
        close() {
          if (own.delete(number)) tabs.post('room/close', { number }, to);
        },
      };
    },
  };
}
