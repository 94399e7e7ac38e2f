/**
 * Who may do what: one table for rooms, entries and HTTP, asked by sockets, submissions and routes. DESIGN 2,
 * SPEC S1, O14, RELIABILITY T2, T16.
 *
 * Answers yes or no and nothing else: a caller that may not see a thing cannot tell "not yours" from "does not
 * exist", because both are no. Whether the thing exists is for the caller to find out afterwards.
 */
import type { Role, Who } from '../model.ts';
import type { RecordName } from '../records/name.ts';
import type { RecordTable } from '../records/record.ts';
import type { SubmittedKind } from '../submitted.ts';

/** A room as `wire.ts` parses it, without what rights do not depend on. */
export type RoomAsked =
  | { kind: 'conversation' | 'transcript'; id: string }
  | { kind: 'pad'; conversation: string }
  | { kind: 'note'; contact: string }
  | { kind: 'private-pad'; conversation: string; agent: string };

/** An entry somebody wants to add to a conversation. */
export interface EntryAsked {
  kind: SubmittedKind;
  conversation: string;
}

/** What one signed-in person may ask over HTTP; `invite` is asked with the role of the new account. */
export type HttpAction =
  | 'get-ticket'
  | 'see-conversations'
  | 'see-accounts'
  /** With those who were removed, and the open invitations. */
  | 'see-team'
  | 'see-audit'
  | 'see-captured-mail'
  | 'see-records'
  | 'export-contact'
  | 'erase-contact'
  | 'erase-conversation';

/** What somebody is and is to be; the same twice for removing and letting in again. */
export interface RoleChange {
  from: Role;
  to: Role;
}

type Part = Role | Exclude<Who['kind'], 'agent'>;

const leads = ['owner', 'admin'] as const;
const team = ['owner', 'admin', 'agent'] as const;
const staff = [...team, 'viewer'] as const;
const nobody: readonly Part[] = [];

const rooms: Record<RoomAsked['kind'], { read: readonly Part[]; write: readonly Part[] }> = {
  conversation: { read: [...staff, 'parley'], write: nobody },
  transcript: { read: ['visitor', 'parley'], write: nobody },
  pad: { read: [...staff, 'parley'], write: team },
  note: { read: [...staff, 'parley'], write: team },
  'private-pad': { read: team, write: team },
};

const entries: Record<SubmittedKind, readonly Part[]> = {
  message: [...team, 'visitor'],
  comment: team,
  assigned: [...team, 'parley'],
  taken: team,
  grouped: team,
  joined: team,
  left: team,
  tagged: team,
  untagged: team,
  closed: team,
  reopened: [...team, 'parley'],
  waived: team,
  snoozed: team,
  woken: [...team, 'parley'],
  binned: team,
  restored: [...team, 'parley'],
  blocked: team,
  unblocked: team,
  merged: team,
  unmerged: [...team, 'parley'],
  edited: [...team, 'visitor'],
  unsent: [...team, 'visitor'],
  reacted: team,
  read: [...team, 'visitor'],
  unread: team,
  delivery: ['parley'],
  missed: ['parley'],
};

/** Who may change a record of each table; of a profile only one's own, but for those who lead. SPEC D1, S1, S11. */
const records: Record<RecordTable, readonly Part[]> = {
  contact: [...team, 'parley'],
  tag: team,
  view: team,
  profile: [...staff, 'parley'],
  group: leads,
  setting: [...leads, 'parley'],
};

const http: Record<HttpAction, readonly Part[]> = {
  'get-ticket': staff,
  'see-conversations': staff,
  'see-accounts': staff,
  'see-team': leads,
  'see-audit': leads,
  'see-captured-mail': leads,
  'see-records': staff,
  'export-contact': team,
  'erase-contact': leads,
  'erase-conversation': leads,
};

const invitable: Record<Part, readonly Role[]> = {
  owner: ['owner', 'admin', 'agent', 'viewer'],
  admin: ['admin', 'agent', 'viewer'],
  agent: [],
  viewer: [],
  visitor: [],
  parley: [],
};

/** `who` is null for somebody who is not signed in. */
export function can(who: Who | null, action: 'read' | 'write', room: RoomAsked): boolean;
export function can(who: Who | null, action: 'submit', entry: EntryAsked): boolean;
export function can(who: Who | null, action: 'change', record: RecordName): boolean;
export function can(who: Who | null, action: 'invite', role: Role): boolean;
export function can(who: Who | null, action: 'change-member', change: RoleChange): boolean;
export function can(who: Who | null, action: HttpAction): boolean;
export function can(
  who: Who | null,
  action: 'read' | 'write' | 'submit' | 'change' | 'invite' | 'change-member' | HttpAction,
  object?: RoomAsked | EntryAsked | RecordName | Role | RoleChange,
): boolean {
  if (!who) return false;
  const part = partOf(who);
  switch (action) {
    case 'read':
    case 'write': {
      const room = object as RoomAsked;
      return rooms[room.kind][action].includes(part) && isTheirs(who, room);
    }
    case 'submit': {
      const entry = object as EntryAsked;
      return entries[entry.kind].includes(part) && isIn(who, entry.conversation);
    }
    case 'change': {
      const { table, id } = object as RecordName;
      if (!records[table].includes(part)) return false;
      return table !== 'profile' || leads.some((one) => one === part) || isSelf(who, id);
    }
    case 'invite':
      return invitable[part].includes(object as Role);
    case 'change-member': {
      const { from, to } = object as RoleChange;
      return invitable[part].includes(from) && invitable[part].includes(to);
    }
    default:
      return http[action].includes(part);
  }
}

function partOf(who: Who): Part {
  return who.kind === 'agent' ? who.role : who.kind;
}

/** Parley changes profiles as little as it likes: nobody's is its own. */
function isSelf(who: Who, agent: string): boolean {
  return who.kind === 'parley' || (who.kind === 'agent' && who.id === agent);
}

function isTheirs(who: Who, room: RoomAsked): boolean {
  if (room.kind === 'private-pad') return who.kind === 'agent' && who.id === room.agent;
  if (room.kind === 'note') return who.kind !== 'visitor';
  return isIn(who, room.kind === 'pad' ? room.conversation : room.id);
}

/** One installation is one workspace: its people may be in every conversation, a visitor in one. */
function isIn(who: Who, conversation: string): boolean {
  return who.kind !== 'visitor' || who.conversation === conversation;
}
