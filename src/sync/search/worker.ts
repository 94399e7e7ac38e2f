/** The search worker of a browser: hands messages to the `SearchKeeper`, and answers back. Loads nothing of the page. */
import { copyReader } from './copy-reader.ts';
import { SearchKeeper } from './keeper.ts';
import type { FromWorker, ToWorker } from './messages.ts';

interface Scope {
  onmessage: ((event: { data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}
const scope = globalThis as unknown as Scope;

let keeper: Promise<SearchKeeper> | null = null;

async function open(database: string | null, me: string): Promise<SearchKeeper> {
  const made = new SearchKeeper({
    reader: await copyReader(database),
    me,
    aTurn: () => new Promise((resolve) => setTimeout(resolve)),
    timer: (afterMs, run) => setTimeout(run, afterMs),
    stateChanged: (state) => scope.postMessage({ kind: 'state', state }),
  });
  void made.start();
  return made;
}

scope.onmessage = ({ data }) => {
  if (data.kind === 'open') keeper = open(data.database, data.me);
  else void keeper?.then((opened) => take(opened, data));
};

async function take(opened: SearchKeeper, message: Exclude<ToWorker, { kind: 'open' }>) {
  switch (message.kind) {
    case 'rows':
      opened.takeRows(message.rows, message.reset);
      return;
    case 'stored':
      opened.takeStored(message.conversations);
      return;
    case 'find': {
      const found = await opened.find(message.asked);
      scope.postMessage({ kind: 'found', id: message.id, found });
    }
  }
}
