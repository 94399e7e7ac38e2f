/**
 * What the visitor's projection says of an entry of the log: the one place where a text leaves the team. Built from
 * what a visitor may know, never by taking away from what the team knows. SPEC R8, RELIABILITY P11.
 */
import { type Entry, publicKinds, team, type Unsealed } from '../model.ts';
import { isVisitor } from './step.ts';

export interface PublicFacts {
  changesStatus: boolean;
  /** Is the entry that this one speaks of (`of`, `quote`) in the visitor's projection? */
  ofPublic?: boolean;
}

/**
 * Null: nothing for the visitor. `changesStatus`: whether this entry opens or closes the conversation in the end; one
 * that changed nothing is the team's business. `upTo` of a `read` must be public already.
 */
export function publicEntryOf(entry: Unsealed, facts: PublicFacts): Unsealed | null {
  if (!publicKinds.has(entry.kind)) return null;
  const { id, acceptedAtMs, writtenAtMs, intendedAtMs } = entry;
  const times = { acceptedAtMs, writtenAtMs, intendedAtMs };
  const side = isVisitor(entry.by) ? entry.by : team;
  switch (entry.kind) {
    case 'message': {
      const { kind, by, byName, text, channel, quote } = entry;
      return {
        ...{ id, kind, by, ...(byName !== undefined && { byName }), ...times, text, channel },
        // What is quoted is named to the visitor only if it is in their own projection.
        ...(quote !== undefined && facts.ofPublic && { quote }),
      };
    }
    case 'closed':
    case 'reopened':
      return facts.changesStatus ? { id, kind: entry.kind, by: side, ...times } : null;
    case 'edited': {
      const { kind, by, of, text } = entry;
      return facts.ofPublic ? { id, kind, by, ...times, of, text } : null;
    }
    case 'unsent':
      return facts.ofPublic ? { id, kind: entry.kind, by: entry.by, ...times, of: entry.of } : null;
    case 'read':
      return { id, kind: entry.kind, by: side, ...times, upTo: entry.upTo };
    default:
      return null;
  }
}

/**
 * A text of the visitor's projection after the entry `of` was taken back: the same entry without its words, so that
 * every place and time stays (SPEC C14). Null where this text says nothing of them.
 */
export function unsentText(publicText: string, of: string): Unsealed | null {
  const { seal: _seal, ...entry } = JSON.parse(publicText) as Entry;
  const isIt = entry.id === of || (entry.kind === 'edited' && entry.of === of);
  return isIt && 'text' in entry && entry.text !== '' ? { ...entry, text: '' } : null;
}
