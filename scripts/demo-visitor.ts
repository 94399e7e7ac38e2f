/**
 * A visitor of the demonstration: the real widget engine without its window. Reads what it is told after a moment, types,
 * and answers, a few times.
 */
import { v7 } from 'uuid';
import type { Environment, SocketLike } from '#sync/environment.ts';
import { joinWidget } from '#sync/join-widget.ts';
import { visitorSays } from './shop-talk.ts';

export interface DemoVisitor {
  origin: string;
  page: { url: string; title: string };
  says: string;
  afterMs: number;
}

const readAfterMs = 2_000;
const typeForMs = 3_000;
const answersMax = 4;

export async function startVisitor({ origin, page, says, afterMs }: DemoVisitor): Promise<void> {
  const sync = await joinWidget({ site: 'default', environment: programEnvironment(origin) });
  const { thread, outbox } = sync;
  sync.sign({ typing: false, page });
  setTimeout(() => void outbox.write(thread.id, { kind: 'message', text: says }), afterMs);

  let seen = 0;
  let answers = 0;
  thread.conversation.subscribe(() => {
    const messages = thread.conversation.current.items.flatMap((item) =>
      item.state === 'accepted' && item.entry.kind === 'message' ? [item.entry] : [],
    );
    const last = messages.at(-1);
    if (!last || messages.length <= seen) return;
    seen = messages.length;
    if (!last.by.startsWith('agent/')) return;
    setTimeout(() => {
      void outbox.write(thread.id, { kind: 'read', upTo: last.id });
      if (answers >= answersMax) return;
      sync.sign({ typing: true });
      setTimeout(() => {
        sync.sign({ typing: false });
        const text = visitorSays[(answers * 7 + says.length) % visitorSays.length]!;
        answers += 1;
        void outbox.write(thread.id, { kind: 'message', text });
      }, typeForMs);
    }, readAfterMs);
  });
}

/** A program's world for the engine: no storage, no tabs. */
function programEnvironment(origin: string): Environment {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    timer(afterMs, run) {
      const timeout = setTimeout(run, afterMs);
      return () => clearTimeout(timeout);
    },
    random: () => Math.random(),
    uuid: () => v7(),
    openSocket(path) {
      const socket = new WebSocket(origin.replace(/^http/, 'ws') + path);
      socket.binaryType = 'arraybuffer';
      return socket as unknown as SocketLike;
    },
    async post(path, body, headers = {}) {
      const response = await fetch(origin + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json().catch(() => null) };
    },
    indexedDB: null,
    locks: null,
    openTabChannel: () => null,
    onOnlineHint: () => () => undefined,
    isVisible: () => true,
    onVisibility: () => () => undefined,
  };
}
