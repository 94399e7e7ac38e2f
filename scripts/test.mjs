// `npm test`: every check, in a fresh clone too. Installs what it needs, builds, then goes through
// the stages in order and stops at the first that fails. The last line is always
// `N passed, N failed, N skipped`. `npm test -- vitest playwright` runs only the stages named.

import { ensureBrowser } from './browser.mjs';
import { buildIfNeeded, installIfNeeded, nodeToUse, run, say } from './set-up.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
const counts = { passed: 0, failed: 0, skipped: 0 };

/** @type {{ name: string, run: () => Promise<number> }[]} */
const stages = [
  { name: 'build', run: buildIfNeeded },
  { name: 'prettier', run: () => run('prettier', ['--check', '.']) },
  { name: 'eslint', run: () => run('eslint', ['.']) },
  { name: 'types', run: checkTypes },
  { name: 'knip', run: () => run('knip', []) },
  { name: 'vitest', run: () => run('vitest', ['run'], addCounts) },
  { name: 'playwright', run: journeys },
];

async function checkTypes() {
  const synced = await run('svelte-kit', ['sync']);
  if (synced !== 0) return synced;
  const svelte = await run('svelte-check', ['--tsconfig', './tsconfig.json']);
  if (svelte !== 0) return svelte;
  return run('tsc', ['--noEmit']);
}

async function journeys() {
  if (!(await ensureBrowser())) return 1;
  return run('playwright', ['test', '--pass-with-no-tests'], addCounts);
}

/** Vitest and Playwright both end with the line that `last-line.ts` prints. @param {string} line */
function addCounts(line) {
  const match = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(line);
  if (!match) return;
  counts.passed += Number(match[1]);
  counts.failed += Number(match[2]);
  counts.skipped += Number(match[3]);
}

/** @returns {Promise<number>} exit code */
async function runStages() {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    say(`Unknown stage ${unknown.join(', ')}; there are ${stages.map((s) => s.name).join(', ')}.`);
    return 1;
  }
  for (const stage of stages) {
    if (asked.length > 0 && !asked.includes(stage.name)) continue;
    console.log(`\n===== ${stage.name} =====`);
    const startedAtMs = Date.now();
    const code = await stage.run();
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
    if (code !== 0) {
      console.log(`\n===== FAILED: ${stage.name} (${seconds} s); later stages did not run =====`);
      return code;
    }
    console.log(`===== ${stage.name}: fine (${seconds} s) =====`);
  }
  return 0;
}

installIfNeeded();
nodeToUse();
const code = await runStages();
// A stage that counts nothing, or that failed outside any one test, is itself the one failure.
if (code !== 0 && counts.failed === 0) counts.failed = 1;
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(code);
