/**
 * `npm run parley -- audit verify`: are the acts about accounts in DATA_DIR (`./data`) as they were written? Names the first
 * that is not. `npm run parley -- audit export`: all of them, one JSON a line, times in UTC. RELIABILITY T40.
 */
import { actsIn, checkAudit } from '../sync-server/main.ts';
import { PortError } from '../sync-server/ports.ts';

const dataDir = process.env['DATA_DIR'] ?? './data';
const [what, how] = process.argv.slice(2);

try {
  if (what === 'audit' && how === 'verify') verify();
  else if (what === 'audit' && how === 'export') exportActs();
  else fail('Say "audit verify" or "audit export".', 2);
} catch (error) {
  if (!(error instanceof PortError)) throw error;
  fail(error.message, 2);
}

function verify(): void {
  const checked = checkAudit(dataDir);
  if (checked.kind === 'broken') {
    const { no, how: broken } = checked;
    const says = broken === 'altered' ? 'is not as it was written' : 'is missing';
    return fail(`Act ${no} ${says}. What comes after it cannot be vouched for.`, 1);
  }
  const { acts, unmarked } = checked;
  const earlier = unmarked > 0 ? ` (${unmarked} from before acts were marked)` : '';
  console.log(`All ${acts} acts are as they were written${earlier}.`);
}

function exportActs(): void {
  for (const { no, atMs, by, byName, act, whom, detail } of actsIn(dataDir)) {
    const at = new Date(atMs).toISOString();
    console.log(JSON.stringify({ no, at, by, byName, act, whom, detail }));
  }
}

function fail(says: string, code: number): void {
  console.error(says);
  process.exitCode = code;
}
