/**
 * One simulated shift: people write, comment, close, assign and read; lines are cut and go silent, pages die, the server
 * is killed, entries arrive twice. After each step the invariants of `checker.ts` are asked; at the end everybody comes
 * back and all must agree.
 */
import { createHash } from 'node:crypto';
import type { Write } from '#sync/contract.ts';
import { startVirtualTime } from '../support/virtual-time.ts';
import { chanceFrom } from './chance.ts';
import { checkEnd, checkMissed, checkStep, Truth, type Written } from './checker.ts';
import { seedCrypto } from './seeded-crypto.ts';
import { buildTown, canary, pass, type Agent, type Town, type Visitor } from './town.ts';

export interface Shift {
  steps: number;
  entries: number;
  missed: number;
  kills: number;
  held: number;
  /** Of all that was accepted, byte for byte: the same seed has the same. */
  fingerprint: string;
}

const actions = {
  visitorWrites: 16,
  agentReplies: 14,
  agentComments: 8,
  agentReads: 6,
  visitorReads: 4,
  agentCloses: 4,
  agentReopens: 2,
  agentTakes: 3,
  agentAssigns: 4,
  lineChanges: 10,
  pageDies: 3,
  pageOpens: 9,
  serverDies: 2,
  serverStarts: 14,
  comesTwice: 4,
  sendsAnyway: 2,
  timePasses: 12,
};
type Action = keyof typeof actions;

/** A second each: a line that broke unnoticed is given up within 35 s (F7). */
const agreeRoundsMax = 60;
const beginsAtMs = Date.UTC(2026, 10, 20, 9);

/** The same for the same seed, whatever ran before it: time, chance and the order of everything begin anew. */
export async function runShift(seed: number, steps: number): Promise<Shift> {
  startVirtualTime(beginsAtMs);
  seedCrypto(seed);
  const chance = chanceFrom(seed);
  const town = await buildTown(chance, {
    agents: 2 + (seed % 2),
    visitors: 2 + (seed % 3 ? 0 : 1),
  });
  const truth = new Truth(town);
  const written: Written[] = [];
  const shift: Shift = { steps, entries: 0, missed: 0, kills: 0, held: 0, fingerprint: '' };
  const path: string[] = [];
  try {
    for (const person of [...town.agents, ...town.visitors]) await town.openPage(person);
    for (let step = 0; step < steps; step += 1) {
      const action = chance.weighted(actions);
      path.push(action);
      await act(town, action, written, shift);
      await pass(chance.pick([20, 100, 100, 300]));
      await learnConversations(town);
      await truth.refresh();
      checkStep(town, truth);
    }
    await comeBack(town, truth);
    await agree(town, truth, written);
    await pass(40_000);
    await truth.refresh();
    checkStep(town, truth);
    checkMissed(truth.team);
    shift.entries = truth.ids.size;
    shift.fingerprint = fingerprintOf(truth);
    for (const log of truth.team.values()) {
      shift.missed += log.filter((entry) => entry.kind === 'missed').length;
    }
    return shift;
  } catch (error) {
    const last = path.slice(-12).join(', ');
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`seed ${seed}, step ${path.length} (… ${last}): ${why}`, {
      cause: error,
    });
  } finally {
    await town.end();
  }
}

function fingerprintOf({ team }: Truth): string {
  return createHash('sha256')
    .update(JSON.stringify([...team]))
    .digest('hex');
}

/** Visitors' conversations are known by the ids that the server gave them. */
async function learnConversations(town: Town): Promise<void> {
  for (const visitor of town.visitors) {
    if (visitor.conversation !== null || visitor.token === null) continue;
    const tokenHash = createHash('sha256').update(visitor.token).digest('hex');
    visitor.conversation = (await town.store.visitorByToken(tokenHash))?.conversation ?? null;
  }
}

async function act(town: Town, action: Action, written: Written[], shift: Shift): Promise<void> {
  const { chance } = town;
  const people = [...town.agents, ...town.visitors];
  const person = chance.pick(people);
  const agent = chance.pick(town.agents);
  const visitor = chance.pick(town.visitors);
  const words = `words ${written.length}`;
  switch (action) {
    case 'visitorWrites':
      return visitorDoes(visitor, { kind: 'message', text: words }, written);
    case 'agentReplies':
      return agentDoes(town, agent, { kind: 'message', text: words, channel: 'chat' }, written);
    case 'agentComments':
      return agentDoes(town, agent, { kind: 'comment', text: `${words} ${canary}` }, written);
    case 'agentCloses':
      return agentDoes(town, agent, { kind: 'closed' }, written);
    case 'agentReopens':
      return agentDoes(town, agent, { kind: 'reopened' }, written);
    case 'agentTakes':
      return agentDoes(town, agent, { kind: 'taken' }, written);
    case 'agentAssigns': {
      const to = chance.pick([...town.agents.map(({ id }) => id), null]);
      return agentDoes(town, agent, { kind: 'assigned', agent: to }, written);
    }
    case 'agentReads':
      return agentDoes(town, agent, 'read', written);
    case 'visitorReads': {
      const upTo = lastAccepted(visitor.sync?.thread.conversation.current.items ?? []);
      if (upTo) await visitorDoes(visitor, { kind: 'read', upTo }, written);
      return;
    }
    case 'lineChanges':
      return person.device.setLine(chance.pick(['up', 'up', 'up', 'cut', 'hole'] as const));
    case 'pageDies':
      return town.killPage(person);
    case 'pageOpens':
      return town.openPage(person);
    case 'serverDies':
      shift.kills += town.server() ? 1 : 0;
      return town.killServer();
    case 'serverStarts':
      return town.startServer();
    case 'comesTwice':
      return comesTwice(town, agent);
    case 'sendsAnyway':
      return sendsAnyway(agent, written, shift);
    case 'timePasses':
      return pass(chance.pick([500, 2_000, 5_000, 35_000]));
  }
}

