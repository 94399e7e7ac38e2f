/**
 * What is told to an agent when something happens: a sound, a desktop notice, a line in the tray, or nothing. SPEC N1,
 * N2, N6, N7, M1, M3; UX rule 9: sound is for the person in charge, once.
 *
 * Pure: the desk says what happened and what is on its screens; the tab that leads carries the answer out.
 */
import type { Summary } from '../model.ts';
import { agentsOf, type StatusDot } from './status-dot.ts';

/** What may be told of, in the order of its weight. */
export const occasions = ['missed', 'held', 'mine', 'notice', 'new'] as const;
export type Occasion = (typeof occasions)[number];

export interface Happening {
  /** Told once under this name. */
  id: string;
  occasion: Occasion;
  conversation: string;
}

/** One agent's choice, from their profile (`preference.<name>`); all on where nothing was chosen but `desktop`. */
export interface AnnouncingSettings {
  sound: boolean;
  desktop: boolean;
  /** Words of the message in a desktop notice, or only that there is one. */
  preview: boolean;
  /** Also what nobody holds yet. */
  unassigned: boolean;
}
export const announcingDefaults: AnnouncingSettings = {
  ...{ sound: true, desktop: false, preview: true, unassigned: true },
};

export interface Surroundings {
  /** Conversations that somebody looks at right now, in any tab of this browser. */
  visible: ReadonlySet<string>;
  /** Another device of mine was used in the last 30 s, and this one was not (N6). */
  isQuieted: boolean;
  /** I chose Offline: no alerts (B1). */
  isOffDuty: boolean;
  settings: AnnouncingSettings;
}

export type Sound = 'new' | 'mine' | 'missed';

export interface Announcement {
  sound: Sound | null;
  /** Happenings to show on the desktop. */
  desktop: readonly Happening[];
  /** Rings again at 30 and 60 s while one of these is still missed. */
  repeats: readonly string[];
}
const silence: Announcement = { sound: null, desktop: [], repeats: [] };

/** What follows from what happened together: at most one sound, of the weightiest. */
export function announcementOf(
  happenings: readonly Happening[],
  { visible, isQuieted, isOffDuty, settings }: Surroundings,
): Announcement {
  if (isOffDuty || isQuieted) return silence;
  const told = happenings.filter(
    ({ conversation, occasion }) =>
      !visible.has(conversation) && (occasion !== 'new' || settings.unassigned),
  );
  const weightiest = occasions.find((one) => told.some(({ occasion }) => occasion === one));
  return {
    sound: settings.sound && weightiest ? soundOf[weightiest] : null,
    desktop: settings.desktop ? told : [],
    repeats: told.flatMap(({ occasion, conversation }) =>
      occasion === 'missed' ? [conversation] : [],
    ),
  };
}

const soundOf: Record<Occasion, Sound> = {
  ...{ missed: 'missed', held: 'mine', mine: 'mine', notice: 'mine', new: 'new' },
};

/** The missed sound comes again after these, then stops (UX 17 "Sound"). */
export const repeatAfterMs = [30_000, 60_000] as const;

/* ------------------------------------------------------------------ what happened */

/** A row as it was seen before, and what its dot was; null: not seen before. */
export interface Seen {
  lastVisitor: string | null;
  isRed: boolean;
}

export interface Looked {
  summary: Summary;
  dot: StatusDot;
}

/**
 * What a row that changed says of itself. A message is mine where I am one of its agents, and new where nobody holds it;
 * red is said once a turn, whoever it comes to (M1, M3).
 */
export function happeningsOf(
  { summary, dot }: Looked,
  before: Seen | null,
  { me, isRoutable }: { me: string; isRoutable: boolean },
): Happening[] {
  const { id: conversation, waiting, lastVisitor } = summary;
  const happenings: Happening[] = [];
  const isMine = agentsOf(summary).includes(me);
  const isUnread = dot.dot === 'violet' || dot.dot === 'red';
  if (lastVisitor && lastVisitor.entry !== before?.lastVisitor && isUnread) {
    const { entry: id } = lastVisitor;
    if (isMine) happenings.push({ id, occasion: 'mine', conversation });
    else if (summary.agent === null) happenings.push({ id, occasion: 'new', conversation });
  }
  // The bell is for its agents at once, and for all who are routable when those are silent (M1).
  const isBell = dot.dot === 'red' && !before?.isRed && (isMine || isRoutable);
  if (isBell && waiting) {
    happenings.push({ id: `missed/${waiting.entry}`, occasion: 'missed', conversation });
  }
  return happenings;
}

export function seenOf({ summary, dot }: Looked): Seen {
  return { lastVisitor: summary.lastVisitor?.entry ?? null, isRed: dot.dot === 'red' };
}

/** After a time away one sentence says it all (N7): how many are new, missed and held. */
export interface Missed {
  fresh: number;
  missed: number;
  held: number;
}

export function summaryAfterAway(happenings: readonly Happening[]): Missed | null {
  const of = (...asked: Occasion[]): number =>
    new Set(happenings.flatMap((one) => (asked.includes(one.occasion) ? [one.conversation] : [])))
      .size;
  const found = { fresh: of('new', 'mine'), missed: of('missed'), held: of('held') };
  return found.fresh + found.missed + found.held > 0 ? found : null;
}
