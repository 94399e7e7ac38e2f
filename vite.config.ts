import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';
import { LastLine } from './scripts/last-line.ts';

export default defineConfig({
  // Icons are made into markup while building: dozens stand on a screen, and each is drawn again with every conversation.
  plugins: [sveltekit(), icons({ compiler: 'svelte' })],
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
