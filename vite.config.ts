import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { LastLine } from './scripts/last-line.ts';

const pure = ['tests/domain/**/*.test.ts', 'tests/app/{desk,details,widget}/**/*.test.ts'];

/** A long file that begins last keeps one core idle. By their folders: what they do takes its time, however short they are. */
class LongestFirst extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /tests\/(simulation|bench|faults)\//.test(moduleId);
    const sorted = await super.sort(specs);
    return [...sorted.filter(isLong), ...sorted.filter((spec) => !isLong(spec))];
  }
}

export default defineConfig({
  // Icons are made into markup while building: dozens stand on a screen, and each is drawn again with every conversation.
  plugins: [sveltekit(), icons({ compiler: 'svelte' })],
  test: {
    reporters: ['default', new LastLine()],
    passWithNoTests: true,
    maxWorkers: Math.min(availableParallelism(), 4),
    // Generous, because a busy machine of two cores also counts; no test should need it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          // Functions and values alone: one thread after the other takes file after file, with nothing to start anew.
          name: 'pure',
          environment: 'node',
          pool: 'threads',
          isolate: false,
          include: [...pure],
        },
      },
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          // Real processes: tests open node:sqlite, sockets and child servers, and some kill them.
          pool: 'forks',
          include: [
            'tests/*.test.ts',
            'tests/{domain,contracts,sync,sync-server,simulation,app,faults,bench}/**/*.test.ts',
          ],
          exclude: [...pure],
        },
      },
    ],
  },
});
