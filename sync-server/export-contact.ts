/**
 * Everything that is kept of one person, for the person (SPEC G1): what they said and were told, what is known of them and
 * since when; what the team wrote among itself is told apart, so that it can be looked at before it leaves the house.
 * Read from the store as it is now; that it was asked for is written down, without a name.
 */
import * as Y from 'yjs';
import { padText } from '#domain/documents/pad-text.ts';
import type { TranscriptLine } from '#domain/documents/transcript.ts';
import { emptyFold, wordsOf, type ThreadItem } from '#domain/entries/fold.ts';
import type { ConversationState } from '#domain/entries/state.ts';
import { teamFolding } from '#domain/entries/team-fold.ts';
import { principalOf, type Entry } from '#domain/model.ts';
import { historyOf } from '#domain/records/history.ts';
import { samePerson } from '#domain/records/person.ts';
import { valueOf, type Change, type RecordRow } from '#domain/records/record.ts';
import { can } from '#domain/rules/can.ts';
import type { Done, KeptConversation, PersonKept, SignedIn } from '#domain/services.ts';
import { notePadName, padRoot, summaryPadName } from '#domain/wire.ts';
import type { Audit } from './audit.ts';
import type { Clock, ConversationRow, Store } from './ports.ts';
import { rowOf } from './record-heads.ts';
import { refused } from './refused.ts';
import { stoneOf } from './stones.ts';

export interface ExportParts {
  store: Store;
  clock: Clock;
  audit: Audit;
}

export async function exportContact(
  { store, clock, audit }: ExportParts,
  by: SignedIn,
  contact: string,
): Promise<Done<PersonKept>> {
  if (!can(by.who, 'export-contact')) return audit.refused(by, 'export-contact');
  const heads = await store.records('contact');
  const rows = new Map<string, RecordRow>(heads.map((head) => [head.id, rowOf(head)]));
  if (!rows.has(contact)) return refused(404, 'no-such-page');
  const person = samePerson(rows, contact);
  const contacts = await Promise.all(person.map((id) => contactKept(store, rows.get(id)!)));
  const ids = await store.conversationsOf(person);
  const kept = [...(await store.conversations(ids)).values()].filter(({ count }) => count > 0);
  const tagNames = await tagNamesIn(store);
  const conversations: KeptConversation[] = [];
  for (const row of kept.toSorted((a, b) => a.createdAtMs - b.createdAtMs)) {
    conversations.push(await conversationKept(store, row, rows, tagNames));
  }
  const notes = await notesAbout(store, person, kept);
  await audit.write(by, 'exported', stoneOf(`contact/${contact}`));
  const value = { exportedAtMs: clock.now(), by: principalOf(by.who) };
  return { ok: true, value: { ...value, contacts, conversations, notes } };
}

async function contactKept(store: Store, record: RecordRow): Promise<PersonKept['contacts'][0]> {
  const texts = await store.recordChanges('contact', record.id);
  return { record, history: historyOf(texts.map((text) => JSON.parse(text) as Change)) };
}

async function tagNamesIn(store: Store): Promise<ReadonlyMap<string, string>> {
  const tags = (await store.records('tag')).map(rowOf);
  return new Map(tags.map((tag) => [tag.id, String(valueOf(tag, 'name') ?? '')]));
}

async function conversationKept(
  store: Store,
  row: ConversationRow,
  contacts: ReadonlyMap<string, RecordRow>,
  tagNames: ReadonlyMap<string, string>,
): Promise<KeptConversation> {
  const { id, createdAtMs, count } = row;
  const state = JSON.parse(row.state) as ConversationState;
  const texts = await store.entryTexts(id, 'team', 0, count);
  const log = teamFolding.extend(
    emptyFold(),
    texts.map((text) => JSON.parse(text) as Entry),
  );
  const visitor = valueOf(contacts.get(row.visitor), 'name');
  const byId = new Map(log.items.flatMap((item) => (isSaid(item) ? [[item.entry.id, item]] : [])));
  return {
    ...{ id, createdAtMs, status: state.status.value },
    tags: Object.keys(state.tags).flatMap((tag) => tagNames.get(tag) ?? []),
    lines: log.items.filter(isSaid).map((item): TranscriptLine => {
      const { entry } = item;
      const quote = entry.quote === undefined ? null : wordsOf(byId.get(entry.quote));
      return {
        ...{ id: entry.id, kind: entry.kind, by: entry.by, atMs: entry.acceptedAtMs },
        name: entry.byName ?? (typeof visitor === 'string' ? visitor : ''),
        channel: entry.kind === 'message' ? entry.channel : null,
        text: wordsOf(item) ?? '',
        isEdited: item.edits !== undefined,
        isRemoved: item.unsent !== undefined,
        quote: quote === '' ? null : quote,
      };
    }),
  };
}

type Said = Extract<ThreadItem, { state: 'accepted' }> & {
  entry: Extract<Entry, { kind: 'message' | 'comment' }>;
};

function isSaid(item: ThreadItem): item is Said {
  return (
    item.state === 'accepted' && (item.entry.kind === 'message' || item.entry.kind === 'comment')
  );
}

async function notesAbout(
  store: Store,
  person: readonly string[],
  conversations: readonly ConversationRow[],
): Promise<PersonKept['notes']> {
  const pads = [
    ...person.map((id) => ({ of: `contact/${id}`, pad: notePadName(id, '') })),
    ...conversations.map(({ id }) => ({ of: `conversation/${id}`, pad: summaryPadName(id, '') })),
  ];
  const notes = await Promise.all(
    pads.map(async ({ of, pad }) => ({ of, text: await padTextOf(store, pad) })),
  );
  return notes.filter(({ text }) => text !== '');
}

/** `name`: with an empty epoch; pads are kept by their names without it (`rooms.ts`). */
async function padTextOf(store: Store, name: string): Promise<string> {
  const { snapshot, updates } = await store.pad(name.slice(0, -1));
  const doc = new Y.Doc();
  if (snapshot) Y.applyUpdate(doc, snapshot);
  for (const update of updates) Y.applyUpdate(doc, update);
  const text = padText(doc.getXmlFragment(padRoot));
  doc.destroy();
  return text;
}
