/**
 * One conversation played by hand or by chance: people submit, the scene looks up what a server would look up, and
 * keeps both logs. No server, no clock but the one that tests move.
 */
import type { Entry, Principal, Unsealed, Who } from '#domain/model.ts';
import type { Submitted, SubmittedKind } from '#domain/submitted.ts';
import { principalOf } from '#domain/model.ts';
import { emptyFold, type Folded } from '#domain/entries/fold.ts';
import { teamFolding } from '#domain/entries/team-fold.ts';
import { type ConversationState, emptyState } from '#domain/entries/state.ts';
import {
  accept,
  type Acceptable,
  type Known,
  type KnownPlace,
  type Outcome,
} from '#domain/rules/accept.ts';
import { referredBy } from '#domain/rules/check-submitted.ts';

export const conversation = '0198f0a0-0000-7000-8000-00000000c001';
export const startMs = 1_800_000_000_000;

export const visitor: Extract<Who, { kind: 'visitor' }> = {
  kind: 'visitor',
  id: '0198f0a0-0000-7000-8000-0000000004f2',
  conversation,
};
export const ana = agent('a1', 'Ana');
export const ben = agent('b2', 'Ben');
export const carla = agent('c3', 'Carla');
export const viewer: Who = { ...agent('d4', 'Vera'), role: 'viewer' };
/** A group. */
export const orders = '00000000-0000-4000-8000-0000000000f1';
export const parley: Who = { kind: 'parley' };

function agent(tail: string, name: string): Extract<Who, { kind: 'agent' }> {
  return { kind: 'agent', id: `0198f0a0-0000-7000-8000-0000000000${tail}`, name, role: 'agent' };
}

/** The n-th id of a test; greater n, greater id. */
export function idOf(n: number): string {
  return `0198f0a0-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;
}

type Said = {
  [K in SubmittedKind]: Omit<
    Extract<Acceptable, { kind: K }>,
    'id' | 'subject' | 'writtenAtMs' | 'seenUpTo'
  > &
    Partial<Pick<Submitted, 'id' | 'writtenAtMs' | 'seenUpTo'>>;
}[SubmittedKind];

export interface Scene {
  nowMs: number;
  state: ConversationState;
  log: Entry[];
  publicLog: Entry[];
  /** Submits; by default written now, by someone who has seen everything. */
  submit(who: Who, said: Said, known?: Partial<Known>): Outcome;
  /** As `submit`, and fails unless it is accepted. */
  accepted(who: Who, said: Said, known?: Partial<Known>): Extract<Outcome, { kind: 'accepted' }>;
  /** Id of the entry with this number; the last one without. */
  idAt(number?: number): string;
}

export function scene(): Scene {
  let made = 0;
  const answers = new Map<string, Known['after']>();
  const it: Scene = {
    nowMs: startMs,
    state: emptyState(),
    log: [],
    publicLog: [],
    submit(who, said, known = {}) {
      made += 1;
      const entry = {
        id: idOf(made),
        subject: `conversation/${conversation}`,
        writtenAtMs: it.nowMs,
        seenUpTo: it.log.at(-1)?.id ?? null,
        ...said,
      } as Acceptable;
      const outcome = accept(it.state, entry, who, it.nowMs, { ...lookedUp(it, entry), ...known });
      if (outcome.kind !== 'later') answers.set(entry.id, outcome.kind);
      if (outcome.kind !== 'accepted') return outcome;
      it.state = outcome.state;
      for (const { entry: team, publicEntry } of outcome.entries) {
        it.log.push(sealed(team));
        if (publicEntry) it.publicLog.push(sealed(publicEntry));
      }
      return outcome;
    },
    accepted(who, said, known) {
      const outcome = it.submit(who, said, known);
      if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
      return outcome;
    },
    idAt(number = it.log.length - 1) {
      const entry = it.log[number];
      if (!entry) throw new Error(`no entry ${number}`);
      return entry.id;
    },
  };
  function lookedUp({ log }: Scene, entry: Acceptable): Known {
    const placeOf = (id: string | null): KnownPlace | null => {
      const number = log.findIndex((other) => other.id === id);
      const found = log[number];
      if (!found) return null;
      const place = it.publicLog.findIndex((other) => other.id === id);
      const publicNumber = place < 0 ? null : place;
      return { number, publicNumber, acceptedAtMs: found.acceptedAtMs, by: found.by };
    };
    return {
      seen: placeOf(entry.seenUpTo),
      ...(referredBy(entry) !== null && { referred: placeOf(referredBy(entry)) }),
      ...(entry.after !== undefined && { after: answers.get(entry.after) ?? 'unknown' }),
      clockOffsetMs: 0,
      isAgent: (id) => [ana, ben, carla].some((one) => one.id === id),
      isGroup: (id) => id === orders,
    };
  }
  return it;
}

export function sealed(entry: Unsealed): Entry {
  // Through JSON, as entries travel: what a reader folds has no undefined in it.
  return JSON.parse(JSON.stringify({ ...entry, seal: 'seal' })) as Entry;
}

export function foldOf(log: readonly Entry[]): Folded {
  return teamFolding.extend(emptyFold(), log);
}

export function by(who: Who): Principal {
  return principalOf(who);
}
