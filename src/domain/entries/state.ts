/**
 * The state of one conversation: what its log says now. `step` moves it by one entry; the server keeps it as JSON
 * beside the conversation, browsers make it by folding the log. Same function, same state. SPEC R1, R3, R9.
 */
import type { Channel } from '../model.ts';

export interface Place {
  id: string;
  /** Number in the projection that was folded (team numbers on the server and in the desk). */
  number: number;
  acceptedAtMs: number;
}

export interface ConversationState {
  /** How many entries were folded. */
  count: number;
  lastAcceptedAtMs: number;
  status: { value: 'open' | 'closed'; intendedAtMs: number; entry: string; by: string };
  /** The winning intention; `entry` breaks ties (R3). */
  agent: { value: string | null; intendedAtMs: number; entry: string; by: string };
  channel: Channel;
  firstVisitorMessage: Place | null;
  lastVisitorMessage: Place | null;
  /** Last public message by an agent. */
  lastReply: (Place & { by: string }) | null;
  /** First visitor message since the last reply or close: somebody waits (SPEC L13, L16). */
  waiting: Place | null;
  /** The turn (first unanswered visitor message) for which `missed` was written last. */
  missedTurn: string | null;
  /** Furthest place each side has read (entries `read`). */
  readByTeam: Place | null;
  readByVisitor: Place | null;
  preview: { kind: 'message' | 'comment'; by: string; byName: string | null; text: string } | null;
  /** Last public message: what the list sorts by. */
  activeAtMs: number;
  /** Drafts that were sent: `<channel>` -> highest consumed number. */
  draftsSent: Record<
    string,
    { number: number; by: string; byName: string | null; atMs: number; entry: string }
  >;
  /** Entries by Parley since a person last acted (at most `limits.automaticEntriesInARow`). */
  automaticInARow: number;
}
