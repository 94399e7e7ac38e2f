/** The list of conversations: rows, filters, and what is done with one or many. */
import { plural } from '../plural.ts';

const n = plural('en');

export const list = {
  which: 'Which conversations',
  newAbove: (count: number) => n(count, { one: '1 new', other: `${count} new` }),
  new: 'New',
  missed: 'Missed',
  missedFor: (wait: string) => `Missed · ${wait}`,
  missedAsOf: (time: string) => `Missed · as of ${time}`,
  held: 'Held',
  failed: 'Not sent',
  waiting: 'Waiting',
  comment: 'Comment',
  you: 'You:',
  draft: 'Draft:',
  from: (who: string) => `${who}:`,
  assigned: (who: string | null) => (who ? `Assigned to ${who}` : 'Assigned to you'),
  chat: 'chat',
  email: 'email',
  closedBy: (who: string | null) => (who ? `${who} closed this` : 'You closed this'),
  takenBy: (who: string | null) => (who ? `${who} took this` : 'You took this'),
  movedOn: 'No longer in this list',
  inBin: 'In the bin',
  asleep: 'Asleep',
  until: (time: string) => `until ${time}`,
  untilReply: 'until they reply',
  mentioned: 'You are mentioned',
  hasDraft: 'With a draft',
  pinned: 'Pinned',
  opening: 'Opening your messages',
  visitor: 'Visitor',
  empty: {
    mine: 'All answered.',
    allOpen: 'Nothing is open.',
    nothing: 'There is nothing here yet.',
    offline: 'Nothing is on this device yet.',
    offlineHow: 'What your team has arrives as soon as this device is online.',
    gone: 'This list is not there any more.',
    goneHow: 'Somebody removed it. The conversations are all where they were.',
    asleep: (count: number) =>
      n(count, { one: '1 of them sleeps', other: `${count} of them sleep` }),
    unassigned: 'Nobody is waiting to be taken.',
    all: 'No conversations yet.',
    allHow: 'Once the widget is on your site, what visitors write arrives here.',
    tryIt: 'Try it on the demo page',
    closed: 'Nothing is closed yet.',
    filtered: 'Nothing fits this filter.',
    mentions: 'Nobody has mentioned you.',
    mentionsHow: 'When a colleague writes @ and your name in a comment, it is here.',
    drafts: 'No drafts are waiting.',
    draftsHow: 'What you or your team write and do not send stays here, on every device.',
    missed: 'Nobody was missed today.',
    missedHow: 'Who waits too long is here, and who was answered late today.',
    attention: 'Nothing needs you to decide.',
    group: 'This group has nothing open.',
    snoozed: 'Nothing sleeps.',
    bin: 'The bin is empty.',
    blocked: 'Nobody is blocked.',
    wait: (count: number) =>
      n(count, { one: '1 waits in Unassigned', other: `${count} wait in Unassigned` }),
    goUnassigned: 'Go to Unassigned',
  },
};

export const filters = {
  channel: 'Which channels',
  allChannels: 'All channels',
  chat: 'Chat',
  email: 'Email',
  which: {
    open: 'Open',
    snoozed: 'Snoozed',
    closed: 'Closed',
    everything: 'All',
    blocked: 'Blocked',
    bin: 'Bin',
  },
  needsReply: 'Needs a reply',
  sort: 'Order',
  order: { newest: 'Newest first', oldest: 'Oldest first', waiting: 'Longest waiting' },
  density: 'Rows',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  save: 'Save this view…',
  usual: 'Clear the filter',
  tag: 'Tag',
  anyTag: 'Any tag',
};

export const bulk = {
  selected: (count: number) => n(count, { one: '1 selected', other: `${count} selected` }),
  all: (count: number) => `All ${count} in this filter`,
  toolbar: 'What to do with the selected ones',
  clear: 'Clear the selection',
  selectOne: (name: string) => `Select ${name}`,
  /** Offline there is a limit to what one action may carry. */
  tooManyOffline: (most: number) =>
    `Offline, up to ${most} at once. Select fewer, or do it once there is a connection.`,
};

export const saveView = {
  title: 'Save this view',
  name: 'Name',
  noName: 'Give it a name, so that it can be found.',
  audience: 'Who sees it',
  mine: 'Only me',
  everyone: 'Everybody',
  save: 'Save',
  change: 'Name and readers…',
  changeTitle: 'Change this view',
  keep: 'Keep this filter in the view',
  kept: (name: string) => `Filter kept in ${name}`,
  remove: 'Remove this view',
  removed: (name: string) => `View removed: ${name}`,
};

export const snooze = {
  title: 'Snooze',
  titleMany: (count: number) => n(count, { one: 'Snooze 1', other: `Snooze ${count}` }),
  type: 'Until when? 2h, mon 9, 3 days',
  until: (time: string) => `until ${time}`,
  untilReply: 'until they reply',
  reply: 'Until they reply',
  evenIfReply: 'Even if they reply',
  again: 'Same as last time',
  wake: 'Wake now',
  notUnderstood: 'No time that is to come. Try “2h”, “mon 9” or “3 days”.',
  preset: {
    hour: 'In an hour',
    'three-hours': 'In three hours',
    evening: 'This evening',
    tomorrow: 'Tomorrow morning',
    monday: 'Monday morning',
    week: 'In a week',
  },
};

/** What was done, for the toast that takes it back. */
export const done = {
  closed: (name: string) => `Closed: ${name}`,
  closedMany: (count: number) => n(count, { one: '1 closed', other: `${count} closed` }),
  reopened: (name: string) => `Reopened: ${name}`,
  reopenedMany: (count: number) => n(count, { one: '1 reopened', other: `${count} reopened` }),
  binned: (name: string) => `To the bin: ${name}`,
  binnedMany: (count: number) =>
    n(count, { one: '1 is in the bin', other: `${count} are in the bin` }),
  restored: (name: string) => `Out of the bin: ${name}`,
  restoredMany: (count: number) =>
    n(count, { one: '1 is out of the bin', other: `${count} are out of the bin` }),
  taken: (name: string) => `Assigned to you: ${name}`,
  takenMany: (count: number) =>
    n(count, { one: '1 assigned to you', other: `${count} assigned to you` }),
  tagged: (name: string) => `Tags changed: ${name}`,
  taggedMany: (count: number) =>
    n(count, { one: 'Tags of 1 changed', other: `Tags of ${count} changed` }),
  snoozed: (name: string, until: string) => `${name} sleeps ${until}`,
  snoozedMany: (count: number, until: string) =>
    n(count, { one: `1 sleeps ${until}`, other: `${count} sleep ${until}` }),
  woken: (name: string) => `Awake: ${name}`,
  wokenMany: (count: number) => n(count, { one: '1 is awake', other: `${count} are awake` }),
  read: (name: string) => `Read: ${name}`,
  readMany: (count: number) =>
    n(count, { one: '1 marked as read', other: `${count} marked as read` }),
  unread: (name: string) => `Unread: ${name}`,
  unreadMany: (count: number) =>
    n(count, { one: '1 marked as unread', other: `${count} marked as unread` }),
  waived: (name: string) => `${name}: no reply needed`,
  waivedMany: (count: number) =>
    n(count, { one: '1 needs no reply', other: `${count} need no reply` }),
  undone: (what: string) => `Undone. ${what}`,
  undoneButFor: (count: number) =>
    n(count, {
      one: 'Undone, but for 1 that has changed since',
      other: `Undone, but for ${count} that have changed since`,
    }),
  notUndone: 'Not undone: it has changed since.',
};
