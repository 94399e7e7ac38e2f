/**
 * What the HTTP side (SvelteKit) may ask of the running server: handed over once through
 * `globalThis[Symbol.for('parley.services')]`, because a bundled module is a second copy (DESIGN 6).
 */
import type { Answer, Principal, Role, Summary, Who } from './model.ts';
import type { TranscriptLine } from './documents/transcript.ts';
import type { HistoryLine } from './records/history.ts';
import type { RecordRow } from './records/record.ts';
import type { DeviceClock } from './wire.ts';

export const servicesKey = Symbol.for('parley.services');

export interface SignedIn {
  who: Extract<Who, { kind: 'agent' }>;
  email: string;
  /** Hash of the session's id, to end it. */
  session: string;
}

/** Why a request is refused: each has a sentence in `src/lib/refusals/`. */
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
  'wrong-password', // one's own, asked again before something that cannot be taken back
  'removed', // the account is no longer in the team: what is on the device goes
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
  'no-such-member',
  'not-in-bin', // only what somebody put there is deleted for good
  'last-owner', // somebody must own the workspace
  'not-yourself', // nobody removes themselves by mistake
  'link-ended', // an invitation that is unknown, used, replaced or too old: one answer for all
  'unavailable',
] as const;
export type HttpRefusal = (typeof httpRefusals)[number];

export function isHttpRefusal(key: unknown): key is HttpRefusal {
  return httpRefusals.some((refusal) => refusal === key);
}

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

/** A colleague's account, as the team may see it (SPEC S1, S2). */
export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** False: removed; owners and admins still see them, and may let them in again. */
  active: boolean;
  createdAtMs: number;
}
/** An invitation that was not used yet. Its link was shown once and is not kept. */
export interface OpenInvitation {
  email: string;
  role: Role;
  invitedBy: string;
  expiresAtMs: number;
}
/** One browser in which somebody is signed in. `id` is good for ending it and for nothing else. */
export interface OpenSession {
  id: string;
  /** E.g. `Firefox · Linux`; empty where nobody said. */
  browser: string;
  createdAtMs: number;
  expiresAtMs: number;
  isThis: boolean;
}
/** What was done about accounts; `refused` is what somebody tried without the right to it. */
export const auditActs = [
  'invited',
  'invitation-revoked',
  'joined',
  'role-changed',
  'removed',
  'let-in-again',
  'password-changed',
  'session-ended',
  'sessions-ended',
  'device-cleared',
  'erased',
  'exported',
  'purged',
  'refused',
] as const;
export type AuditAct = (typeof auditActs)[number];
export interface Audited {
  no: number;
  atMs: number;
  by: string;
  byName: string;
  act: AuditAct;
  whom: string;
  detail: string;
}
/** A conversation that was found, and the newest entry that says what was asked; null: only its head does. */
export interface SearchHit {
  conversation: string;
  entry: string | null;
  /** A line of that entry, around the words. */
  snippet: string | null;
  atMs: number | null;
}
export interface SearchPage {
  hits: SearchHit[];
  /** What `before` is for the next page; null: there is none. */
  next: string | null;
  /** How many conversations were searched. */
  conversations: number;
}

/** Everything that is kept of one person, with all contacts that are the same (SPEC G1). */
export interface PersonKept {
  exportedAtMs: number;
  by: Principal;
  /** The one that was asked for first. Each with every change of its fields, newest first. */
  contacts: readonly { record: RecordRow; history: readonly HistoryLine[] }[];
  /** Oldest first; with comments. */
  conversations: readonly KeptConversation[];
  /** What the team wrote together about a contact, or at the head of a conversation; none that is empty. */
  notes: readonly { of: string; text: string }[];
}
export interface KeptConversation {
  id: string;
  createdAtMs: number;
  status: 'open' | 'closed';
  /** By name. */
  tags: readonly string[];
  lines: readonly TranscriptLine[];
}

/** What was removed of a person, for whoever must be able to show it (P18). */
export interface ErasureReceipt {
  atMs: number;
  by: Principal;
  stones: readonly string[];
  /** `notes`: pads, drafts among them. `fields`: changes of their fields. */
  removed: {
    contacts: number;
    conversations: number;
    messages: number;
    notes: number;
    fields: number;
  };
  /** When the last backup that may hold them is gone. */
  backupsUntilMs: number;
  /** Devices of the team: those that were told at once, and those that forget at their next contact. */
  devices: { told: number; pending: readonly { agent: string; browser: string }[] };
  /** HMAC of all the rest as it stands here. */
  signature: string;
}

