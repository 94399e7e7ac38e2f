/**
 * The dots of all rows, kept from one look to the next: what is asked again is a row that changed, one whose dot follows
 * from who is there and what time it is, and one that I may have read (SPEC L12, L13, L22).
 */
import type { Summary } from '#domain/model.ts';
import { agentsOf, type StatusDot } from '#domain/rules/status-dot.ts';

export type Lit = Exclude<StatusDot, { dot: 'none' }>;

export interface DotFacts {
  me: string;
  dotOf(summary: Summary): StatusDot;
  /** Other ones whenever who is there, the time or the rules have changed. */
  around: readonly unknown[];
  /** Other ones whenever something was read. */
  marks: readonly unknown[];
}

export class DotBook {
  #rows: ReadonlyMap<string, Summary> = new Map();
  #around: readonly unknown[] = [];
  #marks: readonly unknown[] = [];
  #lit: ReadonlyMap<string, Lit> = new Map();

  /** The dots that are not none, by conversation; the same map while none of them has changed. */
  look(
    rows: ReadonlyMap<string, Summary>,
    { me, dotOf, around, marks }: DotFacts,
  ): ReadonlyMap<string, Lit> {
    const isElsewhere = !isAlike(around, this.#around);
    const isRead = !isAlike(marks, this.#marks);
    const before = this.#rows;
    const changes = new Map<string, Lit | null>();
    for (const [id, summary] of rows) {
      const isStale =
        before.get(id) !== summary ||
        (isElsewhere && followsFromPresence(summary)) ||
        (isRead && agentsOf(summary).includes(me));
      if (!isStale) continue;
      const now = dotOf(summary);
      const known = this.#lit.get(id);
      if (now.dot === 'none') {
        if (known) changes.set(id, null);
      } else if (!known || !isAlikeDot(known, now)) changes.set(id, now);
    }
    for (const id of this.#lit.keys()) if (!rows.has(id)) changes.set(id, null);
    [this.#rows, this.#around, this.#marks] = [rows, around, marks];
    if (changes.size === 0) return this.#lit;
    const lit = new Map(this.#lit);
    for (const [id, dot] of changes) {
      if (dot) lit.set(id, dot);
      else lit.delete(id);
    }
    this.#lit = lit;
    return lit;
  }
}

/** Nobody waits, and nothing that ends by itself: who is there and what time it is change nothing. */
function followsFromPresence({ status, waiting, blocked, snoozed }: Summary): boolean {
  return status === 'open' && (waiting !== null || blocked !== null || snoozed !== null);
}

function isAlike(these: readonly unknown[], those: readonly unknown[]): boolean {
  return these.length === those.length && these.every((each, index) => each === those[index]);
}

function isAlikeDot(a: Lit, b: Lit): boolean {
  if (a.dot === 'red') {
    return b.dot === 'red' && a.sinceMs === b.sinceMs && a.asOfMs === b.asOfMs;
  }
  return b.dot === 'violet' && a.reason === b.reason;
}
