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

/** Why a request is refused: each has a sentence in `src/lib/refusals.ts`. */
export const httpRefusals = [
  /* what was sent */
  'malformed', // a shape that is not ours; `field` says where
  'not-json',
  'bad-json',
  'too-big',
  'too-slow',
  'empty',
  'too-long',
  'email-wrong',
  'email-letters', // a mailbox outside ASCII: no provider of ours can write to it
  'email-inbound', // our own inbound address: mail would go in circles
  'password-short',
  'password-long',
  'password-blank',
  'password-letters', // control characters: nobody can type them
  'password-common',
  /* who sent it */
  'not-signed-in',
  'wrong-pair',
  'not-allowed',
  'cross-site',
  'rate',
  'banned', // a visitor whom the team keeps out
  /* where it went */
  'no-such-page',
  'no-such-method',
  'no-such-site',
  'not-set-up',
  'already-set-up',
  'already-member',
  'link-ended', // an invitation that is unknown, used, replaced or too old: one answer for all
  'unavailable',
] as const;
export type HttpRefusal = (typeof httpRefusals)[number];

export type Failed = {
  ok: false;
  status: number;
  error: HttpRefusal;
  field?: string;
  retryAfterMs?: number;
};
/** Somebody signed in: values of the session cookie and of the device cookie to set. */
export interface Entered {
  cookie: string;
  device: string;
  principal: string;
}
export type Done<T> = { ok: true; value: T } | Failed;

export interface Services {
  /** False until the first account exists: every page leads to /setup. */
  isSetUp(): Promise<boolean>;
  publicUrl(): string;
  storeId(): string;
  workspaceName(): Promise<string>;

  /** Values of `Origin` that are ours: PUBLIC_URL, or the machine's own names where nobody said how it is reached (T24). */
  isOurOrigin(origin: string): boolean;

  /**
   * `network` is the caller's address, `device` the value of their device cookie if they have one: both are for the
   * budgets, so that whoever signed in on this device before gets in while somebody else guesses (T20).
   */
  setUp(input: unknown, network: string): Promise<Done<Entered>>;
  logIn(input: unknown, network: string, device?: string): Promise<Done<Entered>>;
  logOut(cookie: string): Promise<void>;
  invite(by: SignedIn, input: unknown): Promise<Done<{ link: string }>>;
  /** What an invitation link shows before it is used; GET never consumes (T23). */
  invitation(token: string): Promise<Done<{ email: string; role: Role; workspace: string }>>;
  acceptInvitation(token: string, input: unknown, network: string): Promise<Done<Entered>>;
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
