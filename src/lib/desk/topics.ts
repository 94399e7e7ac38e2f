/**
 * The pages of the settings, in the order of their list, and what somebody may look for on each (UX 11). A field is the
 * name of its words in the page's section, and the id of its place on the page: so every setting has a link.
 */
import type { Role } from '#domain/model.ts';
import type { Words } from '../words/words.ts';
import { nameScore } from './name-match.ts';

export const topics = [
  'profile',
  'availability',
  'notifications',
  'appearance',
  'shortcuts',
  'devices',
  'preferences',
  'groups',
  'agents',
  'tags',
  'blocked',
  'workspace',
  'history',
] as const;
export type Topic = (typeof topics)[number];

export function isTopic(value: unknown): value is Topic {
  return (topics as readonly unknown[]).includes(value);
}

export const topicSections: readonly { section: 'me' | 'inbox' | 'space'; topics: Topic[] }[] = [
  {
    section: 'me',
    topics: ['profile', 'availability', 'notifications', 'appearance', 'shortcuts', 'devices'],
  },
  { section: 'inbox', topics: ['preferences', 'groups', 'agents', 'tags', 'blocked'] },
  { section: 'space', topics: ['workspace', 'history'] },
];

/** What others need not even see: it would only tell them no. */
export function mayOpen(topic: Topic, role: Role): boolean {
  return topic !== 'history' || role === 'owner' || role === 'admin';
}

const fields = {
  profile: ['name', 'picture', 'languages'],
  availability: ['status', 'capacity'],
  notifications: ['events', 'volume', 'instrument', 'repeat', 'onDesktop', 'preview', 'test'],
  appearance: ['theme', 'density', 'language', 'enterSends'],
  shortcuts: ['letters', 'print'],
  devices: ['sessions', 'password'],
  preferences: [
    'afterClosing',
    'capacity',
    'missedUnassigned',
    'missedEmailHours',
    'sharedReadState',
  ],
  groups: ['spread', 'members', 'isPrivate'],
  agents: ['invitations', 'removedPeople'],
  tags: [],
  blocked: [],
  workspace: ['name'],
  history: [],
} as const satisfies { [T in Topic]: readonly (keyof Words['settings'][T])[] };

export interface Found {
  topic: Topic;
  /** Null: the page itself. */
  field: string | null;
  label: string;
}

/** Pages and fields whose names fit what is typed, best first; pages before fields that fit alike. */
export function findSettings(typed: string, words: Words, role: Role): readonly Found[] {
  return topics
    .filter((topic) => mayOpen(topic, role))
    .flatMap((topic) => {
      const section = words.settings[topic] as Record<string, unknown>;
      const named = fields[topic].map((field) => ({ topic, field, label: String(section[field]) }));
      return [{ topic, field: null, label: String(section['title']) }, ...named];
    })
    .map((found) => ({ found, score: nameScore(found.label, typed.trim()) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score - a.score || Number(a.found.field !== null) - Number(b.found.field !== null),
    )
    .map(({ found }) => found);
}
