/** What is told: in the bell, on the desktop, and after an absence. */
import { plural } from '../plural.ts';

const n = plural('en');

export const notices = {
  title: 'Notices',
  open: (count: number) => n(count, { one: 'Notices, 1 new', other: `Notices, ${count} new` }),
  none: 'Nothing new. Hand-overs and changes that met another one are told here.',
  assignedToYou: (who: string, visitor: string) => `${who} assigned ${visitor} to you`,
  spreadToYou: (visitor: string) => `${visitor} was assigned to you in turn`,
  joinedYou: (who: string, visitor: string) => `${who} asked you to take part with ${visitor}`,
  mentioned: (who: string, visitor: string) => `${who} mentioned you with ${visitor}`,
  reopened: (visitor: string) =>
    `Open again: ${visitor} had written something you had not seen when you closed it`,
  changed: (who: string, at: string) => `${who} changed this ${at}`,
  plain: (did: string) => `${did}.`,
  afterYours: (did: string, yours: string) => `${did}, after your ${yours} change`,
  did: {
    took: (who: string, at: string) => `${who} took this ${at}`,
    assigned: (who: string, whom: string, at: string) => `${who} assigned this to ${whom} ${at}`,
    assignedYou: (who: string, at: string) => `${who} assigned this to you ${at}`,
    unassigned: (who: string, at: string) => `${who} gave this back to everybody ${at}`,
    grouped: (who: string, group: string, at: string) => `${who} gave this to ${group} ${at}`,
    ungrouped: (who: string, at: string) => `${who} took this out of its group ${at}`,
    closed: (who: string, at: string) => `${who} closed this ${at}`,
    reopened: (who: string, at: string) => `${who} reopened this ${at}`,
    binned: (who: string, at: string) => `${who} put this in the bin ${at}`,
    restored: 'This is back from the bin, because of words that you had not seen',
    blocked: (who: string, at: string) => `${who} blocked this person ${at}`,
    unblocked: (who: string, at: string) => `${who} unblocked this person ${at}`,
    joined: (who: string, whom: string, at: string) => `${who} added ${whom} ${at}`,
    tagged: (who: string, at: string) => `${who} added this tag again ${at}`,
  },
  away: (fresh: number, missed: number, held: number) =>
    [fresh > 0 && `${fresh} new`, missed > 0 && `${missed} missed`, held > 0 && `${held} held`]
      .filter(Boolean)
      .join(', ') || 'nothing new',
  whileAway: (counts: string) => `While you were away: ${counts}`,
  takeOver: 'Take over',
  useMine: 'Use mine',
  soundOff: 'Sound is off – click once to allow',
  soundAsk: 'Hear when somebody writes – click once to try',
  cards: 'Just now',
  dismiss: (name: string) => `Dismiss: ${name}`,
  desktop: {
    mine: (name: string) => name,
    new: (name: string) => `New: ${name}`,
    missed: (name: string) => `Missed: ${name} is waiting`,
    held: (name: string) => `Held: your reply to ${name}`,
    failed: (name: string) => `Not sent: something of yours with ${name}`,
    group: (name: string) => `For your group: ${name}`,
    notice: (name: string) => name,
    hidden: 'A new message',
  },
};
