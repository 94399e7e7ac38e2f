/**
 * Fills a store with conversations, through the same door as everything else: visitors get sessions, and every word
 * passes `accept`. Only the clock is ours, so that the past looks like a past.
 */
import { randomUUID } from 'node:crypto';
import { timerDefaults } from '#domain/limits.ts';
import type { Answer, Who } from '#domain/model.ts';
import type { Done, Services } from '#domain/services.ts';
import type { Clock, Store } from '../sync-server/ports.ts';
import { createServer } from '../sync-server/server.ts';
import { agentNotes, agentSays, visitorSays } from './shop-talk.ts';

export interface FillPlan {
  conversations: number;
  /** Messages and comments in each, on average. */
  messages: number;
  /** Over how long it all happened, ms before now. */
  overMs: number;
  /** Called now and then with how many entries are in. */
  progress?(entries: number): void;
}

interface Talk {
  who: Extract<Who, { kind: 'visitor' }>;
  agent: Extract<Who, { kind: 'agent' }>;
  seenUpTo: string | null;
}
interface Event {
  atMs: number;
  talk: Talk;
  say: 'visitor' | 'agent' | 'comment' | 'close';
}

const groupMax = 200;
/** Lines of different conversations fall on the same ticks, so that many are written at once. */
const tickMs = 4 * 60_000;
const dayMs = 24 * 60 * 60_000;
const openFromMs = 8 * 60 * 60_000;
const openMs = 8 * 60 * 60_000;

