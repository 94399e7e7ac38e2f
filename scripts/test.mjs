// `npm test`: every check, in a fresh clone too. Installs what it needs, builds, then goes through
// the stages in order and stops at the first that fails. The last line is always
// `N passed, N failed, N skipped`. `npm test -- vitest playwright` runs only the stages named.

import { ensureBrowser } from './browser.mjs';
import { buildIfNeeded, installIfNeeded, nodeToUse, run, say } from './set-up.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
const counts = { passed: 0, failed: 0, skipped: 0 };

/**
 * @typedef {(bytes: Buffer) => void} Out
 * @typedef {{ name: string, run: (out?: Out) => Promise<number>, isBeside?: true }} Stage
 */

/**
 * Those marked `isBeside` need none of each other: they share the cores, and each is printed whole
 * when it ends.
 *
 * @type {Stage[]}
 */
const stages = [
  { name: 'build', run: buildIfNeeded },
  { name: 'types', run: checkTypes, isBeside: true },
  { name: 'eslint', run: (out) => run('eslint', ['.'], { out }), isBeside: true },
  { name: 'prettier', run: (out) => run('prettier', ['--check', '.'], { out }), isBeside: true },
  { name: 'knip', run: (out) => run('knip', [], { out }), isBeside: true },
  { name: 'vitest', run: () => run('vitest', ['run'], { onLine: addCounts }) },
  { name: 'playwright', run: journeys },
];

/** @param {Out} [out] */
async function checkTypes(out) {
  const synced = await run('svelte-kit', ['sync'], { out });
  if (synced !== 0) return synced;
  const svelte = await run('svelte-check', ['--tsconfig', './tsconfig.json'], { out });
  if (svelte !== 0) return svelte;
  return run('tsc', ['--noEmit'], { out });
}

async function journeys() {
  if (!(await ensureBrowser())) return 1;
  return run('playwright', ['test', '--pass-with-no-tests'], { onLine: addCounts });
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
  const chosen = asked.length === 0 ? stages : stages.filter(({ name }) => asked.includes(name));
  while (chosen.length > 0) {
    const beside = chosen.findIndex(({ isBeside }) => !isBeside);
    const next = chosen.splice(0, beside < 0 ? chosen.length : Math.max(1, beside));
    const codes = await Promise.all(next.map((stage) => runStage(stage, next.length > 1)));
    const failed = codes.find((code) => code !== 0);
    if (failed !== undefined) {
      console.log('\n===== later stages did not run =====');
      return failed;
    }
  }
  return 0;
}

/**
 * @param {Stage} stage
 * @param {boolean} isGathered its output is printed when it ends
 * @returns {Promise<number>} exit code
 */
async function runStage(stage, isGathered) {
  /** @type {Buffer[]} */
  const output = [];
  if (!isGathered) console.log(`\n===== ${stage.name} =====`);
  const startedAtMs = Date.now();
  const code = await stage.run(isGathered ? (bytes) => void output.push(bytes) : undefined);
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  if (isGathered) {
    console.log(`\n===== ${stage.name} =====`);
    process.stdout.write(Buffer.concat(output));
  }
  console.log(
    `===== ${code === 0 ? `${stage.name}: fine` : `FAILED: ${stage.name}`} (${seconds} s) =====`,
  );
  return code;
}

installIfNeeded();
nodeToUse();
const code = await runStages();
// A stage that counts nothing, or that failed outside any one test, is itself the one failure.
if (code !== 0 && counts.failed === 0) counts.failed = 1;
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(code);
