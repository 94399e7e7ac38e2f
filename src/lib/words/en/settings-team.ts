/** Settings: the pages that are about the team. */
import { plural } from '../plural.ts';

const n = plural('en');

export const teamSettings = {
  preferences: {
    title: 'Preferences',
    help: 'How the inbox behaves.',
    forYou: 'For you',
    forTeam: 'For the whole team',
    afterClosing: 'After closing, open',
    after: { next: 'Next', previous: 'Previous', list: 'List', stay: 'Stay' },
    capacity: 'Live chats at once',
    capacityHelp:
      'For each agent without a number of their own. At the limit nothing is given out by itself; by hand it still works.',
    missedUnassigned: 'Unassigned turns red too',
    missedUnassignedHelp:
      'Off: what nobody holds stays violet while somebody is online, however long it waits.',
    missedEmailHours: 'An email is missed after hours',
    missedEmailHoursHelp: 'Empty: emails never turn red.',
    never: 'Never',
    sharedReadState: 'Read by one is read by all',
    sharedReadStateHelp: 'Off: everybody has their own unread conversations.',
  },
  groups: {
    title: 'Groups',
    help: 'Colleagues who share conversations. A group and an agent are two things: one does not take from the other.',
    none: 'No groups yet. Make one for each kind of question, such as Orders or Returns.',
    make: 'Make a group',
    newName: 'New group',
    name: 'Name, as visitors read it',
    addLanguage: 'Add a language…',
    members: 'Members',
    spread: 'Giving out new chats',
    spreadHelp: 'To members who are online and have room, the longest waiting first.',
    spreads: { manual: 'By hand', 'round-robin': 'In turn', 'least-busy': 'Least busy' },
    capacity: 'Live chats at once',
    capacityHelp: 'For members without a number of their own.',
    likeTeam: 'Team’s',
    isPrivate: 'Private',
    isPrivateHelp: 'Visitors do not see it among the groups they may choose.',
    delete: 'Delete this group',
    deleteOf: (name: string) => `Delete ${name}`,
    deleteWhat: (open: number) =>
      open === 0
        ? 'Nothing open is in it.'
        : n(open, {
            one: '1 open conversation of it goes back to everybody. Who holds it keeps it.',
            other: `${open} open conversations of it go back to everybody. Who holds one keeps it.`,
          }),
    deleted: (name: string) => `${name} deleted`,
    keep: 'Keep it',
  },
  agents: {
    title: 'Agents and invitations',
    help: 'Who is in the team and what each may do. Changes hold at once, on every device.',
    offline:
      'Roles and invitations need a connection. This is who was in the team when you were last online.',
    team: 'Team',
    roleOf: (name: string) => `Role of ${name}`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    removeWhat:
      'They are signed out everywhere within seconds, and Parley empties their devices at the next contact. What they had not sent is lost.',
    removeKept:
      'What they wrote stays, and so do drafts that others can see. You can let them in again later.',
    keep: 'Keep in the team',
    invitations: 'Open invitations',
    noInvitations: 'Nobody is invited at the moment.',
    invitedBy: (who: string | null, until: string) =>
      who ? `by ${who}, until ${until}` : `by you, until ${until}`,
    revoke: 'Revoke',
    revokeOf: (email: string) => `Revoke the invitation of ${email}`,
    removedPeople: 'Removed',
    restore: 'Let in again',
    restoreOf: (name: string) => `Let ${name} in again`,
  },
  tags: {
    title: 'Tags',
    help: 'Short words for conversations. Only your team sees them.',
    name: 'New tag',
    nameOf: (name: string) => `Name of ${name}`,
    make: 'Add',
    none: 'No tags yet.',
    isThere: (name: string) => `There is a tag “${name}” already.`,
    uses: (count: number) =>
      n(count, { one: 'on 1 conversation', other: `on ${count} conversations` }),
    remove: (name: string) => `Remove ${name}`,
    removed: (name: string) => `Tag ${name} removed`,
  },
  blocked: {
    title: 'Blocked people',
    help: 'They get silence, not an error. What they write meanwhile is kept.',
    none: 'Nobody is blocked.',
    find: 'Find a name or a reason',
    nobodyCalled: (typed: string) => `Nobody is blocked for “${typed}”.`,
    modes: { block: 'Blocked', ban: 'Banned from the widget' },
    until: (when: string) => `until ${when}`,
    forGood: 'for good',
    by: (who: string | null, when: string) => (who ? `by ${who}, ${when}` : `by you, ${when}`),
    why: (why: string) => `Why: ${why}`,
    lift: 'Unblock',
    liftOf: (name: string) => `Unblock ${name}`,
    lifted: (name: string) => `${name} is unblocked`,
  },
  workspace: {
    title: 'Workspace',
    help: 'What holds for everybody here.',
    name: 'Name of the workspace',
    nameHelp: 'Visitors read it at the head of the chat.',
  },
  history: {
    title: 'Account history',
    help: 'What was done about accounts, and what was tried without the right to it. Nobody can change this list.',
    more: 'Older',
    act: {
      invited: (who: string, whom: string) => `${who} invited ${whom}`,
      'invitation-revoked': (who: string, whom: string) =>
        `${who} revoked the invitation of ${whom}`,
      joined: (who: string, role: string) => `${who} joined as ${role}`,
      'role-changed': (who: string, whom: string, role: string) => `${who} made ${whom} ${role}`,
      removed: (who: string, whom: string) => `${who} removed ${whom}`,
      'let-in-again': (who: string, whom: string) => `${who} let ${whom} in again`,
      erased: (who: string) => `${who} erased somebody for good`,
      exported: (who: string) => `${who} exported everything about somebody`,
      purged: (who: string) => `${who} deleted a conversation for good`,
      'password-changed': (who: string) => `${who} changed their password`,
      'session-ended': (who: string) => `${who} signed out one of their devices`,
      'sessions-ended': (who: string) => `${who} signed out all their other devices`,
      'device-cleared': (whom: string, unsent: number) =>
        n(unsent, {
          one: `A device of ${whom} was emptied. 1 change had not been sent.`,
          other: `A device of ${whom} was emptied. ${unsent} changes had not been sent.`,
        }),
      refused: (who: string) => `${who} tried something their role does not allow`,
    },
  },
};
