/**
 * One simulated shift: people do all that they can do (`acts.ts`); lines are cut and go silent, pages die, the server
 * is killed, entries arrive twice. After each step the invariants of `checker.ts` are asked; at the end everybody comes
 * back and all must agree.
 */
import { createHash } from 'node:crypto';
import { timerDefaults } from '#domain/limits.ts';
import type { Answer } from '#domain/model.ts';
import { startVirtualTime } from '../support/virtual-time.ts';
import { act, actions, type Counts } from './acts.ts';
import { chanceFrom } from './chance.ts';
import { checkMissed, checkNotEarly } from './check-missed.ts';
import { checkSame } from './check-same.ts';
import { checkEnd, checkStep, Truth, type Written } from './checker.ts';
import { seedCrypto } from './seeded-crypto.ts';
import { buildTown, pass, type Agent, type Town, type Visitor } from './town.ts';

export interface Shift extends Counts {
  steps: number;
  entries: number;
  missed: number;
  /** Of all that was accepted, byte for byte: the same seed has the same. */
  fingerprint: string;
}

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
    await checkSame(town, truth);
    checkMissed(truth.team, Date.now());
    for (const log of truth.team.values()) checkNotEarly(log, timerDefaults.MISSED_AFTER_MS);
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

/** Everybody is live; what a device still reads may take a while, and then nothing may be missing. */
async function agree(town: Town, truth: Truth, written: readonly Written[]): Promise<void> {
  for (let round = 1; ; round += 1) {
    await truth.refresh();
    checkStep(town, truth);
    try {
      return await checkEnd(town, truth, written);
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
  const isCalm = (whom: readonly (Agent | Visitor)[] = people): boolean =>
    whom.every(
      ({ sync }) =>
        sync?.connection.current.kind === 'live' &&
        sync.outbox.all.current.every(({ state }) => state !== 'waiting'),
    );
  const opened = town.agents.flatMap(({ sync }) =>
    [...truth.team.keys()].map((conversation) => sync!.openConversation(conversation)),
  );
  for (let waited = 0; waited < 240 && !isCalm(town.agents); waited += 1) await pass(500);
  await letBackIn(town);
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

/** Nobody is kept out at the end of a shift, so that every screen can be compared. */
async function letBackIn(town: Town): Promise<void> {
  const { who } = town.agents[0]!.signedIn;
  const rows = await town.store.conversations(
    town.visitors.flatMap((one) => one.conversation ?? []),
  );
  const entries = [...rows.keys()].map((conversation, index) => ({
    ...{ id: `00000000-0000-4000-8000-00000000b00${index}`, kind: 'unblocked' },
    ...{ subject: `conversation/${conversation}`, writtenAtMs: Date.now(), seenUpTo: null },
  }));
  let answers: Answer[] | null = null;
  void town.submit(who, entries).then((all) => (answers = all));
  for (let round = 0; round < 100 && answers === null; round += 1) await pass(10);
  const said = (answers ?? []) as Answer[];
  if (said.length !== entries.length || said.some(({ state }) => state !== 'accepted')) {
    throw new Error(`nobody was let back in: ${JSON.stringify(said)}`);
  }
}
