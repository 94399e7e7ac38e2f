/** What lines of a thread say, in the reader's words: who did what, and what became of a message. Pure. */
import type { Held, Principal } from '#domain/model.ts';
import type { Pending, ThreadItem } from '#domain/entries/fold.ts';
import type { Times } from '../words/times.ts';
import type { Words } from '../words/words.ts';
import { shortName } from '../desk/people.ts';

export interface Readers {
  words: Words;
  times: Times;
  nowMs: number;
  /** Agent id of the reader. */
  me: string;
  nameOf(agent: string): string | null;
  groupOf(id: string): string | null;
  tagOf(id: string): string | null;
  /** What the visitor of another conversation is called. */
  visitorOf(conversation: string): string | null;
  /** The visitor's name, in the reader's language, and what their picture shows. */
  visitor: string;
  visitorInitials: string | null;
}

/** Null for the reader; otherwise a name, or what stands for one. */
export function whoDid(by: Principal, byName: string | null, reader: Readers): string | null {
  if (by === `agent/${reader.me}`) return null;
  if (by.startsWith('visitor/')) return reader.visitor;
  if (by === 'parley') return reader.words.parley;
  const known = reader.nameOf(by.replace('agent/', ''));
  return known ?? (byName && shortName(byName, reader.words)) ?? reader.words.someone;
}

/** Why a reply was kept back, as something people did (UX 14, "Conflicts"). `items`: the thread it stands in. */
export function heldText(
  held: Pick<Held, 'reason' | 'because'>,
  items: readonly ThreadItem[],
  reader: Readers,
): string {
  const { words, times, nowMs } = reader;
  if (held.reason === 'stale') return words.held.stale;
  const cause = items.findLast(
    (item) => item.state === 'accepted' && held.because.includes(item.entry.id),
  );
  if (cause?.state !== 'accepted') return words.held.plain;
  const { entry } = cause;
  const at = times.at(entry.acceptedAtMs, nowMs);
  const by = whoDid(entry.by, entry.byName ?? null, reader) ?? words.you;
  if (held.reason !== 'given-away') return words.held[held.reason](by, at);
  const holder = entry.kind === 'assigned' ? entry.agent : entry.by.replace('agent/', '');
  const to = holder === null ? words.someone : (reader.nameOf(holder) ?? words.someone);
  return words.held['given-away'](to, at);
}

/**
 * Why the server refused, with who came first where it said so. `sentText`: what was sent of the same draft, if
 * anything was.
 */
export function refusedText(
  { answer, entry }: Pending,
  sentText: string | null,
  reader: Readers,
): string {
  const text = 'text' in entry ? entry.text : null;
  const { words, times, nowMs } = reader;
  if (answer?.state !== 'refused') return words.refused.why.malformed;
  const { reason, by, atMs } = answer;
  const who = by === undefined ? null : (whoDid(by, null, reader) ?? words.you);
  if (reason === 'already-sent' && who !== null && atMs !== undefined) {
    const at = times.at(atMs, nowMs);
    // The same words: sent together. Other words: a colleague answered while this one was on its way.
    return sentText === text
      ? words.refused.alreadySentBy(who, at)
      : words.held['colleague-replied'](who, at);
  }
  if (reason === 'already-taken' && who !== null) {
    const at = atMs === undefined ? null : times.at(atMs, nowMs);
    return words.refused.alreadyTakenBy(who, at);
  }
  return words.refused.why[reason];
}
