/**
 * What happens in a simulated shift, by chance: agents do everything of `doings.ts` and `changes.ts`, visitors write and
 * take back, lines and pages and the server come and go.
 */
import type { Write } from '#sync/contract.ts';
import { changeBy } from './changes.ts';
import type { Written } from './checker.ts';
import { doings, ofLast, spokenIn } from './doings.ts';
import { pass, type Agent, type Town, type Visitor } from './town.ts';

/** What a shift had, so that a test can say that it was one. */
export interface Counts {
  kills: number;
  held: number;
}

const happenings = {
  visitorWrites: 16,
  visitorReads: 4,
  visitorEdits: 2,
  visitorUnsends: 1,
  agentMerges: 2,
  agentUnmerges: 1,
  agentChanges: 8,
  lineChanges: 10,
  pageDies: 3,
  pageOpens: 9,
  serverDies: 2,
  serverStarts: 14,
  comesTwice: 4,
  sendsAnyway: 2,
  timePasses: 12,
};
type Happening = keyof typeof happenings;
type DoingName = keyof typeof doings;
export type Action = Happening | DoingName;

const doingWeights = Object.fromEntries(
  Object.entries(doings).map(([kind, { weight }]) => [kind, weight]),
) as Record<DoingName, number>;
export const actions: Record<Action, number> = { ...doingWeights, ...happenings };

export async function act(
  town: Town,
  action: Action,
  written: Written[],
  counts: Counts,
): Promise<void> {
  const { chance } = town;
  const person = chance.pick([...town.agents, ...town.visitors]);
  const agent = chance.pick(town.agents);
  const visitor = chance.pick(town.visitors);
  const words = `words ${written.length}`;
  if (action in doings) return agentDoes(town, agent, action as DoingName, written);
  switch (action as Happening) {
    case 'visitorWrites':
      return visitorDoes(visitor, { kind: 'message', text: words }, written);
    case 'visitorReads':
      return visitorDoes(visitor, ofLast(thread(visitor), readUpTo), written);
    case 'visitorEdits': {
      const mine = spokenIn(thread(visitor)).filter(({ by }) => by.startsWith('visitor/'));
      if (mine.length === 0) return;
      const { id: of } = chance.pick(mine);
      return visitorDoes(visitor, { kind: 'edited', of, text: words }, written);
    }
    case 'visitorUnsends': {
      const mine = spokenIn(thread(visitor)).filter(({ by }) => by.startsWith('visitor/'));
      if (mine.length === 0) return;
      return visitorDoes(visitor, { kind: 'unsent', of: chance.pick(mine).id }, written);
    }
    case 'agentMerges':
      return merge(town, agent, written);
    case 'agentUnmerges':
      return unmerge(town, agent, written);
    case 'agentChanges':
      return changeRecord(town, agent, written);
    case 'lineChanges':
      return person.device.setLine(chance.pick(['up', 'up', 'up', 'cut', 'hole'] as const));
    case 'pageDies':
      return town.killPage(person);
    case 'pageOpens':
      return town.openPage(person);
    case 'serverDies':
      counts.kills += town.server() ? 1 : 0;
      return town.killServer();
    case 'serverStarts':
      return town.startServer();
    case 'comesTwice':
      return comesTwice(town, agent);
    case 'sendsAnyway':
      return sendsAnyway(agent, written, counts);
    case 'timePasses':
      return pass(chance.pick([500, 2_000, 5_000, 35_000]));
  }
}

const readUpTo = (upTo: string): Write => ({ kind: 'read', upTo });

function thread({ sync }: Visitor) {
  return sync?.thread.conversation.current.items ?? [];
}

function knownTo({ sync }: Agent): string[] {
  return [...(sync?.feed.table('conversation').current.keys() ?? [])];
}

async function agentDoes(
  town: Town,
  agent: Agent,
  doing: DoingName,
  written: Written[],
): Promise<void> {
  const { sync } = agent;
  const known = knownTo(agent);
  if (!sync || known.length === 0) return;
  const conversation = town.chance.pick(known);
  const open = sync.openConversation(conversation);
  const { items } = open.conversation.current;
  open.close();
  const write = doings[doing].write({
    ...{ chance: town.chance, items, me: sync.principal, nowMs: Date.now() },
    agents: town.agents.map(({ id }) => id),
    words: `words ${written.length}`,
  });
  if (write) await keep(sync.outbox.write(conversation, write), agent, write.kind, written);
}