/** What a visitor's browser says of itself with every request (SPEC D2). */
export interface BrowserSigns {
  userAgent: string;
  /** Best first. */
  languages: readonly string[];
}

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
  /** Everybody in the team; with those who were removed and the open invitations for whoever may change them. */
  team(by: SignedIn): Promise<{ members: Member[]; invitations: OpenInvitation[] }>;
  /** `{agent, role}`. The person's sessions end: they come back with the new rights (T22). */
  changeRole(by: SignedIn, input: unknown): Promise<Done<object>>;
  /** `{agent}`. Their sessions and lines end at once, their devices are cleared at the next contact (T33). */
  removeMember(by: SignedIn, input: unknown): Promise<Done<object>>;
  /** `{agent}` */
  letInAgain(by: SignedIn, input: unknown): Promise<Done<object>>;
  /** `{email}` */
  revokeInvitation(by: SignedIn, input: unknown): Promise<Done<object>>;
  /** Where one is signed in oneself. */
  sessions(by: SignedIn): Promise<OpenSession[]>;
  /** `{session}`, or `{session: 'others'}`. */
  endSession(by: SignedIn, input: unknown): Promise<Done<object>>;
  /** `{current, password}`. All other sessions end (T22). */
  changePassword(by: SignedIn, input: unknown, network: string): Promise<Done<object>>;
  /** Newest first, below `before`. */
  audit(by: SignedIn, before: number | null): Promise<Done<{ acts: Audited[] }>>;
  /** Which browser this session was opened in, by its own word. */
  nameBrowser(cookie: string, userAgent: string): Promise<void>;
  /** Whether this cookie was a session of somebody who has since been removed (T33). */
  wasRemoved(cookie: string): Promise<boolean>;
  /** A removed person's device says that it is empty, with how many unsent changes it threw away. */
  deviceCleared(cookie: string, input: unknown): Promise<Done<object>>;

  /** What an invitation link shows before it is used; GET never consumes (T23). */
  invitation(token: string): Promise<Done<{ email: string; role: Role; workspace: string }>>;
  acceptInvitation(token: string, input: unknown, network: string): Promise<Done<Entered>>;
  signedIn(cookie: string): Promise<SignedIn | null>;
  issueTicket(by: SignedIn): Promise<{ ticket: string; principal: string; store: string }>;

  /** `browser`: as its request says. */
  visitorSession(
    input: unknown,
    network: string,
    browser?: BrowserSigns,
  ): Promise<
    Done<{
      token: string;
      principal: string;
      conversation: string;
      room: string;
      ticket: string;
      store: string;
      /** The token was that of somebody who was erased: nothing of them stays in this browser (G2). */
      isErased?: true;
    }>
  >;

  /** The picture that visitors see of an agent; null where there is none, or no such agent. */
  pictureOf(agent: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | null>;

  /** Who a bearer ticket speaks for; null if it is not valid. */
  byTicket(ticket: string): Promise<Who | null>;
  /** Same circuit as SUBMIT. `entries` as received; at most `limits.unansweredEntries` are looked at, the rest `later`. */
  submit(who: Who, entries: unknown[], deviceClock?: DeviceClock): Promise<Answer[]>;
  summaries(who: Who): Promise<Summary[]>;
  /**
   * Copies of every room that a device keeps, newest first, as frames (`documents/copy-frames.ts`). `since`: go on below
   * this revision, where an earlier stream broke. Read as fast as it is taken.
   */
  copies(who: Who, since: number | null): Promise<Done<AsyncIterable<Uint8Array>>>;
  /** `before`: `next` of the page before. */
  search(who: Who, asked: { q: string; before: string | null }): Promise<Done<SearchPage>>;
  /** Newest first; `subject` is `<table>/<id>`. One answer for what does not exist and what is not theirs. */
  recordHistory(who: Who, subject: string): Promise<Done<{ history: HistoryLine[] }>>;
  /** Everything that is kept of a person, with everybody they were merged with (G1). */
  exportContact(by: SignedIn, contact: string): Promise<Done<PersonKept>>;
  /** Removes a person for good, with everybody they were merged with (G2, P18). */
  eraseContact(by: SignedIn, contact: string): Promise<Done<{ receipt: ErasureReceipt }>>;
  /** Removes one conversation for good; only out of the bin (C3). */
  eraseConversation(by: SignedIn, conversation: string): Promise<Done<object>>;
}
