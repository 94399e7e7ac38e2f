/**
 * What a person is told about the line (SPEC O3). "Live" is said only when the line answers, the feed has caught up
 * and so have the rooms on screen; everything less is "catching up" or "offline".
 */
import type { ConnectionState, Signal } from './contract.ts';
import type { LineStatus } from './pulse.ts';
import { signalOf } from './signal.ts';

export interface ConnectionFacts {
  status: Signal<LineStatus>;
  session: Signal<number | null>;
  /** Parts of the whole that have not caught up, e.g. rooms on screen. */
  behind: Signal<number>;
  feedIsCaughtUp: Signal<boolean> | null;
  /** Rows that wait for an answer: what "catching up" counts. */
  waiting(): number;
  waitingChanged: Signal<unknown>;
}

export function connectionOf(facts: ConnectionFacts): Signal<ConnectionState> {
  const state = signalOf<ConnectionState>({ kind: 'starting' });
  const recompute = () => {
    const next = stateOf(facts);
    if (JSON.stringify(next) !== JSON.stringify(state.current)) state.set(next);
  };
  const { status, session, behind, feedIsCaughtUp, waitingChanged } = facts;
  for (const each of [status, session, behind, feedIsCaughtUp, waitingChanged]) {
    each?.subscribe(recompute);
  }
  recompute();
  return state;
}

function stateOf(facts: ConnectionFacts): ConnectionState {
  const status = facts.status.current;
  if (status.kind !== 'up') return status;
  const isCaughtUp =
    facts.session.current !== null &&
    facts.behind.current === 0 &&
    (facts.feedIsCaughtUp?.current ?? true);
  return isCaughtUp ? { kind: 'live' } : { kind: 'catching-up', changes: facts.waiting() };
}
