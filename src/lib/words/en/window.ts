/** The window of a conversation: its thread, what happened in it, and writing. */
import { plural } from '../plural.ts';

const n = plural('en');

export const window = {
  pick: 'Pick a conversation',
  orPress: 'or press',
  waitingLongest: 'for the one waiting longest',
  none: 'This conversation is not here.',
  noneWhy: 'It may have been erased, or the address is not quite right.',
  back: 'Back to the list',
  close: 'Close',
  reopen: 'Reopen',
  take: 'Take it',
  visitorWrites: 'Writing',
  toMe: 'Assign to me',
  isClosed: 'Closed',
  closedWhom: (name: string) => `Closed: ${name}`,
  onSiteNow: 'On your site now',
  left: (ago: string) => `Left ${ago} ago`,
  leftJustNow: 'Left just now',
  seenBeforeOffline: (time: string) => `On your site at ${time}, before you went offline`,
  reading: (who: string) => `${who} is reading`,
  writing: (who: string) => `${who} is writing`,
  thread: (name: string) => `Conversation with ${name}`,
  typing: (name: string) => `${name} is typing`,
  newSince: (time: string) => `New since ${time}`,
  newBelow: (count: number) => n(count, { one: '1 new message', other: `${count} new messages` }),
  changes: (count: number) => n(count, { one: '1 change', other: `${count} changes` }),
  earlier: 'Earlier messages',
  opening: 'Opening',
  onlyTeam: 'Only your team sees this',
  updateToSee: 'Update Parley to see this',
  offlineSince: (time: string) => `Offline since ${time}`,
  saved: 'Saved on this device',
  sent: 'Sent',
  read: (time: string) => `Read ${time}`,
  notDelivered: (reason: string) => `Not delivered: ${reason}`,
  noReason: 'no reason was given',
  written: (time: string) => `written ${time}`,
  writtenThenSent: (written: string, sent: string) => `written ${written}, sent ${sent}`,
  viewerOnly: 'You can read here, not write.',
};

export const event = {
  assignedToMe: (who: string | null) =>
    who ? `${who} assigned this to you` : 'You assigned this to yourself',
  assignedTo: (who: string | null, whom: string) =>
    who ? `${who} assigned this to ${whom}` : `You assigned this to ${whom}`,
  unassigned: (who: string | null) =>
    who ? `${who} gave this back to everybody` : 'You gave this back to everybody',
  firstReply: (whom: string | null) =>
    whom ? `Assigned to ${whom} by the first reply` : 'Assigned to you by your first reply',
  taken: (who: string | null) => (who ? `${who} took this` : 'You took this'),
  closed: (who: string | null) => (who ? `${who} closed this` : 'You closed this'),
  reopened: (who: string | null) => (who ? `${who} reopened this` : 'You reopened this'),
  reopenedByMessage: 'Reopened by a new message',
  reopenedUnseen: 'Reopened: a message had arrived that was not seen',
  missed: 'Missed: nobody answered in time',
};

export const held = {
  'colleague-replied': (who: string, at: string) => `${who} replied ${at}, before you came back.`,
  'given-away': (who: string, at: string) => `This went to ${who} ${at}, before your reply left.`,
  closed: (who: string, at: string) => `${who} closed this ${at}, before your reply left.`,
  'unseen-messages': (who: string, at: string) => `${who} wrote ${at}, before your reply left.`,
  stale: 'You wrote this more than a day ago. Is it still right?',
  plain: 'Things changed before your reply left. Look again, then decide.',
  sendToo: 'Send mine too',
  sendAnyway: 'Send anyway',
  edit: 'Edit',
  discard: 'Discard',
};

export const refused = {
  message: 'Not sent.',
  why: {
    malformed: 'Parley could not read this. Copy it and write it again.',
    'not-yours': 'This conversation is no longer here.',
    'not-allowed': 'Your role does not allow this.',
    'id-used': 'Something else was saved under the same name. Send it again.',
    empty: 'There were no words in it.',
    'too-long': 'It is longer than a message may be. Shorten it and send again.',
    'already-sent': 'This draft was already sent.',
    'already-taken': 'Somebody else took this first.',
    'no-such-agent': 'This colleague is no longer in the team.',
    'no-such-group': 'This group does not exist any more.',
    'no-such-entry': 'What this belongs to is no longer here.',
    'after-refused': 'What came before it was not accepted.',
    'after-unknown': 'What came before it is not known.',
    'too-many': 'This conversation is full. Ask the visitor to start a new one.',
    'too-late': 'Words can be changed for 5 minutes, and not after they left by email.',
    erased: 'This conversation was erased.',
  },
  alreadySentBy: (who: string, at: string) => `${who} sent this draft ${at}.`,
  alreadyTakenBy: (who: string, at: string | null) =>
    at ? `${who} took this ${at}, before you.` : `${who} took this first.`,
  leaveIt: 'Leave it',
  change: 'Your change was not accepted.',
  again: 'Send again',
  edit: 'Edit',
  discard: 'Discard',
  fine: 'All right',
};

export const composer = {
  label: 'Write',
  reply: 'Reply',
  comment: 'Comment',
  replyTo: (name: string) => `Reply to ${name}`,
  onlyTeam: 'Only your team will see this',
  send: 'Send',
  sendComment: 'Comment',
  sendAnyway: (who: string) => `${who} is writing – send anyway?`,
  sendAnywayMore: 'Colleagues are writing – send anyway?',
  whenOnline: 'Will be sent when you’re online',
  commentWhenOnline: 'Your team sees it when you’re online',
  webChat: 'Web chat',
  chatOnline: (name: string) => `${name} is on your site, so this goes to the chat`,
  chatAway: (name: string) => `${name} has left; this waits in the chat for their return`,
  chatOrEmail: 'Delivered in the chat when you are back',
  savedHere: 'Saved on this device',
  saved: 'Saved',
  writingToo: (who: string) => `${who} is writing too`,
  leftOver: 'Written in the last draft, not sent',
  useIt: 'Add it here',
  dropIt: 'Discard',
  bold: 'Bold',
  italic: 'Italic',
  list: 'List',
  tooLong: 'Longer than a message may be',
  notSaved: 'Could not be saved on this device. Your text is still here.',
};

export const said = {
  newMessage: (name: string, text: string) => `${name}: ${text}`,
  newMessages: (name: string, count: number) =>
    n(count, {
      one: `1 new message from ${name}`,
      other: `${count} new messages from ${name}`,
    }),
  commentMode: 'Comment. Only your team will see this.',
  replyMode: (name: string) => `Reply to ${name}.`,
  messageSaved: 'Message saved, it is on its way.',
  commentSaved: 'Comment saved.',
  missed: (name: string) => `Missed: ${name} is waiting for an answer.`,
  closed: 'Closed.',
  reopened: 'Reopened.',
  taken: 'Assigned to you.',
};
