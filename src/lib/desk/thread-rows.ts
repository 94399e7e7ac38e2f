/**
 * Rows as lists show them: a thread of merged conversations is one row, in which somebody waits who waits in any of
 * them (SPEC C15). Where nothing is merged these are the rows themselves. A row whose sources are the same stays the
 * same object.
 */
import type { Summary } from '#domain/model.ts';
import { mergedRow } from '#domain/rules/threads.ts';

export class ThreadRows {
  #made = new Map<string, { members: readonly Summary[]; row: Summary }>();

  /** `threads`: conversations of each merged thread, its own first. */
  look(
    rows: ReadonlyMap<string, Summary>,
    threads: ReadonlyMap<string, readonly string[]>,
  ): ReadonlyMap<string, Summary> {
    if (threads.size === 0) {
      this.#made.clear();
      return rows;
    }
    const made = new Map<string, { members: readonly Summary[]; row: Summary }>();
    const all = new Map(rows);
    for (const [root, ids] of threads) {
      const members = ids.flatMap((id) => rows.get(id) ?? []);
      const [own, ...others] = members;
      if (!own) continue;
      const known = this.#made.get(root);
      const isSame =
        known?.members.length === members.length &&
        known.members.every((member, index) => member === members[index]);
      const row = isSame ? known.row : mergedRow(own, others);
      made.set(root, { members, row });
      all.set(root, row);
    }
    this.#made = made;
    return all;
  }
}
