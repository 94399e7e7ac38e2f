/**
 * Reading the acts about accounts from outside, for whoever runs Parley: checked and as they are. The server may be running
 * meanwhile. RELIABILITY T40.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortError } from '../ports.ts';
import { checkChain, type ChainEnd, type Checked, type MarkedRow } from './audit-chain.ts';
import { secretIn } from './store-sqlite-keys.ts';

/** Name of the key, and of the file that names the newest row. */
export const auditKey = 'audit';
const endOf = (dataDir: string): string => join(dataDir, 'keys', 'audit-end');

export function readChainEnd(dataDir: string): ChainEnd | null {
  if (!existsSync(endOf(dataDir))) return null;
  const match = /^(\d+) (\S+)\n$/.exec(readFileSync(endOf(dataDir), 'utf8'));
  return match ? { no: Number(match[1]), mark: match[2]! } : null;
}

/** Behind the commit. Failing is no harm: an older end only sees less. */
export function writeChainEnd(dataDir: string, { no, mark }: ChainEnd): void {
  try {
    writeFileSync(`${endOf(dataDir)}.next`, `${no} ${mark}\n`, { mode: 0o600 });
    renameSync(`${endOf(dataDir)}.next`, endOf(dataDir));
  } catch {
    // The next act tries again.
  }
}

/** All acts, oldest first. */
export function actsIn(dataDir: string): MarkedRow[] {
  const path = join(dataDir, 'parley.db');
  if (!existsSync(path)) throw new PortError('io', `There is no Parley in ${dataDir}.`);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database
      .prepare(
        `select "no", "atMs", "by", "byName", "act", "whom", "detail", "mark" from "audit" order by "no"`,
      )
      .all();
    return rows as unknown as MarkedRow[];
  } finally {
    database.close();
  }
}

export function checkAudit(dataDir: string): Checked {
  // The end first: what is written meanwhile comes behind it.
  const end = readChainEnd(dataDir);
  return checkChain(secretIn(dataDir, auditKey), actsIn(dataDir), end);
}
