/**
 * Who was here: the small record from which a page can start without network (SPEC O2). It says which database is whose.
 * Here is what visitors need of it; agents, of whom the widget knows nothing, are in `agents-here.ts`.
 *
 * A database keeps its name when the server's store is put back from a copy and gets a new id: rows waiting in it
 * must go out all the same. What is old in it is found by cursor and room names, not by the database's name.
 */
import type { Environment } from './environment.ts';
import { openLocalStore } from './local-store.ts';

/** A visitor on one site; `principal` is null until a session was made. */
export interface Visitor {
  database: string;
  principal: string | null;
  token: string | null;
  conversation: string | null;
  room: string | null;
  seenAtMs: number;
  clockOffsetMs: number;
}

const visitorKey = (site: string) => `visitor/${site}`;

/** Nothing here is worth failing for: what cannot be read was not there, what cannot be kept is asked again. */
export async function openRecord(environment: Environment) {
  const store = await openLocalStore(environment, 'parley');
  return {
    store,
    read: <T>(key: string) =>
      store.get('meta', key).catch(() => undefined) as Promise<T | undefined>,
    put: (key: string, value: unknown) =>
      store.write([{ table: 'meta', key, put: value }]).catch(() => {}),
    remove: (key: string) => store.write([{ table: 'meta', key, delete: true }]).catch(() => {}),
    close: () => store.close(),
  };
}

export type People = Awaited<ReturnType<typeof openPeople>>;

export async function openPeople(environment: Environment) {
  const { store, put, remove, close } = await openRecord(environment);
  return {
    /** The visitor of this site in this browser; all tabs agree on one database. */
    async visitorHere(site: string): Promise<Visitor> {
      const nobody: Visitor = {
        database: `parley/visitor/${environment.uuid()}`,
        principal: null,
        token: null,
        conversation: null,
        room: null,
        seenAtMs: 0,
        clockOffsetMs: 0,
      };
      const found = await store.getOrPut('meta', visitorKey(site), nobody).catch(() => nobody);
      return found as Visitor;
    },

    visitorSeen: (site: string, visitor: Visitor) => put(visitorKey(site), visitor),
    visitorGone: (site: string) => remove(visitorKey(site)),
    close,
  };
}
