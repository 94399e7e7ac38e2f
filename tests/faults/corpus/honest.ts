/**
 * What honest stock clients send: sessions with the real `WebsocketProvider`, the real editor binding and its undo,
 * recorded message by message. `honest.json` is such a recording; `RECORD_HONEST=1` makes it anew. None of it may ever
 * be refused. Reloads, undo, reconnects, offline work, pastes, deletes, lists, carets.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { messageType, padRoot } from '#domain/wire.ts';
import { openEditor, type HeadlessEditor } from './headless-editor.ts';

/** `open 1`, `send 1 <base64>`, `close 1`. Sockets count up; one that came back is a new one. */
export type Step = string;

export interface Session {
  name: string;
  steps: Step[];
  /** The pad in the end. */
  xml: string;
}

export async function recordSessions(): Promise<Session[]> {
  const sessions: Session[] = [];
  for (const [name, play] of Object.entries(plays)) sessions.push(await record(name, play));
  return sessions;
}

type Play = (stage: Stage) => Promise<void> | void;

const plays: Record<string, Play> = {
  'one person types, line by line': ({ person }) => {
    person('Ana').editor.type('Dear customer,\nthank you for writing.\nBest, Ana');
  },
  'two type at once': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    ana.editor.type('Your parcel');
    ben.editor.type(' left us');
    ana.editor.insertAfter('parcel', ' (number 17)');
    ben.editor.type(' on Tuesday.');
  },
  'reload with a local copy': ({ person }) => {
    const ana = person('Ana');
    ana.editor.type('Before the reload');
    const again = person('Ana', { copy: ana.reload() });
    again.editor.type(', after it');
  },
  'reload, the copy is found while the socket is open already': ({ person }) => {
    const ana = person('Ana');
    ana.editor.type('Kept on disk');
    const copy = ana.reload();
    const again = person('Ana');
    Y.applyUpdate(again.doc, copy, 'y-indexeddb');
    again.editor.type(' and found');
  },
  'undo and redo over words of a colleague': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    ana.editor.type('First thought. ');
    ana.editor.pause();
    ana.editor.type('And one more. ');
    ben.editor.type('Second thought.');
    ana.editor.undo();
    ben.editor.type(' Third.');
    ana.editor.redo();
    ana.editor.undo();
    ben.editor.undo();
  },
  'undo of a delete brings words back': ({ person }) => {
    const ana = person('Ana');
    ana.editor.type('Keep this sentence, please.');
    ana.editor.pause();
    ana.editor.remove('this sentence');
    ana.editor.pause();
    ana.editor.undo();
    ana.editor.pause();
    ana.editor.clear();
    ana.editor.pause();
    ana.editor.undo();
  },
  'offline, both write, both come back': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    ana.editor.type('Common ground.');
    ana.leave();
    ben.leave();
    ana.editor.type(' Ana, in the tunnel.');
    ben.editor.type(' Ben, on the plane.');
    ben.editor.remove('Common');
    ana.comeBack();
    ben.comeBack();
    ana.editor.type(' Together again.');
  },
  'flapping line': ({ person }) => {
    const ana = person('Ana');
    for (let i = 0; i < 8; i++) {
      ana.editor.type(`word ${i} `);
      ana.leave();
      if (i % 2 === 0) ana.editor.type('(offline) ');
      ana.comeBack();
    }
  },
  'comes back after weeks, when the words are gone': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    ana.editor.type('An old sentence that nobody wants.\nAnother one.');
    ben.leave();
    ana.editor.clear();
    ana.editor.type('All new.');
    ben.editor.insertAfter('old sentence', ' (Ben thinks)');
    ben.editor.mark('nobody', 'bold');
    ben.comeBack();
    ana.editor.type(' Still here.');
  },
  'comes back after weeks, and hears the news before it is asked': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    ana.editor.type('An old sentence that nobody wants.');
    ben.leave();
    ana.editor.clear();
    ana.editor.type('All new.');
    ben.editor.insertAfter('old sentence', ' (Ben thinks)');
    ben.editor.mark('nobody', 'bold');
    // The editor tidies up what the news left of its words, and says so before it could say the words.
    ben.comeBack({ asked: 'late' });
    ana.editor.type(' Still here.');
  },
  'a key is pressed while the line comes back': ({ person }) => {
    const ana = person('Ana');
    ana.editor.type('Online. ');
    ana.leave();
    ana.editor.type('Offline, with a slip');
    ana.comeBack({ meanwhile: () => ana.editor.remove(', with a slip') });
    ana.editor.type('.');
  },
  'marks, links and lists': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    ana.editor.type('See the guide\nfirst step\nsecond step');
    ana.editor.mark('guide', 'link');
    ben.editor.mark('first', 'bold');
    ana.editor.pause();
    ana.editor.listItem('first step');
    ben.editor.mark('second', 'italic');
    ana.editor.undo();
  },
  'paste of two pages, cut, paste again': ({ person }) => {
    const ana = person('Ana');
    const page = 'A line of a long letter that somebody pasted from elsewhere. '.repeat(60);
    ana.editor.type('Letter: ');
    ana.editor.insertAfter('Letter: ', page);
    ana.editor.remove(page);
    ana.editor.insertAfter('Letter: ', page);
  },
  'empty pad, opened and left by three': ({ person }) => {
    for (const name of ['Ana', 'Ben', 'Cleo']) person(name).leave();
  },
  'carets move': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    ana.editor.type('Here');
    for (let i = 0; i < 5; i++) {
      ana.provider.awareness.setLocalStateField('cursor', {
        anchor: { type: null, i },
        head: null,
      });
    }
    ben.provider.awareness.setLocalStateField('user', { name: 'Ben', color: '#30a46c' });
    ben.provider.awareness.setLocalState(null);
    ana.provider.awareness.setLocalState(null);
  },
  'everything deleted, again and again': ({ person }) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    for (let i = 0; i < 4; i++) {
      ana.editor.type(`Try ${i}`);
      ben.editor.clear();
    }
    const late = person('Cleo', { copy: ana.reload() });
    late.editor.type('At last');
  },
};

