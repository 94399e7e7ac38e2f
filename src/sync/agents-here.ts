/**
 * Which agents were here (SPEC O2, O8), in the record of `people.ts`, so that signing out removes exactly what is one's own.
 * What is to be removed is written down there first, and struck out when it is gone (RELIABILITY T32).
 */
import { limits } from '#domain/limits.ts';
import type { Environment } from './environment.ts';
import type { Change } from './local-store.ts';
import { openRecord } from './people.ts';

export interface Person {
  principal: string;
  database: string;
  /** Device clock: when the server last said who this is. */
  seenAtMs: number;
  /** The server has said no since then. */
  isRefused?: true;
  clockOffsetMs: number;
  /** As the server last said; absent until it did. */
  missedAfterMs?: number;
}

/** What the server says on the line, for the next start without a network. */
interface Told {
  clockOffsetMs: number;
  missedAfterMs: number | undefined;
}

const lastKey = 'agent';
/** Databases that are to be removed from this device. */
const leavingKey = 'leaving';
const personKey = (principal: string) => `person/${principal}`;

export type Agents = Awaited<ReturnType<typeof openAgents>>;

export async function openAgents(environment: Environment) {
  const { store, read, put, remove, close } = await openRecord(environment);
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
    async agentSeen(principal: string, storeId: string, told?: Told): Promise<Person> {
      const known = await read<Person>(personKey(principal));
      const person: Person = {
        principal,
        database: known?.database ?? (await databaseFor(principal, storeId)),
        seenAtMs: environment.now(),
        clockOffsetMs: told?.clockOffsetMs ?? known?.clockOffsetMs ?? 0,
      };
      const missedAfterMs = told?.missedAfterMs ?? known?.missedAfterMs;
      if (missedAfterMs !== undefined) person.missedAfterMs = missedAfterMs;
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
    close,
  };
}
