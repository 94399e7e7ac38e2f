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
    // Kit's own check looks at forms only, and would answer webhooks with 403: hooks.server.ts checks
    // every request that changes something (T24).
    csrf: { trustedOrigins: ['*'] },
    // Pages of the app; whatever is no page has its policy from hooks.server.ts (T7, T11).
    csp: {
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        // Places and sizes that components compute are style attributes, and the editor's carets too.
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'media-src': ['self', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'frame-src': ['self'],
        'form-action': ['self'],
        'base-uri': ['none'],
        'frame-ancestors': ['none'],
      },
    },
    typescript: {
      // Kit lists src and tests by itself; the server and the scripts are checked in the same pass.
      config(tsconfig) {
        tsconfig.include.push('../sync-server/**/*.ts', '../scripts/**/*', '../*.config.*');
      },
    },
  },
};
