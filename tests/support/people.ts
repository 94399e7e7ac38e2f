/**
 * People at the door of a running server, over HTTP as browsers have it (DESIGN 9): the owner, and visitors. For tests and
 * the bench, which then go on by socket with the tickets.
 */
import { messageId } from './ids.ts';

export interface AgentAtDoor {
  id: string;
  ticket: string;
  cookie: string;
}

export interface VisitorAtDoor {
  id: string;
  conversation: string;
  /** The transcript. */
  room: string;
  ticket: string;
  token: string;
}

export const owner = {
  name: 'Ana',
  email: 'ana@example.com',
  password: 'an unlikely horse on a battery',
  workspace: 'Harbour',
};

/** The first agent there is. `origin` without a slash at the end. */
export async function setUpOwner(origin: string): Promise<AgentAtDoor> {
  const response = await send(origin, '/api/setup', owner);
  const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0]);
  return agentBehind(origin, cookies.join('; '));
}

/** A new ticket for whoever has this cookie. */
export async function agentBehind(origin: string, cookie: string): Promise<AgentAtDoor> {
  const response = await send(origin, '/api/ticket', {}, { cookie });
  const { ticket, principal } = (await response.json()) as { ticket: string; principal: string };
  return { id: principal.slice('agent/'.length), ticket, cookie };
}

/** `token`: of a visitor who was here before. */
export async function enterAsVisitor(origin: string, token?: string): Promise<VisitorAtDoor> {
  const body = token === undefined ? { site: 'default' } : { site: 'default', token };
  const response = await send(origin, '/api/visitor/session', body);
  const visitor = (await response.json()) as VisitorAtDoor & { principal: string };
  return { ...visitor, id: visitor.principal.slice('visitor/'.length) };
}

export interface AnswerAtDoor {
  id: string;
  state: string;
  reason?: string;
  retryAfterMs?: number;
}

export async function submitOverHttp(
  origin: string,
  ticket: string,
  entries: unknown[],
): Promise<AnswerAtDoor[]> {
  const headers = { authorization: `Bearer ${ticket}` };
  const response = await send(origin, '/api/entries', { entries }, headers);
  return ((await response.json()) as { answers: AnswerAtDoor[] }).answers;
}

/** Rooms of the team's projections, by conversation. */
export async function teamRooms(origin: string, cookie: string): Promise<Map<string, string>> {
  const response = await fetch(`${origin}/api/conversations`, { headers: { cookie } });
  const body = (await response.json()) as { conversations: { id: string; room: string }[] };
  return new Map(body.conversations.map(({ id, room }) => [id, room]));
}

export interface SaidMessage extends Record<string, unknown> {
  id: string;
}

export function messageIn(
  conversation: string,
  text: string,
  over: Record<string, unknown> = {},
): SaidMessage {
  const subject = `conversation/${conversation}`;
  const times = { writtenAtMs: Date.now(), seenUpTo: null };
  return { id: messageId(), subject, kind: 'message', text, ...times, ...over };
}

async function send(
  origin: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: JSON.stringify(body),
  });
  if (response.ok) return response;
  throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}
