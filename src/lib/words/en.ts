/**
 * What Parley says in English, and with it the shape every other language fills (UX 15). Whole sentences only:
 * a name or a time is put in, never a piece of grammar. Where `who` is null the reader is meant.
 */
import { plural } from './plural.ts';

const n = plural('en');

export const en = {
  nav: {
    mine: 'My messages',
    unassigned: 'Unassigned',
    all: 'All messages',
    visitors: 'Visitors online',
    statistics: 'Statistics',
    mentions: 'Mentions',
    drafts: 'Drafts',
    attention: 'Needs attention',
    groups: 'Groups',
    savedViews: 'Saved views',
    settings: 'Settings',
    online: (count: number) => n(count, { one: '1 online', other: `${count} online` }),
    unread: (count: number) => n(count, { one: '1 unread', other: `${count} unread` }),
    inIt: (count: number) => n(count, { one: '1 in it', other: `${count} in it` }),
    waiting: (count: number) => n(count, { one: '1 waiting', other: `${count} waiting` }),
    menu: 'Menu',
    more: 'More',
  },

  account: {
    menu: 'account menu',
    role: { owner: 'Owner', admin: 'Admin', agent: 'Agent', viewer: 'Viewer' },
    appearance: 'Appearance',
    theme: { system: 'Like this device', light: 'Light', dark: 'Dark' },
    language: 'Language',
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
  },

  invite: {
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
  },

  assign: {
    toAgent: 'Assign to an agent',
    toGroup: 'Assign to a group',
    many: (count: number) => n(count, { one: '1 conversation', other: `${count} conversations` }),
    find: 'Name',
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
    warnInvisible: (who: string) =>
      `${who} is invisible and takes no new chats. It is given anyway.`,
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
  },

  connection: {
    offline: 'Offline · everything is saved on this device',
    syncing: (changes: number) =>
      n(changes, { one: 'Syncing 1 change', other: `Syncing ${changes} changes` }),
    catchingUp: 'Catching up',
    synced: 'All synced',
    tooOld: 'A new version of Parley is here.',
    reload: 'Reload',
    tryNow: 'Try now',
  },

  frame: {
    navigation: 'Width of the navigation',
    list: 'Width of the list',
    details: 'Width of the contact details',
  },

  list: {
    open: 'Open',
    closed: 'Closed',
    everything: 'Open and closed',
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
    from: (who: string) => `${who}:`,
    assigned: (who: string | null) => (who ? `Assigned to ${who}` : 'Assigned to you'),
    chat: 'chat',
    email: 'email',
    closedBy: (who: string | null) => (who ? `${who} closed this` : 'You closed this'),
    takenBy: (who: string | null) => (who ? `${who} took this` : 'You took this'),
    movedOn: 'No longer in this list',
    opening: 'Opening your messages',
    visitor: 'Visitor',
    empty: {
      mine: 'All answered.',
      unassigned: 'Nobody is waiting to be taken.',
      all: 'No conversations yet.',
      allHow: 'Once the widget is on your site, what visitors write arrives here.',
      tryIt: 'Try it on the demo page',
      closed: 'Nothing is closed yet.',
      wait: (count: number) =>
        n(count, { one: '1 waits in Unassigned', other: `${count} wait in Unassigned` }),
      goUnassigned: 'Go to Unassigned',
    },
  },

  window: {
    pick: 'Pick a conversation',
    orPress: 'or press',
    waitingLongest: 'for the one waiting longest',
    none: 'This conversation is not here.',
    noneWhy: 'It may have been erased, or the address is not quite right.',
    back: 'Back to the list',
    close: 'Close',
    reopen: 'Reopen',
    take: 'Take it',
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
  },

  event: {
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
  },

  held: {
    'colleague-replied': (who: string, time: string) =>
      `${who} replied at ${time}, before you came back.`,
    'given-away': (who: string, time: string) =>
      `This went to ${who} at ${time}, before your reply left.`,
    closed: (who: string, time: string) => `${who} closed this at ${time}, before your reply left.`,
    'unseen-messages': (who: string, time: string) =>
      `${who} wrote at ${time}, before your reply left.`,
    stale: 'You wrote this more than a day ago. Is it still right?',
    plain: 'Things changed before your reply left. Look again, then decide.',
    sendToo: 'Send mine too',
    sendAnyway: 'Send anyway',
    edit: 'Edit',
    discard: 'Discard',
  },

  refused: {
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
    alreadySentBy: (who: string, time: string) => `${who} sent this draft at ${time}.`,
    alreadyTakenBy: (who: string) => `${who} took this first.`,
    change: 'Your change was not accepted.',
    again: 'Send again',
    edit: 'Edit',
    discard: 'Discard',
    fine: 'All right',
  },

  composer: {
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
  },

  keyboard: {
    title: 'Keyboard',
    hint: 'Letters work outside text fields, as printed on your keyboard',
    moving: 'Moving',
    going: 'Going to',
    answering: 'Answering',
    deciding: 'Deciding',
    many: 'Many at once',
    always: 'Always',
    nextPrevious: 'Next, previous',
    open: 'Open, focus the thread',
    nextWaiting: 'Next waiting for a reply',
    out: 'Out, one step',
    send: 'Send',
    sendFromList: 'Send from a list',
    newLine: 'New line',
    thisPage: 'This page',
    then: 'then',
    panes: 'Next pane',
  },

  actions: {
    peek: 'Peek without reading',
    previousWaiting: 'Previous waiting for a reply',
    sendAndClose: 'Send and close',
    assignAgent: 'Assign to an agent',
    assignGroup: 'Assign to a group',
    snooze: 'Snooze',
    wake: 'Wake now',
    unread: 'Unread, read',
    markUnread: 'Mark as unread',
    markRead: 'Mark as read',
    waive: 'No reply needed',
    tags: 'Tags',
    block: 'Block',
    bin: 'To the bin',
    restore: 'Take out of the bin',
    menu: 'Menu of the conversation',
    select: 'Select',
    extend: 'Extend the selection',
    selectAll: 'Select all',
    palette: 'Do anything',
    search: 'Search',
    details: 'Contact details',
  },

  /** What was done, for the toast that takes it back. */
  done: {
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
    assigned: (name: string, whom: string) => `${name}: assigned to ${whom}`,
    assignedMany: (count: number, whom: string) =>
      n(count, { one: `1 assigned to ${whom}`, other: `${count} assigned to ${whom}` }),
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
  },

  said: {
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
  },

  time: {
    now: 'now',
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (hours: number, minutes: string) => `${hours} h ${minutes}`,
    days: (count: number) => n(count, { one: '1 day', other: `${count} days` }),
    today: 'Today',
    yesterday: 'Yesterday',
  },

  common: {
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    undo: 'Undo',
    key: (name: string, key: string) => `${name} (${key})`,
  },

  unreachable: {
    title: 'No connection',
    why: 'Nobody is signed in on this device yet, so there is nothing to open. Connect once, and it opens without a network from then on.',
  },

  signedOut: 'Sign in again. What you wrote is safe on this device and leaves once you are back.',
  deviceProblem: 'Parley cannot keep anything on this device. Close other tabs of it, then reload.',
  you: 'You',
  someone: 'A colleague',
  parley: 'Parley',
};

export type Words = typeof en;
