/** Acts about accounts stay as they were written, or it is found out which did not. RELIABILITY T40. */
import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  beginning,
  checkChain,
  markOf,
  type ChainEnd,
  type MarkedRow,
} from '../../sync-server/adapters/audit-chain.ts';
import { checkAudit } from '../../sync-server/adapters/store-sqlite-audit-check.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import { manualClock } from '../support/manual-clock.ts';
import { newFolder } from './folder.ts';

const key = new Uint8Array(32).fill(7);

function act(no: number) {
  const by = { by: 'agent/olga', byName: 'Olga', act: 'role-changed' as const };
  return { no, atMs: 1_000 * no, ...by, whom: `Ana ${no}`, detail: 'agent admin' };
}

/** `unmarked` acts of an earlier build, and then `marked` ones. */
function chainOf(unmarked: number, marked: number): { rows: MarkedRow[]; end: ChainEnd } {
  const rows: MarkedRow[] = Array.from({ length: unmarked }, (_, n) => ({
    ...act(n + 1),
    mark: null,
  }));
  let before = beginning(rows);
  for (let no = unmarked + 1; no <= unmarked + marked; no += 1) {
    before = markOf(key, before, act(no));
    rows.push({ ...act(no), mark: before });
  }
  return { rows, end: { no: unmarked + marked, mark: before } };
}

describe('the chain of acts', () => {
  it('[T40] is whole as it was written, with acts of earlier builds before it', () => {
    const { rows, end } = chainOf(3, 4);
    expect(checkChain(key, rows, end)).toEqual({ kind: 'whole', acts: 7, unmarked: 3 });
    expect(checkChain(key, [], null)).toEqual({ kind: 'whole', acts: 0, unmarked: 0 });
    // Written since the end was noted down.
    expect(checkChain(key, rows, { no: 6, mark: rows[5]!.mark! }).kind).toBe('whole');
  });

  it('[T40] names the first act that is not as it was, whatever was done to it', () => {
    const fields = ['atMs', 'by', 'byName', 'act', 'whom', 'detail', 'mark'] as const;
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(20),
        fc.constantFrom(...fields, 'removed', 'cleared'),
        (unmarked, marked, at, what) => {
          const { rows, end } = chainOf(unmarked, marked);
          const index = at % rows.length;
          const hit = rows[index]!;
          const isOld = hit.mark === null;
          if (isOld && (what === 'mark' || what === 'cleared')) return;
          if (what === 'removed') rows.splice(index, 1);
          else if (what === 'cleared') rows[index] = { ...hit, mark: null };
          else rows[index] = { ...hit, [what]: what === 'atMs' ? 1 : 'x' } as MarkedRow;
          const checked = checkChain(key, rows, end);
          expect(checked.kind).toBe('broken');
          // All acts older than the marks are vouched for together, by the first mark; without it, by the next.
          if (index > unmarked) expect(checked).toMatchObject({ no: hit.no });
        },
      ),
    );
  });

  it('[T40] cannot be made anew without its key', () => {
    const { rows, end } = chainOf(0, 5);
    const other = new Uint8Array(32).fill(8);
    rows[2] = { ...rows[2]!, whom: 'Somebody else' };
    let before = rows[1]!.mark!;
    for (const row of rows.slice(2)) {
      before = markOf(other, before, row);
      row.mark = before;
    }
    expect(checkChain(key, rows, end)).toEqual({ kind: 'broken', no: 3, how: 'altered' });
  });
});

describe('parley audit verify', () => {
  const parley = (folder: string, ...said: string[]) => {
    const run = spawnSync('node', ['scripts/parley.ts', 'audit', ...said], {
      ...{ env: { ...process.env, DATA_DIR: folder }, encoding: 'utf8' },
    });
    return { code: run.status, says: run.stdout + run.stderr };
  };
  const alter = (folder: string, statement: string): void => {
    const file = new DatabaseSync(join(folder, 'parley.db'));
    file.exec('drop trigger "auditKept"; drop trigger "auditStays"');
    file.exec(statement);
    file.close();
  };
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  async function folderWithActs(): Promise<string> {
    const folder = await newFolder();
    folders.push(folder);
    const store = await openSqliteStore(folder, manualClock());
    const { no: _no, ...said } = act(1);
    for (let n = 1; n <= 3; n += 1) await store.addAudit({ ...said, whom: `Ana ${n}` });
    await Promise.all([store.addAudit(said), store.addAudit({ ...said, detail: 'é' })]);
    await store.close();
    return folder;
  }

  it('[T40] says that all is as it was, and writes it out with times in UTC', async () => {
    const folder = await folderWithActs();
    expect(parley(folder, 'verify')).toEqual({
      ...{ code: 0, says: 'All 5 acts are as they were written.\n' },
    });
    const lines = parley(folder, 'export').says.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { at: string }).at)).toEqual(
      Array.from({ length: 5 }, () => '1970-01-01T00:00:01.000Z'),
    );
  });

  it('[T40] names the act that was altered', async () => {
    const folder = await folderWithActs();
    alter(folder, `update "audit" set "whom" = 'Nobody' where "no" = 2`);
    const { code, says } = parley(folder, 'verify');
    expect([code, says]).toEqual([1, expect.stringContaining('Act 2 is not as it was written')]);
  });

  it.each([
    [`delete from "audit" where "no" = 3`, { no: 3, how: 'missing' }],
    [`delete from "audit" where "no" > 3`, { no: 4, how: 'missing' }],
    [`update "audit" set "mark" = null`, { no: 5, how: 'altered' }],
  ])('[T40] finds %s', async (statement, broken) => {
    const folder = await folderWithActs();
    alter(folder, statement);
    expect(checkAudit(folder)).toEqual({ kind: 'broken', ...broken });
  });

  it('[T40] goes on over a restart', async () => {
    const folder = await folderWithActs();
    const store = await openSqliteStore(folder, manualClock());
    const { no: _no, ...said } = act(6);
    await store.addAudit(said);
    expect(checkAudit(folder)).toEqual({ kind: 'whole', acts: 6, unmarked: 0 });
    await store.close();
  });
});