async function visitorDoes(
  visitor: Visitor,
  what: Write | null,
  written: Written[],
): Promise<void> {
  if (!visitor.sync || !what) return;
  const { outbox, thread: own } = visitor.sync;
  await keep(outbox.write(own.id, what), visitor, what.kind, written);
}

/** Both logs are told, the second not before the first (`lib/thread/merging.ts`). */
async function merge(town: Town, agent: Agent, written: Written[]): Promise<void> {
  const known = knownTo(agent);
  if (!agent.sync || known.length < 2) return;
  const source = town.chance.pick(known);
  const target = town.chance.pick(known.filter((one) => one !== source));
  const { outbox } = agent.sync;
  const into: Write = { kind: 'merged', with: target, side: 'into' };
  const after = await keep(outbox.write(source, into), agent, 'merged', written);
  const from: Write = { kind: 'merged', with: source, side: 'from', after };
  await keep(outbox.write(target, from), agent, 'merged', written);
}

async function unmerge(town: Town, agent: Agent, written: Written[]): Promise<void> {
  const rows = [...(agent.sync?.feed.table('conversation').current.values() ?? [])];
  const merged = rows.filter(({ mergedInto }) => mergedInto !== null);
  if (!agent.sync || merged.length === 0) return;
  const { id: source, mergedInto: target } = town.chance.pick(merged);
  const { outbox } = agent.sync;
  const first: Write = { kind: 'unmerged', with: target! };
  const after = await keep(outbox.write(source, first), agent, 'unmerged', written);
  const second: Write = { kind: 'unmerged', with: source, after };
  await keep(outbox.write(target!, second), agent, 'unmerged', written);
}

async function changeRecord(town: Town, agent: Agent, written: Written[]): Promise<void> {
  const { sync } = agent;
  if (!sync) return;
  const contacts = [...sync.feed.table('contact').current.keys()];
  const agents = town.agents.map(({ id }) => id);
  const { table, id, set } = changeBy(town.chance, agent.id, agents, contacts);
  const entry = await keep(sync.outbox.change(table, id, set), agent, 'changed', written);
  written.at(-1)!.record = { table, id };
  if (written.at(-1)!.id !== entry) throw new Error('two people wrote at once');
}

/** Counts as written from the moment the device says that it is kept. */
async function keep(
  saved: Promise<string>,
  { name }: { name: string },
  kind: Written['kind'],
  written: Written[],
): Promise<string> {
  let id: string | null = null;
  void saved.then((durable) => (id = durable));
  for (let round = 0; round < 100 && id === null; round += 1) await pass(10);
  if (id === null) throw new Error(`${name}'s ${kind} was not kept within a second`);
  written.push({ id, by: name, kind });
  return id;
}

/** What waits on a device also arrives by another way, twice, as a retry over HTTP does. */
async function comesTwice(town: Town, agent: Agent): Promise<void> {
  const { sync } = agent;
  const rows = [...(sync?.outbox.all.current ?? []), ...(sync?.outbox.changes.current ?? [])];
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const entries = waiting.slice(0, 3).map(({ entry }) => entry);
  if (entries.length === 0 || !town.server()) return;
  const { who } = agent.signedIn;
  void town.submit(who, entries);
  void town.submit(who, entries);
  await pass(50);
}

async function sendsAnyway(agent: Agent, written: Written[], counts: Counts): Promise<void> {
  const held = agent.sync?.outbox.all.current.find(({ state }) => state === 'held');
  if (!held || !agent.sync) return;
  counts.held += 1;
  const before = written.findIndex(({ id }) => id === held.entry.id);
  await keep(agent.sync.outbox.sendAnyway(held.entry.id), agent, 'message', written);
  // Its author settled it: from now on the new id is what may not be lost.
  if (before >= 0) written.splice(before, 1);
}
