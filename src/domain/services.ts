/**
 * What the HTTP side (SvelteKit) may ask of the running server: handed over once through
 * `globalThis[Symbol.for('parley.services')]`, because a bundled module is a second copy (DESIGN 6).
 */
import type { Answer, Role, Summary, Who } from './model.ts';

export const servicesKey = Symbol.for('parley.services');

export interface SignedIn {
  who: Extract<Who, { kind: 'agent' }>;
  email: string;
  /** Hash of the session's id, to end it. */
  session: string;
}

/** A refusal with words for people: `error` is a key of `src/lib/refusals.ts`. */
export type Failed = {
  ok: false;
  status: number;
  error: string;
  field?: string;
  retryAfterMs?: number;
};
export type Done<T> = { ok: true; value: T } | Failed;

export interface Services {
  /** False until the first account exists: every page leads to /setup. */
  isSetUp(): Promise<boolean>;
  publicUrl(): string;
  storeId(): string;
  workspaceName(): Promise<string>;

  /** All four return the session cookie's value to set. `network` is the caller's address, for the budgets (T20). */
  setUp(input: unknown, network: string): Promise<Done<{ cookie: string; principal: string }>>;
  logIn(input: unknown, network: string): Promise<Done<{ cookie: string; principal: string }>>;
  logOut(cookie: string): Promise<void>;
  invite(by: SignedIn, input: unknown): Promise<Done<{ link: string }>>;
  /** What an invitation link shows before it is used; GET never consumes (T23). */
  invitation(token: string): Promise<Done<{ email: string; role: Role; workspace: string }>>;
  acceptInvitation(
    token: string,
    input: unknown,
    network: string,
  ): Promise<Done<{ cookie: string; principal: string }>>;
  signedIn(cookie: string): Promise<SignedIn | null>;
  issueTicket(by: SignedIn): Promise<{ ticket: string; principal: string; store: string }>;

  visitorSession(
    input: unknown,
    network: string,
  ): Promise<
    Done<{
      token: string;
      principal: string;
      conversation: string;
      room: string;
      ticket: string;
      store: string;
    }>
  >;

  /** Who a bearer ticket speaks for; null if it is not valid. */
  byTicket(ticket: string): Promise<Who | null>;
  /** Same circuit as SUBMIT. `entries` as received; at most `limits.unansweredEntries` are looked at, the rest `later`. */
  submit(who: Who, entries: unknown[], deviceNowMs?: number): Promise<Answer[]>;
  summaries(who: Who): Promise<Summary[]>;
}
