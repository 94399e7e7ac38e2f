import { describe, expect, it } from 'vitest';
import { roles, type Role, type Who } from '#domain/model.ts';
import { submittedKinds, type SubmittedKind } from '#domain/submitted.ts';
import { can, type HttpAction, type RoomAsked } from '#domain/rules/can.ts';
import { ana, ben, conversation, idOf, parley, visitor } from './scene.ts';

const stranger: Who = { ...visitor, id: idOf(1), conversation: idOf(2) };
const people: Record<string, Who | null> = {
  ...Object.fromEntries(roles.map((role) => [role, { ...ana, role }])),
  visitor,
  stranger,
  parley,
  nobody: null,
};
const names = Object.keys(people);

function allowed(asks: (who: Who | null) => boolean): string {
  return names.filter((name) => asks(people[name] ?? null)).join(' ');
}

describe('rooms', () => {
  const rooms: Record<RoomAsked['kind'], RoomAsked> = {
    conversation: { kind: 'conversation', id: conversation },
    transcript: { kind: 'transcript', id: conversation },
    pad: { kind: 'pad', conversation },
    note: { kind: 'note', contact: visitor.id },
    'private-pad': { kind: 'private-pad', conversation, agent: ana.id },
  };

  it.each([
    ['conversation', 'owner admin agent viewer parley', ''],
    ['transcript', 'visitor parley', ''],
    ['pad', 'owner admin agent viewer parley', 'owner admin agent'],
    ['note', 'owner admin agent viewer parley', 'owner admin agent'],
    ['private-pad', 'owner admin agent', 'owner admin agent'],
  ] as const)('[T16] %s is read by: %s; written by: %s', (kind, read, write) => {
    expect(allowed((who) => can(who, 'read', rooms[kind]))).toBe(read);
    expect(allowed((who) => can(who, 'write', rooms[kind]))).toBe(write);
  });

  it('[T16] a private draft is its author’s alone, whatever the others’ role', () => {
    for (const role of roles) {
      expect(can({ ...ben, role }, 'read', rooms['private-pad'])).toBe(false);
      expect(can({ ...ben, role }, 'write', rooms['private-pad'])).toBe(false);
    }
  });
});

describe('entries', () => {
  const table: Record<SubmittedKind, string> = {
    message: 'owner admin agent visitor',
    comment: 'owner admin agent',
    assigned: 'owner admin agent parley',
    taken: 'owner admin agent',
    grouped: 'owner admin agent',
    joined: 'owner admin agent',
    left: 'owner admin agent',
    tagged: 'owner admin agent',
    untagged: 'owner admin agent',
    closed: 'owner admin agent',
    reopened: 'owner admin agent parley',
    waived: 'owner admin agent',
    snoozed: 'owner admin agent',
    woken: 'owner admin agent parley',
    binned: 'owner admin agent',
    restored: 'owner admin agent parley',
    blocked: 'owner admin agent',
    unblocked: 'owner admin agent',
    merged: 'owner admin agent',
    unmerged: 'owner admin agent parley',
    edited: 'owner admin agent visitor',
    unsent: 'owner admin agent visitor',
    reacted: 'owner admin agent',
    read: 'owner admin agent visitor',
    unread: 'owner admin agent',
    delivery: 'parley',
    missed: 'parley',
  };
  it.each(Object.entries(table))('[O14] %s is submitted by: %s', (kind, who) => {
    const asked = { kind: kind as SubmittedKind, conversation };
    expect(allowed((one) => can(one, 'submit', asked))).toBe(who);
  });

  it('[O14] the table has every kind there is', () => {
    expect(Object.keys(table)).toEqual(Object.keys(submittedKinds));
  });
});

describe('requests', () => {
  const table: Record<HttpAction, string> = {
    'get-ticket': 'owner admin agent viewer',
    'see-conversations': 'owner admin agent viewer',
    'see-accounts': 'owner admin agent viewer',
    'see-team': 'owner admin',
    'see-audit': 'owner admin',
    'see-records': 'owner admin agent viewer',
    'see-captured-mail': 'owner admin',
    'export-contact': 'owner admin agent',
    'erase-contact': 'owner admin',
    'erase-conversation': 'owner admin',
  };
  it.each(Object.entries(table))('[T17] %s is for: %s', (action, who) => {
    expect(allowed((one) => can(one, action as HttpAction))).toBe(who);
  });

  it.each([
    ['owner', 'owner'],
    ['admin', 'owner admin'],
    ['agent', 'owner admin'],
    ['viewer', 'owner admin'],
  ] as [Role, string][])('[T17] an invitation as %s is for: %s', (role, who) => {
    expect(allowed((one) => can(one, 'invite', role))).toBe(who);
  });

  it.each([
    ['owner', 'owner', 'owner'],
    ['admin', 'agent', 'owner admin'],
    ['agent', 'admin', 'owner admin'],
    ['viewer', 'owner', 'owner'],
    ['owner', 'viewer', 'owner'],
  ] as [Role, Role, string][])('[S1] making a %s %s is for: %s', (from, to, who) => {
    expect(allowed((one) => can(one, 'change-member', { from, to }))).toBe(who);
  });
});