/** Returns how many entries were accepted. Throws if one was not: what a seed writes must be right. */
export async function fillStore(store: Store, plan: FillPlan): Promise<number> {
  const clock = scriptedClock(Date.now() - plan.overMs);
  const origin = 'http://localhost';
  const watch = {
    count: () => undefined,
    note: () => undefined,
    fault(where: string, error: unknown) {
      throw new Error(`${where} failed while seeding`, { cause: error });
    },
  };
  const server = await createServer(
    { store, clock, watch },
    { publicUrl: origin, origins: new Set([origin]), rateLimits: false, timers: timerDefaults },
  );
  const chance = chanceFrom(plan.conversations * 31 + plan.messages);
  const agents = await teamOf(store, server.services);
  const talks: Talk[] = [];
  while (talks.length < plan.conversations) {
    const count = Math.min(groupMax, plan.conversations - talks.length);
    const group = Array.from({ length: count }, (_, index) =>
      begin(server.services, agents[(talks.length + index) % agents.length]!),
    );
    talks.push(...(await Promise.all(group)));
  }
  const events = talks.flatMap((talk) => planTalk(talk, plan, chance));
  events.sort((one, other) => one.atMs - other.atMs);

  let accepted = 0;
  let group: Event[] = [];
  const flush = async (): Promise<void> => {
    const said = await Promise.all(
      group.map((event) => say(server.services, event, clock, chance)),
    );
    for (const answer of said) {
      if (answer.state !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
    }
    accepted += said.length;
    plan.progress?.(accepted);
    group = [];
  };
  for (const event of events) {
    // A group is accepted at one moment; so it holds what was said at one, a line of each conversation at most.
    const isOver = group.length === groupMax || group[0]?.atMs !== event.atMs;
    if (isOver) await flush();
    clock.moveTo(event.atMs);
    group.push(event);
  }
  await flush();
  await server.stop();
  return accepted;
}

async function begin(services: Services, agent: Talk['agent']): Promise<Talk> {
  const session = await services.visitorSession({ site: 'default' }, '127.0.0.1');
  if (!session.ok) throw new Error(`no session: ${session.error}`);
  const { principal, conversation } = session.value;
  const id = principal.slice('visitor/'.length);
  return { who: { kind: 'visitor', id, conversation }, agent, seenUpTo: null };
}

export const password = 'lamps and letters';
export const team = [
  { name: 'Inès Moreau', email: 'ines@maisonlumen.example' },
  { name: 'Marc Dubois', email: 'marc@maisonlumen.example' },
] as const;

/** Who answers: the agents that are there, or two new ones, made as people are: set-up, invitation, acceptance. */
async function teamOf(store: Store, services: Services): Promise<Talk['agent'][]> {
  if (!(await services.isSetUp())) {
    const [first, second] = team;
    const network = '127.0.0.1';
    const owner = must(
      await services.setUp({ ...first, password, workspace: 'Maison Lumen' }, network),
    );
    const signedIn = await services.signedIn(owner.cookie);
    if (!signedIn) throw new Error('the owner is not signed in');
    const { link } = must(await services.invite(signedIn, { email: second.email, role: 'agent' }));
    const token = link.slice(link.lastIndexOf('/') + 1);
    must(await services.acceptInvitation(token, { name: second.name, password }, network));
  }
  const accounts = await store.accounts();
  return accounts
    .filter(({ active, role }) => active && role !== 'viewer')
    .map(({ id, name, role }) => ({ kind: 'agent', id, name, role }));
}

function must<T>(done: Done<T>): T {
  if (!done.ok) throw new Error(`refused: ${done.error} ${done.field ?? ''}`);
  return done.value;
}

/** A conversation: questions and answers minutes apart; most are closed, some still wait for us. */
function planTalk(talk: Talk, plan: FillPlan, chance: () => number): Event[] {
  const events: Event[] = [];
  const nowMs = Date.now() - tickMs;
  let atMs = workingTime(nowMs - chance() * plan.overMs * 0.995);
  for (let index = 0; index < plan.messages && atMs < nowMs; index += 1) {
    const draw = chance();
    const say = index === 0 || draw < 0.48 ? 'visitor' : draw < 0.9 ? 'agent' : 'comment';
    events.push({ atMs, talk, say });
    atMs += Math.ceil(chance() * 3) * tickMs;
  }
  const isAnswered = events.at(-1)?.say !== 'visitor';
  if (isAnswered && chance() < 0.8 && atMs < nowMs) events.push({ atMs, talk, say: 'close' });
  return events;
}

/** Into the eight hours in which shops answer, on a whole tick. */
function workingTime(atMs: number): number {
  const dayStartMs = Math.floor(atMs / dayMs) * dayMs;
  const ticks = Math.floor(((atMs - dayStartMs) / dayMs) * (openMs / tickMs));
  return dayStartMs + openFromMs + ticks * tickMs;
}

async function say(
  services: Services,
  { talk, say: kind }: Event,
  clock: Clock,
  chance: () => number,
): Promise<Answer> {
  const { conversation } = talk.who;
  const id = randomUUID();
  const pick = (from: readonly string[]): string => from[Math.floor(chance() * from.length)]!;
  const base = {
    ...{ id, subject: `conversation/${conversation}`, writtenAtMs: clock.now() },
    seenUpTo: talk.seenUpTo,
  };
  const entry =
    kind === 'visitor'
      ? { ...base, kind: 'message', text: pick(visitorSays) }
      : kind === 'agent'
        ? { ...base, kind: 'message', channel: 'chat', text: pick(agentSays) }
        : kind === 'comment'
          ? { ...base, kind: 'comment', text: pick(agentNotes) }
          : { ...base, kind: 'closed' };
  talk.seenUpTo = id;
  const who = kind === 'visitor' ? talk.who : talk.agent;
  const [answer] = await services.submit(who, [entry], { deviceNowMs: clock.now() });
  return answer!;
}

/** Wall clock and monotonic clock moved together, so that no jump is seen; timers are real, and few. */
function scriptedClock(startMs: number): Clock & { moveTo(atMs: number): void } {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    monotonic: () => nowMs - startMs,
    timer(afterMs, run) {
      const timeout = setTimeout(run, Math.min(afterMs, 2 ** 31 - 1));
      return () => clearTimeout(timeout);
    },
    moveTo(atMs) {
      nowMs = Math.max(nowMs, Math.floor(atMs));
    },
  };
}

/** The same conversations for the same numbers: mulberry32. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
