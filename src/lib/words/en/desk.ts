/** The frame of the desk: navigation, account, connection, pages that come later, and what buttons say everywhere. */
import { plural } from '../plural.ts';

const n = plural('en');

export const nav = {
  mine: 'My messages',
  unassigned: 'Unassigned',
  all: 'All messages',
  visitors: 'Visitors online',
  statistics: 'Statistics',
  mentions: 'Mentions',
  drafts: 'Drafts',
  missed: 'Missed',
  attention: 'Needs attention',
  groups: 'Groups',
  savedViews: 'Saved views',
  gone: 'Not there any more',
  settings: 'Settings',
  online: (count: number) => n(count, { one: '1 online', other: `${count} online` }),
  unread: (count: number) => n(count, { one: '1 unread', other: `${count} unread` }),
  inIt: (count: number) => n(count, { one: '1 in it', other: `${count} in it` }),
  waiting: (count: number) => n(count, { one: '1 waiting', other: `${count} waiting` }),
  menu: 'Menu',
  more: 'More',
};

export const account = {
  menu: 'account menu',
  standing: (status: string) => `Your status: ${status}`,
  role: { owner: 'Owner', admin: 'Admin', agent: 'Agent', viewer: 'Viewer' },
  status: 'Status',
  theme: { system: 'Like this device', light: 'Light', dark: 'Dark' },
  languageOfDevice: 'Like this browser',
  keyboard: 'Keyboard shortcuts',
  invite: 'Invite a colleague',
  signOut: 'Sign out',
  unsent: (count: number) =>
    n(count, { one: '1 change is not sent yet', other: `${count} changes are not sent yet` }),
  unsentWhat:
    'Signing out removes everything from this device. What is not sent would be lost with it.',
  unsentOffline: 'It leaves by itself as soon as there is a connection.',
  signOutOffline:
    'Signing out needs a connection, so that it holds everywhere. Everything stays on this device until then.',
  stay: 'Stay signed in',
  signOutAnyway: 'Sign out and lose it',
};

export const invite = {
  title: 'Invite a colleague',
  email: 'Email',
  role: 'May do',
  roleHelp: {
    owner: 'Everything',
    admin: 'Everything an agent may do, and invite colleagues',
    agent: 'Answer, comment, assign and close',
    viewer: 'Read everything, change nothing',
  },
  make: 'Make a link',
  making: 'Making a link…',
  ready: (email: string) =>
    `Send this link to ${email}. It works once, for 24 hours, and makes their account.`,
  link: 'Invitation link',
  another: 'Invite another',
  offline: 'An invitation needs a connection. Nothing else here does.',
  failed: 'The link could not be made. Try again in a moment.',
};

export const connection = {
  offline: 'Offline · everything is saved on this device',
  syncing: (changes: number) =>
    n(changes, { one: 'Syncing 1 change', other: `Syncing ${changes} changes` }),
  catchingUp: 'Catching up',
  synced: 'All synced',
  tooOld: 'A new version of Parley is here.',
  reload: 'Reload',
  tryNow: 'Try now',
};

export const frame = {
  navigation: 'Width of the navigation',
  list: 'Width of the list',
  details: 'Width of the contact details',
};

export const later = {
  visitors: 'Who is on your site',
  visitorsWhy: 'The live list of visitors comes with a later version.',
  visitorsNow: (count: number) =>
    n(count, {
      one: '1 visitor is on your site now.',
      other: `${count} visitors are on your site now.`,
    }),
  visitorsOffline: 'Offline: who is on your site is not known now.',
  statistics: 'Statistics',
  statisticsWhy:
    'Figures about answers and waiting come with a later version. What happens until then is counted all the same.',
};

export const unreachable = {
  title: 'No connection',
  why: 'Nobody is signed in on this device yet, so there is nothing to open. Connect once, and it opens without a network from then on.',
};

export const common = {
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  undo: 'Undo',
  savedAsYouType: 'Saved as you type',
  key: (name: string, key: string) => `${name} (${key})`,
};
