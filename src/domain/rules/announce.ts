/**
 * What is told to an agent when something happens: a sound, a desktop notice, a line in the tray, or nothing. SPEC N1,
 * N2, N6, N7, M1, M3; UX rule 9: sound is for the person in charge, once.
 *
 * Pure: the desk says what happened and what is on its screens; the tab that leads carries the answer out.
 */
import type { Summary } from '../model.ts';
import { type RecordRow, valueOf } from '../records/record.ts';
import { agentsOf, type StatusDot } from './status-dot.ts';

/**
 * What may be told of, in the order of its weight. `failed`: something of mine was refused. `notice`: what colleagues did
 * that concerns me. `group`: new for a group of mine (A2). `new`: nobody's and no group's.
 */
export const occasions = ['missed', 'held', 'failed', 'mine', 'notice', 'group', 'new'] as const;
export type Occasion = (typeof occasions)[number];

/** How it is told: by a card in the desk, by a sound, by the system. */
export const ways = ['card', 'sound', 'desktop'] as const;
export type Way = (typeof ways)[number];

export interface Happening {
  /** Told once under this name. */
  id: string;
  occasion: Occasion;
  conversation: string;
}

/** One agent's choices, from their profile. */
export interface AnnouncingSettings {
  wants(occasion: Occasion, way: Way): boolean;
  /** Words of the message in a desktop notice, or only that there is one. */
  preview: boolean;
  /** A sound comes again until what it was for is read. */
  isRepeated: boolean;
}

/** Every cell of the grid is a field of its own: two devices that change two of them both count (S11). */
export function tellField(occasion: Occasion, way: Way): `preference.${string}` {
  return `preference.tell-${occasion}-${way}`;
}

/** What holds where nothing was chosen: everything, but no card for what the list shows to everybody anyway. */
export function isToldByDefault(occasion: Occasion, way: Way): boolean {
  return way !== 'card' || (occasion !== 'new' && occasion !== 'group');
}

export function announcingOf(profile: RecordRow | undefined): AnnouncingSettings {
  const chosen = (field: string, otherwise: boolean): boolean => {
    const value = valueOf(profile, field);
    return typeof value === 'boolean' ? value : otherwise;
  };
  return {
    wants: (occasion, way) => chosen(tellField(occasion, way), isToldByDefault(occasion, way)),
    preview: chosen('preference.preview', true),
    isRepeated: chosen('preference.repeatSound', false),
  };
}

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
  /** Happenings to show in the desk, and by the system. */
  cards: readonly Happening[];
  desktop: readonly Happening[];
  /** Rings again while one of these is still missed; or, for who wants that, unread. */
  repeats: readonly Happening[];
}
const silence: Announcement = { sound: null, cards: [], desktop: [], repeats: [] };

/** What follows from what happened together: at most one sound, of the weightiest. */
export function announcementOf(
  happenings: readonly Happening[],
  { visible, isQuieted, isOffDuty, settings }: Surroundings,
): Announcement {
  if (isOffDuty) return silence;
  const by = (way: Way) =>
    happenings.filter(
      ({ conversation, occasion }) => !visible.has(conversation) && settings.wants(occasion, way),
    );
  // A card makes no noise, and whoever comes back to this device finds it.
  if (isQuieted) return { ...silence, cards: by('card') };
  const heard = by('sound');
  const weightiest = occasions.find((one) => heard.some(({ occasion }) => occasion === one));
  return {
    sound: weightiest ? soundOf[weightiest] : null,
    cards: by('card'),
    desktop: by('desktop'),
    repeats: heard.filter(({ occasion }) => settings.isRepeated || occasion === 'missed'),
  };
}

const soundOf: Record<Occasion, Sound> = {
  ...{ missed: 'missed', held: 'mine', failed: 'mine', mine: 'mine', notice: 'mine' },
  ...{ group: 'new', new: 'new' },
};

/** The missed sound comes again after these, then stops (UX 17 "Sound"). */
export const repeatAfterMs = [30_000, 60_000] as const;
/** For who wants it until read: as long as somebody may be on their way back. */
export const repeatUntilReadMs = Array.from({ length: 20 }, (_, n) => (n + 1) * 30_000);

/* ------------------------------------------------------------------ what happened */

/** A row as it was seen before, and what its dot was; null: not seen before. */
export interface Seen {
  lastVisitor: string | null;
  group: string | null;
  isRed: boolean;
}

export interface Looked {
  summary: Summary;
  dot: StatusDot;
}

export interface Viewer {
  me: string;
  isRoutable: boolean;
  isInGroup(group: string): boolean;
}

/**
 * What a row that changed says of itself. A message is mine where I am one of its agents; where nobody holds it, it is
 * new to its group, or to everybody if it has none; red is said once a turn, whoever it comes to (A2, M1, M3).
 */
export function happeningsOf(
  { summary, dot }: Looked,
  before: Seen | null,
  { me, isRoutable, isInGroup }: Viewer,
): Happening[] {
  const { id: conversation, waiting, lastVisitor, group } = summary;
  const happenings: Happening[] = [];
  const isMine = agentsOf(summary).includes(me);
  const isOurs = group !== null && isInGroup(group);
  const isUnread = dot.dot === 'violet' || dot.dot === 'red';
  if (lastVisitor && lastVisitor.entry !== before?.lastVisitor && isUnread) {
    const { entry: id } = lastVisitor;
    if (isMine) happenings.push({ id, occasion: 'mine', conversation });
    else if (summary.agent === null && (group === null || isOurs)) {
      happenings.push({ id, occasion: isOurs ? 'group' : 'new', conversation });
    }
  }
  // The bell is for its agents at once, and for all who are routable when those are silent (M1).
  const isBell = dot.dot === 'red' && !before?.isRed && (isMine || isRoutable);
  if (isBell && waiting) {
    happenings.push({ id: `missed/${waiting.entry}`, occasion: 'missed', conversation });
  }
  return happenings;
}

/** It was given to a group of mine: whoever holds it, its group is told that it is theirs now (A2). */
export function givenToGroup(
  summary: Summary,
  before: Pick<Seen, 'group'> | null,
  { me, isInGroup }: Pick<Viewer, 'me' | 'isInGroup'>,
): Happening[] {
  const { id: conversation, group, status } = summary;
  if (!before || group === null || before.group === group || status === 'closed') return [];
  if (!isInGroup(group) || agentsOf(summary).includes(me)) return [];
  return [{ id: `group/${conversation}/${group}`, occasion: 'group', conversation }];
}

export function seenOf({ summary, dot }: Looked): Seen {
  const { lastVisitor, group } = summary;
  return { lastVisitor: lastVisitor?.entry ?? null, group, isRed: dot.dot === 'red' };
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
  const found = { fresh: of('new', 'group', 'mine'), missed: of('missed'), held: of('held') };
  return found.fresh + found.missed + found.held > 0 ? found : null;
}
