/**
 * Who was here: the small record from which a page can start without network (SPEC O2). It says which database is
 * whose, so that signing out removes exactly that one.
 *
 * A database keeps its name when the server's store is put back from a copy and gets a new id: rows waiting in it
 * must go out all the same. What is old in it is found by cursor and room names, not by the database's name.
 */
import { limits } from '#domain/limits.ts';
import type { Environment } from './environment.ts';
import { openLocalStore, type Change, type LocalStore } from './local-store.ts';

export interface Person {
  principal: string;
  database: string;
  /** Device clock: when the server last said who this is. */
  seenAtMs: number;
  /** The server has said no since then. */
  isRefused?: true;
  clockOffsetMs: number;
}

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

const lastKey = 'agent';
/** Databases that are to be removed from this device. */
const leavingKey = 'leaving';
const personKey = (principal: string) => `person/${principal}`;
const visitorKey = (site: string) => `visitor/${site}`;

export type People = ReturnType<typeof peopleIn>;

export async function openPeople(environment: Environment): Promise<People> {
  return peopleIn(environment, await openLocalStore(environment, 'parley'));
}

/** Nothing here is worth failing for: what cannot be read was not there, what cannot be kept is asked again. */
function peopleIn(environment: Environment, store: LocalStore) {
  const read = <T>(key: string) =>
    store.get('meta', key).catch(() => undefined) as Promise<T | undefined>;
  const put = (key: string, value: unknown) =>
    store.write([{ table: 'meta', key, put: value }]).catch(() => {});
  const remove = (...keys: string[]) =>
    store
      .write(keys.map((key) => ({ table: 'meta' as const, key, delete: true as const })))
      .catch(() => {});
  const isAway = ({ seenAtMs }: Person) => environment.now() - seenAtMs >= limits.sessionMs;

  const leaving = async () => (await read<string[]>(leavingKey)) ?? [];

  /** What is being removed is nobody's any more, also not of whoever comes back at once. */
  async function databaseFor(principal: string, storeId: string): Promise<string> {
    const name = `parley/${principal}/${storeId}`;
    return (await leaving()).includes(name) ? `${name}/${environment.uuid()}` : name;
  }

  return {
    /** The agent who may be let in without asking: this one, or whoever was here last. */
    async agentHere(principal?: string): Promise<Person | null> {
      const last = principal ?? (await read<string>(lastKey));
      const person = last === undefined ? undefined : await read<Person>(personKey(last));
      return person && !person.isRefused && !isAway(person) ? person : null;
    },

    /** Whoever was here last, however long ago: whose rows go when that account was removed. */
    async agentLast(): Promise<Person | null> {
      const last = await read<string>(lastKey);
      return (last !== undefined && (await read<Person>(personKey(last)))) || null;
    },

    /** Was this person away from this device so long that nobody tells it any more what was erased? (SPEC G2) */
    async wasAway(principal: string): Promise<boolean> {
      const person = await read<Person>(personKey(principal));
      return person !== undefined && isAway(person);
    },

    /** The server has just said who this is. */
    async agentSeen(principal: string, storeId: string, clockOffsetMs?: number): Promise<Person> {
      const known = await read<Person>(personKey(principal));
      const person: Person = {
        principal,
        database: known?.database ?? (await databaseFor(principal, storeId)),
        seenAtMs: environment.now(),
        clockOffsetMs: clockOffsetMs ?? known?.clockOffsetMs ?? 0,
      };
      await put(personKey(principal), person);
      await put(lastKey, principal);
      return person;
    },

    /** The server has said no: the next start asks it first. What waits here stays for whoever signs in as them. */
    async agentRefused(person: Person): Promise<void> {
      const key = personKey(person.principal);
      if ((await read(key)) !== undefined) await put(key, { ...person, isRefused: true });
    },

    /** At once and together: this one is not here any more, and these databases are to go. */
    async agentLeaves(principal: string, databases: readonly string[]): Promise<void> {
      const last = await read<string>(lastKey);
      const keys = [personKey(principal), ...(last === principal ? [lastKey] : [])];
      const all = [...new Set([...(await leaving()), ...databases])];
      const changes: Change[] = keys.map((key) => ({ table: 'meta', key, delete: true }));
      if (all.length > 0) changes.push({ table: 'meta', key: leavingKey, put: all });
      await store.write(changes, { strict: true }).catch(() => {});
    },
    leaving,
    async isGone(database: string): Promise<void> {
      const left = (await leaving()).filter((name) => name !== database);
      await (left.length > 0 ? put(leavingKey, left) : remove(leavingKey));
    },

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
    close: () => store.close(),
  };
}
