import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { LastLine } from './scripts/last-line.ts';

export default defineConfig({
  plugins: [sveltekit()],
  test: {
    reporters: ['default', new LastLine()],
    passWithNoTests: true,
    // Real processes: tests open node:sqlite, sockets and child servers, and some kill them.
    pool: 'forks',
    maxWorkers: Math.min(availableParallelism(), 4),
    // Generous, because a busy machine of two cores also counts; no test should need it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'tests/*.test.ts',
            'tests/{domain,contracts,sync,sync-server,simulation,app,faults,bench}/**/*.test.ts',
          ],
        },
      },
    ],
  },
});