/* ------------------------------------------------------------------ recording */

interface Stage {
  person(name: string, options?: { copy?: Uint8Array }): Person;
}

interface Person {
  doc: Y.Doc;
  provider: WebsocketProvider;
  editor: HeadlessEditor;
  leave(): void;
  /** `meanwhile`: between the opening and the first answer. `asked: 'late'`: step 2 comes before step 1, as from us. */
  comeBack(options?: { meanwhile?: () => void; asked?: 'late' }): void;
  /** Ends this page; what its device kept. */
  reload(): Uint8Array;
}

async function record(name: string, play: Play): Promise<Session> {
  const steps: Step[] = [];
  const people: Person[] = [];
  const server = stockServer(steps);
  let client = 100;
  await play({
    person: (who, { copy } = {}) => {
      const doc = new Y.Doc();
      // Chance would make every recording another one.
      doc.clientID = client++;
      if (copy) Y.applyUpdate(doc, copy);
      const options = { disableBc: true, WebSocketPolyfill: server.Socket, maxBackoffTime: 1e9 };
      const provider = new WebsocketProvider('ws://stage', 'pad', doc, options);
      provider.awareness.setLocalStateField('user', { name: who, color: '#3e63dd' });
      const editor = openEditor(doc.getXmlFragment(padRoot));
      const leave = () => provider.disconnect();
      const comeBack: Person['comeBack'] = ({ meanwhile, asked } = {}) => {
        server.opening = { meanwhile, asked };
        provider.connect();
        server.opening = {};
      };
      const reload = () => {
        const kept = Y.encodeStateAsUpdate(doc);
        provider.destroy();
        editor.destroy();
        return kept;
      };
      const person = { doc, provider, editor, leave, comeBack, reload };
      people.push(person);
      return person;
    },
  });
  for (const { provider } of people) provider.destroy();
  return { name, steps, xml: server.doc.getXmlFragment(padRoot).toJSON() };
}

/** A y-websocket server without a wire: every message arrives at once, and is written down. */
function stockServer(steps: Step[]) {
  const doc = new Y.Doc();
  const open = new Set<StageSocket>();
  const server = {
    doc,
    opening: {} as { meanwhile?: (() => void) | undefined; asked?: 'late' | undefined },
  };
  let sockets = 0;
  doc.on('update', (update: Uint8Array) => {
    const data = syncMessage((encoder) => syncProtocol.writeUpdate(encoder, update));
    for (const socket of open) socket.hear(data);
  });

  class StageSocket {
    readonly OPEN = 1;
    readyState = 1;
    binaryType = 'arraybuffer';
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    onerror: (() => void) | null = null;
    readonly #number = ++sockets;
    /** What is on its way to the client while the line opens; null once it is open. */
    #underWay: ArrayBuffer[] | null = [];

    /** The provider sets it when it has made the socket: the line opens then. */
    set onopen(opened: (() => void) | null) {
      if (!opened) return;
      open.add(this);
      steps.push(`open ${this.#number}`);
      const { meanwhile, asked } = server.opening;
      const ask = () =>
        this.hear(syncMessage((encoder) => syncProtocol.writeSyncStep1(encoder, doc)));
      if (asked !== 'late') ask();
      opened();
      meanwhile?.();
      if (asked === 'late') ask();
      const underWay = this.#underWay ?? [];
      this.#underWay = null;
      for (const data of underWay) this.hear(data);
    }

    hear(data: ArrayBuffer): void {
      if (this.#underWay) this.#underWay.push(data);
      else this.onmessage?.({ data });
    }

    send(bytes: Uint8Array): void {
      steps.push(`send ${this.#number} ${Buffer.from(bytes).toString('base64')}`);
      const decoder = decoding.createDecoder(Uint8Array.from(bytes));
      if (decoding.readVarUint(decoder) !== messageType.sync) return;
      const answer = encoding.createEncoder();
      encoding.writeVarUint(answer, messageType.sync);
      syncProtocol.readSyncMessage(decoder, answer, doc, this);
      if (encoding.length(answer) > 1) this.hear(encoding.toUint8Array(answer).slice().buffer);
    }

    close(): void {
      if (!open.delete(this)) return;
      this.readyState = 3;
      steps.push(`close ${this.#number}`);
    }
  }
  return Object.assign(server, { Socket: StageSocket as unknown as typeof WebSocket });
}

function syncMessage(write: (encoder: encoding.Encoder) => void): ArrayBuffer {
  const bytes = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    write(encoder);
  });
  return bytes.slice().buffer;
}
