import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    // Runes in our own files; a dependency may still be written the old way.
    runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true),
  },
  kit: {
    adapter: adapter(),
    // One kept page opens any address of the desk with no network, so nothing in it may depend on
    // how deep that address is.
    paths: { relative: false },
    typescript: {
      // Kit lists src and tests by itself; the server and the scripts are checked in the same pass.
      config(tsconfig) {
        tsconfig.include.push('../sync-server/**/*.ts', '../scripts/**/*', '../*.config.*');
      },
    },
  },
};