async function agentDoes(
  town: Town,
  agent: Agent,
  what: Write | 'read',
  written: Written[],
): Promise<void> {
  const { sync } = agent;
  if (!sync) return;
  const known = [...sync.feed.table('conversation').current.keys()];
  if (known.length === 0) return;
  const conversation = town.chance.pick(known);
  if (what !== 'read')
    return void (await keep(sync.outbox.write(conversation, what), agent, what, written));
  const open = sync.openConversation(conversation);
  const upTo = lastAccepted(open.conversation.current.items);
  open.close();
  if (upTo)
    await keep(
      sync.outbox.write(conversation, { kind: 'read', upTo }),
      agent,
      { kind: 'read', upTo },
      written,
    );
}

async function visitorDoes(visitor: Visitor, what: Write, written: Written[]): Promise<void> {
  if (!visitor.sync) return;
  const { outbox, thread } = visitor.sync;
  await keep(outbox.write(thread.id, what), visitor, what, written);
}

/** Counts as written from the moment the device says that it is kept. */
async function keep(
  saved: Promise<string>,
  { name }: { name: string },
  { kind }: Write,
  written: Written[],
): Promise<void> {
  let id: string | null = null;
  void saved.then((durable) => (id = durable));
  for (let round = 0; round < 100 && id === null; round += 1) await pass(10);
  if (id === null) throw new Error(`${name}'s ${kind} was not kept within a second`);
  written.push({ id, by: name, kind });
}

type Items = readonly { state: string; entry?: { id: string; kind: string } }[];

function lastAccepted(items: Items): string | null {
  const last = items.findLast(
    (item) => item.state === 'accepted' && item.entry?.kind === 'message',
  );
  return last?.entry?.id ?? null;
}

/** What waits on a device also arrives by another way, twice, as a retry over HTTP does. */
async function comesTwice(town: Town, agent: Agent): Promise<void> {
  const rows = agent.sync?.outbox.all.current.filter(({ state }) => state === 'waiting') ?? [];
  const entries = rows.slice(0, 3).map(({ entry }) => entry);
  if (entries.length === 0 || !town.server()) return;
  const { who } = agent.signedIn;
  void town.submit(who, entries);
  void town.submit(who, entries);
  await pass(50);
}

async function sendsAnyway(agent: Agent, written: Written[], shift: Shift): Promise<void> {
  const held = agent.sync?.outbox.all.current.find(({ state }) => state === 'held');
  if (!held || !agent.sync) return;
  shift.held += 1;
  const before = written.findIndex(({ id }) => id === held.entry.id);
  await keep(
    agent.sync.outbox.sendAnyway(held.entry.id),
    agent,
    { kind: 'comment', text: '' },
    written,
  );
  // Its author settled it: from now on the new id is what may not be lost.
  if (before >= 0) written.splice(before, 1);
}

/** Everybody is live; what a device still reads may take a while, and then nothing may be missing. */
async function agree(town: Town, truth: Truth, written: readonly Written[]): Promise<void> {
  for (let round = 1; ; round += 1) {
    await truth.refresh();
    checkStep(town, truth);
    try {
      return checkEnd(town, truth, written);
    } catch (error) {
      if (round === agreeRoundsMax) throw error;
      await pass(1_000);
    }
  }
}

async function comeBack(town: Town, truth: Truth): Promise<void> {
  await town.startServer();
  const people = [...town.agents, ...town.visitors];
  for (const person of people) person.device.setLine('up');
  for (const person of people) await town.openPage(person);
  const isCalm = (): boolean =>
    people.every(
      ({ sync }) =>
        sync?.connection.current.kind === 'live' &&
        sync.outbox.all.current.every(({ state }) => state !== 'waiting'),
    );
  const opened = town.agents.flatMap(({ sync }) =>
    [...truth.team.keys()].map((conversation) => sync!.openConversation(conversation)),
  );
  for (let waited = 0; waited < 240 && !isCalm(); waited += 1) await pass(500);
  if (!isCalm()) {
    const states = people.map(({ name, sync }) => {
      const waiting = sync?.outbox.all.current.filter(({ state }) => state === 'waiting').length;
      return `${name} ${sync?.connection.current.kind ?? 'closed'} with ${waiting} waiting`;
    });
    const rooms = opened.map(
      ({ state, conversation }) => `${state.current} ${conversation.current.items.length}`,
    );
    states.push(`rooms ${rooms.join(', ')}`);
    throw new Error(`[P3] not calm two minutes after everything came back: ${states.join('; ')}`);
  }
  await pass(2_000);
  await learnConversations(town);
  await truth.refresh();
  checkStep(town, truth);
  for (const open of opened) open.close();
}
