/** To whom a conversation is given. */
import { plural } from '../plural.ts';

const n = plural('en');

export const assign = {
  toAgent: 'Assign to an agent',
  toGroup: 'Assign to a group',
  many: (count: number) => n(count, { one: '1 conversation', other: `${count} conversations` }),
  how: 'What the agent gets',
  hold: 'Assign',
  takePart: 'Take part',
  takePartHow: 'Colleagues who take part get every message; one alone holds the conversation.',
  me: 'Me',
  nobody: 'Nobody',
  noGroup: 'No group',
  load: (load: number, capacity: number) => `${load}/${capacity}`,
  loadSpoken: (load: number, capacity: number) => `${load} of ${capacity} live chats`,
  standing: { online: 'Online', invisible: 'Invisible', offline: 'Offline' },
  membersOnline: (online: number, members: number) => `${online} of ${members} online`,
  members: (members: number) => n(members, { one: '1 member', other: `${members} members` }),
  isPrivate: 'Private',
  holds: 'Holds it now',
  takesPart: 'Takes part',
  nothing: (typed: string) => `Nobody called “${typed}”.`,
  noGroupCalled: (typed: string) => `No group called “${typed}”.`,
  noGroups: 'There are no groups yet. An admin makes them in the settings.',
  warnOffline: (who: string) =>
    `${who} is offline. It waits in their messages, with a notice for when they are back.`,
  warnInvisible: (who: string) => `${who} is invisible and takes no new chats. It is given anyway.`,
  warnFull: (who: string, load: number) =>
    `${who} has ${load} live chats and no room for more. It is given anyway.`,
  warnEmpty: (group: string) => `Nobody of ${group} is online. It waits there.`,
  choose: 'choose',
  confirm: 'assign',
  done: (who: string | null, count: number) =>
    who === null
      ? n(count, { one: 'Assigned to you', other: `${count} assigned to you` })
      : n(count, { one: `Assigned to ${who}`, other: `${count} assigned to ${who}` }),
  doneOffline: (who: string, count: number) =>
    n(count, {
      one: `Assigned to ${who}, who is offline`,
      other: `${count} assigned to ${who}, who is offline`,
    }),
  freed: (count: number) =>
    n(count, { one: 'Given back to everybody', other: `${count} given back to everybody` }),
  grouped: (group: string, count: number) =>
    n(count, { one: `Given to ${group}`, other: `${count} given to ${group}` }),
  ungrouped: (count: number) =>
    n(count, { one: 'In no group now', other: `${count} in no group now` }),
  joined: (who: string) => `${who} takes part`,
  joinedMe: 'You take part',
  left: (who: string) => `${who} takes part no more`,
  leftMe: 'You take part no more',
};
