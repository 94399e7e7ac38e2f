/** What can be done with one conversation, and what was: its head, its messages, its changes. */
import { plural } from '../plural.ts';

const n = plural('en');

export const conversation = {
  block: 'Block',
  blockHere: 'Block in this chat',
  blockHereHow: 'Messages are kept and rouse nobody. They notice nothing.',
  ban: 'Ban from everywhere',
  banHow: 'Their chat disappears and nothing more arrives.',
  forDays: (count: number) => n(count, { one: 'For 1 day', other: `For ${count} days` }),
  forEver: 'For ever',
  unblock: 'Unblock',
  banOffline: 'A ban takes effect once this device is online.',
  blockTitle: (name: string) => `Block ${name}`,
  banTitle: (name: string, days: number | null) =>
    days === null
      ? `Ban ${name} for ever`
      : n(days, { one: `Ban ${name} for 1 day`, other: `Ban ${name} for ${days} days` }),
  why: 'Why',
  whyHow: 'A word for your team, if you like. The visitor never sees it.',
  whyWas: (why: string) => `“${why}”`,
  banNow: 'Ban',
  doneBlocked: (name: string) => `Blocked: ${name}`,
  doneBanned: (name: string) => `Banned: ${name}`,
  doneUnblocked: (name: string) => `Unblocked: ${name}`,
  more: 'More',
  copyLink: 'Copy link',
  transcript: 'Transcript…',
  merge: 'Merge with…',
  summary: 'Pin a summary',
  print: 'Print',
  deleteForGood: 'Delete for good…',
  blockedUntil: (time: string | null) =>
    time === null ? 'Blocked. Messages are kept here.' : `Blocked until ${time}.`,
  bannedUntil: (time: string | null) =>
    time === null ? 'Banned. Nothing more arrives.' : `Banned until ${time}.`,
  inBin: (time: string) => `In the bin. Gone for good on ${time}.`,
  mergedInto: (name: string) => `Shown in the conversation with ${name}.`,
  openIt: 'Open it',
  unmerge: 'Separate again',
  mergedFrom: (count: number) =>
    n(count, {
      one: 'With 1 more conversation in it',
      other: `With ${count} more conversations in it`,
    }),
  from: (name: string) => `from ${name}`,

  messageMenu: (who: string) => `Menu of the message by ${who}`,
  quote: 'Quote',
  react: 'React',
  reactWith: (emoji: string) => `React with ${emoji}`,
  reactedBy: (emoji: string, who: string) => `${emoji}, ${who}`,
  edit: 'Edit',
  unsend: 'Remove for everybody',
  copy: 'Copy',
  unreadFromHere: 'Mark unread from here',
  removed: 'Message removed',
  removedByVisitor: 'Removed by its author',
  edited: 'edited',
  showBefore: 'What it said before',
  hideBefore: 'Hide what it said before',
  save: 'Save',
  cancel: 'Cancel',
  editing: 'Edit this message',
  tooLate: 'Five minutes have passed. It can no longer be changed.',
  unsent: 'Removed. The visitor no longer sees it.',
  quoting: (who: string) => `Quoting ${who}`,
  dropQuote: 'Do not quote',
  quoteGone: 'A message that is not here',
  sendAnd: 'More ways to send',
  undo: 'Undo',
  later: 'Later messages',
  fold: 'Fold',

  mergeTitle: 'Merge with another conversation',
  mergeHow: 'Its messages are shown here, in order of time. Each visitor keeps their own chat.',
  mergeFind: 'Find by name or words',
  mergeNone: 'No other conversation fits.',
  mergeSame: 'Same contact',
  merged: (name: string) => `Merged: ${name}`,
  unmerged: 'Separate again',

  summaryTitle: 'Summary',
  summaryOnly: 'Only your team sees this',
  summaryWrite: 'What a colleague should know first',
  summaryHide: 'Hide the summary',

  transcriptTitle: 'Transcript',
  transcriptFormat: 'Format',
  transcriptText: 'Text',
  transcriptHtml: 'Web page',
  transcriptJson: 'JSON',
  transcriptInternal: 'Internal copy, with comments',
  transcriptInternalHow: 'Do not hand this to anybody outside.',
  transcriptOf: (name: string, day: string) => `Conversation with ${name}, ${day}`,
  download: 'Download',
  comment: 'comment',

  purgeTitle: 'Delete this conversation for good?',
  purgeHow: 'Every message is erased, here and in the visitor’s chat. Nobody can bring it back.',
  purge: 'Delete for good',
  purging: 'Deleting…',
  purgeOffline: 'This needs a connection.',
  purgeFailed: 'It could not be deleted. Try again in a moment.',

  event: {
    grouped: (who: string | null, group: string) =>
      who ? `${who} gave this to ${group}` : `You gave this to ${group}`,
    ungrouped: (who: string | null) =>
      who ? `${who} took this out of its group` : 'You took this out of its group',
    spread: (whom: string | null) => (whom ? `Given to ${whom} in turn` : 'Given to you in turn'),
    agentAway: 'Back to everybody: its agent was away',
    joined: (who: string | null) => (who ? `${who} joined` : 'You joined'),
    joinedBy: (who: string | null, whom: string) =>
      who ? `${who} asked ${whom} to join` : `You asked ${whom} to join`,
    left: (who: string | null) => (who ? `${who} left` : 'You left'),
    leftBy: (who: string | null, whom: string) =>
      who ? `${who} removed ${whom}` : `You removed ${whom}`,
    tagged: (who: string | null, tag: string) =>
      who ? `${who} tagged this ${tag}` : `You tagged this ${tag}`,
    untagged: (who: string | null, tag: string) =>
      who ? `${who} removed the tag ${tag}` : `You removed the tag ${tag}`,
    waived: (who: string | null) =>
      who ? `${who} said no reply is needed` : 'You said no reply is needed',
    snoozed: (who: string | null, time: string) =>
      who ? `${who} let this sleep until ${time}` : `You let this sleep until ${time}`,
    snoozedForReply: (who: string | null) =>
      who
        ? `${who} let this sleep until the visitor writes`
        : 'You let this sleep until the visitor writes',
    woken: (who: string | null) => (who ? `${who} woke this` : 'You woke this'),
    page: (visitor: string, page: string) => `${visitor} went to “${page}”`,
    wokenDue: 'Awake again',
    binned: (who: string | null) =>
      who ? `${who} put this in the bin` : 'You put this in the bin',
    restored: (who: string | null) =>
      who ? `${who} took this out of the bin` : 'You took this out of the bin',
    restoredByMessage: 'Out of the bin: somebody wrote',
    restoredUnseen: 'Out of the bin: a message had arrived that was not seen',
    blocked: (who: string | null) =>
      who ? `${who} blocked this visitor` : 'You blocked this visitor',
    banned: (who: string | null) =>
      who ? `${who} banned this visitor` : 'You banned this visitor',
    until: (what: string, time: string) => `${what} until ${time}`,
    why: (what: string, why: string) => `${what}: ${why}`,
    unblocked: (who: string | null) =>
      who ? `${who} unblocked this visitor` : 'You unblocked this visitor',
    mergedFrom: (who: string | null, name: string) =>
      who ? `${who} merged ${name} into this` : `You merged ${name} into this`,
    mergedInto: (who: string | null, name: string) =>
      who ? `${who} merged this into ${name}` : `You merged this into ${name}`,
    unmerged: (who: string | null, name: string) =>
      who ? `${who} separated ${name} again` : `You separated ${name} again`,
    tag: 'a tag that is gone',
    group: 'a group that is gone',
    other: 'another conversation',
  },
};
