/**
 * The tables of `parley.db`, as Kysely types. Columns are named as the fields of `ports.ts`, so rows come back in
 * the port's shape and are not mapped. What the tables are and why they lie so is in `migrations/0001-foundation.ts`.
 */
import type { Generated } from 'kysely';
import type {
  Account,
  AnswerRow,
  AuditRow,
  ConversationRow,
  Effect,
  EntryRow,
  Invitation,
  Pack,
  RecordHead,
  SessionRow,
  TicketRow,
  VisitorRow,
} from '../ports.ts';

/** `no` is the small number a conversation has inside this file; the id everybody knows is text. */
interface ConversationTable extends ConversationRow {
  no: Generated<number>;
  /** `entry.no` of its last entry: where the chain of `entry.previous` begins. Null: no entries. */
  tail: number | null;
  /** The feed's `conversation` row, JSON; null with a `rev`: deleted. */
  summary: string | null;
  rev: number | null;
}

interface EntryTable extends Omit<EntryRow, 'conversation'> {
  /** Commit order over the whole store. */
  no: number;
  conversationNo: number;
  /** `no` of the entry before it in the same conversation. */
  previous: number | null;
}

/** A second copy of finished stretches of a log, one row for 64 entries, only to be read fast. */
interface EntryChunkTable {
  no: Generated<number>;
  conversationNo: number;
  audience: 'team' | 'public';
  /** Number of the first entry within the audience's projection, and how many there are. */
  first: number;
  count: number;
  texts: string;
}

interface EntryPackTable extends Pack {
  no: Generated<number>;
  conversationNo: number;
  audience: 'team' | 'public';
}

interface FeedTable {
  no: Generated<number>;
  table: string;
  id: string;
  /** Empty for everybody's rows: null would not be unique. */
  owner: string;
  rev: number;
  value: string | null;
  deletedAtMs: number | null;
}

/** `fields` is JSON; what the feed shows of a record is made from its head. */
interface RecordRows extends RecordHead {
  no: Generated<number>;
}

export interface Tables {
  meta: { key: string; value: string };
  conversation: ConversationTable;
  entry: EntryTable;
  entryChunk: EntryChunkTable;
  entryPack: EntryPackTable;
  answer: AnswerRow;
  record: RecordRows;
  recordChange: { recordNo: number; number: number; text: string };
  feed: FeedTable;
  alarm: { no: Generated<number>; key: string; dueAtMs: number; payload: string };
  effect: Effect;
  pad: { no: Generated<number>; room: string; snapshot: Uint8Array | null };
  padUpdate: { padNo: number; seq: number; bytes: Uint8Array };
  account: Omit<Account, 'active'> & { active: number };
  session: SessionRow;
  invitation: Invitation;
  visitor: VisitorRow & { addressHash: string | null; visits: number; visitAtMs: number };
  ban: {
    no: Generated<number>;
    conversation: string;
    addressHash: string;
    untilMs: number | null;
  };
  ticket: TicketRow;
  /** `mark`: null in rows of earlier builds. */
  audit: AuditRow & { mark: string | null };
  sessionBrowser: { session: string; browser: string };
}
