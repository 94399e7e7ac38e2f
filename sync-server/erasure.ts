/**
 * Erasing a person, or a conversation, for good (SPEC G2, P18, F25): between two groups of the circuit, so that nothing is
 * half written, the rows go and a stone is laid; then everybody who has a copy is sent away from it (4409) and told by the
 * feed that there is none. What a device submits of it later is answered `erased`.
 */
import { derivedId } from '#domain/entries/derived-id.ts';
import { principalOf } from '#domain/model.ts';
import { samePerson } from '#domain/records/person.ts';
import type { RecordRow } from '#domain/records/record.ts';
import { can } from '#domain/rules/can.ts';
import type { Done, ErasureReceipt, SignedIn } from '#domain/services.ts';
import type { Audit } from './audit.ts';
import type { Circuit } from './circuit.ts';
import type { Heads } from './heads.ts';
import type { Clock, Erased, FeedRecord, Search, Store, VisitorRow } from './ports.ts';
import { rowOf, type RecordHeads } from './record-heads.ts';
import { devicesOf, signed } from './receipt.ts';
import { refused } from './refused.ts';
import type { Rooms } from './rooms.ts';
import { stoneOf, type Stones } from './stones.ts';
import { tokenSubject } from './visitors.ts';

/** Backups are kept so long (P18). */
const backupsMs = 35 * 24 * 60 * 60_000;

export interface ErasureParts {
  store: Store;
  clock: Clock;
  circuit: Circuit;
  heads: Heads;
  records: RecordHeads;
  rooms: Rooms;
  stones: Stones;
  audit: Audit;
  published(records: readonly FeedRecord[]): void;
  /** Ends every line of a visitor who is not known any more, and forgets that they are here. */
  endVisitor(visitor: VisitorRow): void;
  /** Hashes of the sessions that have a line open now. */
  openSessions(): ReadonlySet<string>;
  /** The index of words, where there is one. */
  search: Pick<Search, 'forget'> | null;
}

export interface Erasure {
  /** The whole person, with all contacts that were merged; owners and admins only. */
  eraseContact(by: SignedIn, contact: string): Promise<Done<{ receipt: ErasureReceipt }>>;
  /** One conversation out of the bin, before its 30 days are over; owners and admins only (SPEC C3). */
  eraseConversation(by: SignedIn, conversation: string): Promise<Done<object>>;
  /**
   * The same by Parley itself, after them; `binning`: the entry that put it there. False, and nothing happens, where it
   * has been taken out since, by whoever it was (R6).
   */
  purge(conversation: string, binning: string): Promise<boolean>;
}

export function createErasure(parts: ErasureParts): Erasure {
  const { store, clock, circuit, heads, records, rooms, stones, audit } = parts;

  /** `isCalledFor`: asked when nothing can come between the answer and the erasing; null: it was not. */
  async function erase(
    conversations: string[],
    contacts: string[],
    isCalledFor?: () => Promise<boolean>,
  ): Promise<Erased | null> {
    const ids = [...conversations, ...contacts];
    await separate(conversations);
    return circuit.exclusively(async () => {
      if (isCalledFor && !(await isCalledFor())) return null;
      const visitors = await visitorsOf(conversations);
      const hashes = [
        ...conversations.map((id) => `conversation/${id}`),
        ...contacts.map((id) => `contact/${id}`),
        ...visitors.map(({ tokenHash }) => tokenSubject(tokenHash)),
      ].map(stoneOf);
      // From here on nothing of it enters, whatever becomes of the rows; the next try finds them.
      stones.add(hashes);
      const erased = await store.erase({ conversations, contacts, stones: hashes });
      for (const id of conversations) heads.drop(id);
      for (const id of contacts) records.drop(`contact/${id}`);
      rooms.retireAbout(ids);
      for (const visitor of visitors) parts.endVisitor(visitor);
      for (const id of conversations) await parts.search?.forget(id);
      parts.published(erased.feed);
      return erased;
    });
  }

  /** What was merged with these stands alone again: a thread that is gone would hide it (SPEC C15). */
  async function separate(conversations: readonly string[]): Promise<void> {
    for (const id of conversations) {
      const state = (await heads.get(id))?.state;
      const into = state?.mergedInto.value ?? null;
      const linked = [...(state?.mergedFrom ?? []), ...(into === null ? [] : [into])];
      for (const other of linked) {
        if (conversations.includes(other)) continue;
        await circuit.submitOwn(other, {
          ...{ id: derivedId(`erased/${id}/${other}`), subject: `conversation/${other}` },
          ...{ kind: 'unmerged', with: id, writtenAtMs: clock.now(), seenUpTo: null },
        });
      }
    }
  }

  /** Out of the bin: with the words of it goes what the visitor had of it, and nothing of whom they are. */
  async function eraseBinned(conversation: string, binning: string | null): Promise<boolean> {
    const isCalledFor = async () => {
      const { bin } = (await heads.get(conversation))?.state ?? {};
      return bin?.value === true && (binning === null || bin.entry === binning);
    };
    return (await isCalledFor()) && (await erase([conversation], [], isCalledFor)) !== null;
  }

  async function visitorsOf(conversations: readonly string[]): Promise<VisitorRow[]> {
    const rows = await store.conversations([...conversations]);
    const found = await Promise.all([...rows.values()].map((row) => store.visitor(row.visitor)));
    return found.filter((visitor) => visitor !== null);
  }

  return {
    async eraseContact(by, contact) {
      if (!can(by.who, 'erase-contact')) return audit.refused(by, 'erase-contact');
      const heads = await store.records('contact');
      const contacts = new Map<string, RecordRow>(heads.map((head) => [head.id, rowOf(head)]));
      if (!contacts.has(contact)) return refused(404, 'no-such-page');
      const group = samePerson(contacts, contact);
      const conversations = await store.conversationsOf(group);
      const erased = (await erase(conversations, group))!;
      // The name is what was erased: the line says which stone, and nothing of whom.
      await audit.write(by, 'erased', stoneOf(`contact/${contact}`));
      const atMs = clock.now();
      const { entries: messages, pads: notes, changes: fields } = erased;
      const receipt = await signed(store, {
        atMs,
        by: principalOf(by.who),
        stones: group.map((id) => stoneOf(`contact/${id}`)),
        removed: {
          ...{ contacts: erased.contacts, conversations: erased.conversations },
          ...{ messages, notes, fields },
        },
        backupsUntilMs: atMs + backupsMs,
        devices: await devicesOf(store, parts.openSessions(), atMs),
      });
      return { ok: true, value: { receipt } };
    },

    async eraseConversation(by, conversation) {
      if (!can(by.who, 'erase-conversation')) return audit.refused(by, 'erase-conversation');
      if (!(await heads.get(conversation))) return refused(404, 'no-such-page');
      if (!(await eraseBinned(conversation, null))) return refused(409, 'not-in-bin');
      await audit.write(by, 'purged', stoneOf(`conversation/${conversation}`));
      return { ok: true, value: {} };
    },

    purge: eraseBinned,
  };
}
