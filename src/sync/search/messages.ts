/** What a page and its search worker say to each other. */
import type { FeedRow } from '#domain/model.ts';
import type { SearchHit } from '#domain/services.ts';

export interface SearchPageAsked {
  typed: string;
  /** How many of the best are left out: those of earlier pages. */
  from: number;
  limit: number;
}
export interface FoundHere {
  hits: SearchHit[];
  /** All that answer. */
  total: number;
}
export interface SearchState {
  /** How many conversations were looked through. */
  conversations: number;
  /** All that are here. */
  isComplete: boolean;
}

export type ToWorker =
  | { kind: 'open'; database: string | null; me: string }
  | { kind: 'rows'; rows: readonly FeedRow[]; reset: boolean }
  /** Their copies were written. */
  | { kind: 'stored'; conversations: readonly string[] }
  | { kind: 'find'; id: number; asked: SearchPageAsked };
export type FromWorker =
  { kind: 'found'; id: number; found: FoundHere } | { kind: 'state'; state: SearchState };
