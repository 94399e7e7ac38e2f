/**
 * Visitors: whoever opens the widget. A token of 256 bits is all that ties a browser to its conversation; an unknown one
 * makes a new visitor, because a browser may forget. No row of the feed is written: a conversation appears to the team with
 * its first message. DESIGN 9, T31, "Limits" of RELIABILITY.
 */
import { createHmac, randomUUIDv7 } from 'node:crypto';
import { readBody, visitorBody } from '#domain/accounts.ts';
import { emptyState, type ConversationState } from '#domain/entries/state.ts';
import { isBanned } from '#domain/rules/blocked.ts';
import type { BrowserSigns, Services } from '#domain/services.ts';
import { networkOf, type Budget, type Spent } from './budgets.ts';
import { transcriptRoom } from './epochs.ts';
import type { Clock, ConversationRow, Store, VisitorRow } from './ports.ts';
import { refused, tooOften } from './refused.ts';
import type { Tickets } from './tickets.ts';
import { hashOf, isToken, newEpoch, newToken } from './tokens.ts';
import { visitGapMs, type Arrival } from './visits.ts';

/** What is remembered of an erased visitor: that this token was somebody's (G2). */
export function tokenSubject(tokenHash: string): string {
  return `visitor/${tokenHash}`;
}

/** The one site there is until sites can be added (DESIGN 9). */
const sites: ReadonlySet<string> = new Set(['default']);

const everybody = 'workspace';
const unknownBrowser: BrowserSigns = { userAgent: '', languages: [] };

export interface VisitorParts {
  store: Store;
  clock: Clock;
  tickets: Tickets;
  budgets: Record<'visitor' | 'network' | 'workspace', Budget>;
  /** Is this the subject of somebody who was erased? */
  wasErased(subject: string): boolean;
  /** Somebody is here, with this browser. */
  arrived(arrival: Arrival): Promise<void>;
}

export function createVisitors(parts: VisitorParts): Services['visitorSession'] {
  const { store, clock, tickets, budgets, wasErased, arrived } = parts;

  async function make(site: string): Promise<{ token: string; visitor: VisitorRow }> {
    const token = newToken();
    const nowMs = clock.now();
    const conversation = newConversation(nowMs);
    const visitor: VisitorRow = {
      id: conversation.visitor,
      site,
      tokenHash: hashOf(token),
      conversation: conversation.id,
      createdAtMs: nowMs,
      seenAtMs: nowMs,
    };
    await store.createVisitor(visitor, conversation);
    return { token, visitor };
  }

  async function known(token: unknown): Promise<{ token: string; visitor: VisitorRow } | null> {
    const visitor = isToken(token) ? await store.visitorByToken(hashOf(token)) : null;
    return visitor && { token: token as string, visitor };
  }

  return async function visitorSession(
    input,
    network,
    browser = unknownBrowser,
  ): ReturnType<Services['visitorSession']> {
    const body = readBody(visitorBody, input);
    if (!body.ok) return refused(400, body.error, body.field);
    const { site, token, timeZone } = body.value;
    if (!sites.has(site)) return refused(404, 'no-such-site', 'site');

    // Whoever is talking already pays for themselves alone, so that a flood of strangers never cuts them off.
    const session = await known(token);
    const addressHash = await hashOfAddress(network);
    const spent = session
      ? await budgets.visitor.spend(session.visitor.id)
      : await spendNew(network);
    if (!spent.ok) return tooOften(spent.retryAfterMs);
    // An address keeps out newcomers only: somebody who is known shares it with the one who is banned.
    const isKeptOut = session
      ? await isVisitorBanned(session.visitor)
      : await store.isAddressBanned(addressHash, clock.now());
    if (isKeptOut) return refused(403, 'banned');
    const seen = { ...browser, timeZone: timeZone ?? null };
    const value = await sessionOf(session ?? (await make(site)), addressHash, seen);
    return { ok: true, value: { ...value, ...(isErased(token) && { isErased: true as const }) } };
  };

  /** The browser of somebody who was erased: what it keeps of them goes, and it is somebody new. */
  function isErased(token: unknown): boolean {
    return isToken(token) && wasErased(tokenSubject(hashOf(token)));
  }

  async function isVisitorBanned({ conversation }: VisitorRow): Promise<boolean> {
    const head = await store.conversation(conversation);
    const state = head && (JSON.parse(head.state) as ConversationState);
    return state !== null && isBanned({ blocked: state.blocked.value }, clock.now());
  }

  /** Enough to know an address again, not enough to learn it. */
  async function hashOfAddress(network: string): Promise<string> {
    const salt = await store.secret('address');
    return createHmac('sha256', salt).update(networkOf(network)).digest('base64url');
  }

  async function spendNew(network: string): Promise<Spent> {
    const byNetwork = await budgets.network.spend(networkOf(network));
    return byNetwork.ok ? budgets.workspace.spend(everybody) : byNetwork;
  }

  async function sessionOf(
    { token, visitor }: { token: string; visitor: VisitorRow },
    addressHash: string,
    browser: BrowserSigns & Pick<Arrival, 'timeZone'>,
  ) {
    const { id, conversation } = visitor;
    const head = await store.conversation(conversation);
    const nowMs = clock.now();
    const awayBeforeMs = nowMs - visitGapMs;
    const count = await store.touchVisitor(id, nowMs, addressHash, awayBeforeMs);
    if (!head || !count) throw new Error('A visitor has no conversation: the store is damaged.');
    await arrived({
      ...{ ...browser, conversation, visitor: id, visits: count.visits },
      ...{ firstAtMs: visitor.createdAtMs, startedAtMs: count.visitAtMs },
      hasWritten: head.count > 0,
    });
    const ticket = await tickets.issue({ kind: 'visitor', id, conversation }, visitor.tokenHash);
    return {
      token,
      principal: `visitor/${id}`,
      conversation,
      room: transcriptRoom(head.id, head.publicEpoch, store.id),
      ticket,
      store: store.id,
    };
  }
}

/** A conversation in which nothing has happened. Each audience has an epoch of its own (DESIGN 2). */
function newConversation(nowMs: number): ConversationRow {
  return {
    id: randomUUIDv7(),
    visitor: randomUUIDv7(),
    createdAtMs: nowMs,
    teamEpoch: newEpoch(),
    publicEpoch: newEpoch(),
    count: 0,
    publicCount: 0,
    state: JSON.stringify(emptyState()),
  };
}
