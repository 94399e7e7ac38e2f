/**
 * A process that commits messages until it is killed, and says each number once the store has it. Started by
 * `store-sqlite.test.ts`: `node committing-child.ts <data folder> <conversation>`.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../sync-server/adapters/clock-system.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import { Told } from './bundles.ts';

const [folder, conversation] = process.argv.slice(2);
const store = await openSqliteStore(folder!, systemClock);
const told = new Told(conversation);
for (let number = 0; ; number += 1) {
  const [outcome] = await store.commit([told.say(`line ${number}`)]).catch((error: unknown) => {
    writeSync(1, `threw ${(error as { code?: string }).code}\n`);
    return [];
  });
  if (outcome?.kind !== 'written') break;
  writeSync(1, `${number}\n`);
}
