/**
 * What of a conversation is looked up (SPEC L18): its head (name, address, phone, company, tags, id) and every message
 * and comment. The same for the device's index and the server's.
 */
import type { Summary } from '../model.ts';
import { valueOf, type RecordRow } from '../records/record.ts';
import { foldText, wordsOf } from './fold.ts';
import { isMatch } from './near.ts';
import type { Place, Query } from './query.ts';

/** Fewer digits are found in every number. */
const digitsFrom = 4;

export interface HeadFacts {
  summary: Pick<Summary, 'id' | 'name' | 'tags'>;
  contact: RecordRow | null;
  /** Names of its tags. */
  tagNames: readonly string[];
}

/** Words of the head: everything but what was said. */
export function headWords({ summary, contact, tagNames }: HeadFacts): string[] {
  return [
    ...personWords(summary, contact),
    ...phoneWords(textOf(contact, 'phone')),
    ...wordsOf(textOf(contact, 'company')),
    ...tagNames.flatMap(wordsOf),
    ...wordsOf(summary.id),
  ];
}

/** Words that `from:` looks among: who it is. */
export function personWords(summary: Pick<Summary, 'name'>, contact: RecordRow | null): string[] {
  return [
    ...wordsOf(summary.name),
    ...wordsOf(textOf(contact, 'name')),
    ...wordsOf(textOf(contact, 'email')),
  ];
}

/** A number is looked up from any digit on: with the country or without, in whatever groups it was written. */
function phoneWords(phone: string): string[] {
  const digits = foldText(phone).replace(/\P{N}/gu, '');
  const words = wordsOf(phone);
  for (let from = 0; from + digitsFrom <= digits.length; from += 1) words.push(digits.slice(from));
  return words;
}

function textOf(contact: RecordRow | null, field: string): string {
  const value = contact ? valueOf(contact, field) : null;
  return typeof value === 'string' ? value : '';
}

/** What an entry says, or null where it says nothing. Entries of newer kinds are no concern of ours. */
export function saidIn(entry: { kind?: unknown; text?: unknown } | null): string | null {
  const { kind, text } = entry ?? {};
  const isSaid = kind === 'message' || kind === 'comment' || kind === 'edited';
  return isSaid && typeof text === 'string' && text !== '' ? text : null;
}

export interface PlaceFacts {
  status: 'open' | 'closed';
  agent: string | null;
  channel: string;
  isSnoozed: boolean;
  isBinned: boolean;
}

export function placeFactsOf(summary: Summary): PlaceFacts {
  const { status, agent, channel, snoozed, binnedAtMs } = summary;
  return { status, agent, channel, isSnoozed: Boolean(snoozed), isBinned: Boolean(binnedAtMs) };
}

/** Whether a conversation is in every place that is asked for. What is in the bin is found only by asking for it. */
export function isInPlaces(facts: PlaceFacts, asked: Query['in'], me: string | null): boolean {
  if (facts.isBinned && !asked.includes('bin')) return false;
  return asked.every((place) => isIn(facts, place, me));
}

function isIn(facts: PlaceFacts, place: Place, me: string | null): boolean {
  switch (place) {
    case 'open':
    case 'closed':
      return facts.status === place;
    case 'snoozed':
      return facts.isSnoozed;
    case 'bin':
      return facts.isBinned;
    case 'mine':
      return facts.agent !== null && facts.agent === me;
    case 'unassigned':
      return facts.agent === null;
    case 'chat':
    case 'email':
      return facts.channel === place;
  }
}

/* ------------------------------------------------------------------ showing where */

export interface Piece {
  text: string;
  isMatch: boolean;
}

/** The text in pieces, with the words that were asked for apart. */
export function piecesOf(text: string, typed: readonly string[]): Piece[] {
  const found: Piece[] = [];
  const push = (piece: string, isMatch: boolean) => {
    const last = found.at(-1);
    if (last && last.isMatch === isMatch) last.text += piece;
    else if (piece !== '') found.push({ text: piece, isMatch });
  };
  let at = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    push(text.slice(at, match.index), false);
    push(match[0], isAsked(wordsOf(match[0]), typed));
    at = match.index + match[0].length;
  }
  push(text.slice(at), false);
  return found;
}

function isAsked(said: readonly string[], typed: readonly string[]): boolean {
  return said.some((word) => typed.some((each) => isMatch(each, word)));
}

/** How many of the words that were asked for a text holds: the best of several texts is shown. */
export function wordsFoundIn(text: string, typed: readonly string[]): number {
  const said = wordsOf(text);
  return typed.filter((each) => said.some((word) => isMatch(each, word))).length;
}

/** One line around the first word that was asked for, at most `most` characters. */
export function snippetOf(text: string, typed: readonly string[], most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const before = piecesOf(line, typed);
  const first = before.findIndex((piece) => piece.isMatch);
  const at = before
    .slice(0, Math.max(first, 0))
    .reduce((sum, { text: each }) => sum + each.length, 0);
  if (at < most / 2) return `${line.slice(0, most - 1).trimEnd()}…`.toWellFormed();
  // From the beginning of a word, a little before.
  const start = line.lastIndexOf(' ', Math.max(0, at - most / 4)) + 1;
  const end = start + most - 2;
  const tail = end < line.length ? '…' : '';
  return `…${line.slice(start, end).trimEnd()}${tail}`.toWellFormed();
}
