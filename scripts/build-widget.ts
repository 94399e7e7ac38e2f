/**
 * Builds what a visitor's browser loads: the loader into `static/widget.js`, the panel into `static/widget/` with
 * hashed names, and `build-widget/panel.json`, by which the frame's page finds the panel's files. Runs before the Kit
 * build, which takes `static/` along. Prints sizes in brotli; tests/widget-size.test.ts keeps them.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { languages } from '../src/widget/words/languages.ts';
import { build, type InlineConfig, type Plugin, type Rollup } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Browsers of the last two years (UX 13), where each came to know `light-dark()` and `inert`. */
const browsers = ['chrome123', 'edge123', 'firefox121', 'safari17.5'];

const shared = {
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  // Node resolves `#domain/...` and `#sync/...` by package.json; so does Vite.
} satisfies InlineConfig;

const compile = (): Plugin[] => svelte({ configFile: false, compilerOptions: { runes: true } });

/** Files of the panel, as its page links them: the language's file, then the script. */
export interface PanelFiles {
  script: string;
  style: string;
  languages: Record<string, string>;
}

export async function buildLoader(folder: string): Promise<void> {
  await buildForVisitors({
    ...shared,
    plugins: [flatStyles()],
    build: {
      target: browsers,
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      reportCompressedSize: false,
      lib: {
        entry: join(root, 'src/widget/loader.ts'),
        formats: ['iife'],
        name: 'parleyLoader',
        fileName: () => 'widget.js',
      },
    },
  });
}

/**
 * Another `entry` is for tests, which put a stage around the same panel. `weigh` says where the weight comes from, by
 * way of a source map, which is never built for visitors (T45).
 */
export async function buildPanel(
  folder: string,
  { entry = 'src/widget/frame.ts', weigh = false } = {},
): Promise<{ files: PanelFiles; weights: Map<string, number> }> {
  const result = (await buildForVisitors({
    ...shared,
    base: '/widget/',
    plugins: [compile(), languageFiles(), quietYjs()],
    build: {
      target: browsers,
      outDir: folder,
      emptyOutDir: true,
      minify: true,
      modulePreload: false,
      cssCodeSplit: false,
      assetsDir: '',
      sourcemap: weigh && 'hidden',
      reportCompressedSize: false,
      rollupOptions: {
        input: {
          panel: join(root, entry),
          ...Object.fromEntries(languages.map((name) => [name, languageFile + name])),
        },
        treeshake: { propertyReadSideEffects: false, manualPureFunctions: ['Object.values', 'v'] },
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  })) as Rollup.RollupOutput;
  return { files: filesOf(result), weights: weightsOf(result) };
}

/** Vite builds for developers wherever NODE_ENV says something else, as in tests. */
async function buildForVisitors(config: InlineConfig): ReturnType<typeof build> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await build(config);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

function filesOf({ output }: Rollup.RollupOutput): PanelFiles {
  const nameOf = (start: string): string => {
    const found = output.find((file) => file.fileName.startsWith(`${start}-`));
    if (!found) throw new Error(`The widget's build made no ${start}.`);
    return found.fileName;
  };
  return {
    script: nameOf('panel'),
    style: nameOf('style'),
    languages: Object.fromEntries(languages.map((name) => [name, nameOf(name)])),
  };
}

/** Characters of minified code by package, of the script that every visitor loads. */
function weightsOf({ output }: Rollup.RollupOutput): Map<string, number> {
  const weights = new Map<string, number>();
  const script = output.find((file) => file.type === 'chunk' && file.name === 'panel');
  if (script?.type !== 'chunk' || !script.map) return weights;
  const map = new SourceMap(JSON.parse(script.map.toString()) as SourceMapPayload);
  script.code.split('\n').forEach((line, number) => {
    for (let column = 0; column < line.length; column += 1) {
      const entry = map.findEntry(number, column);
      const source = 'originalSource' in entry ? entry.originalSource : undefined;
      // What Svelte made of markup has no place in any source.
      const name = source ? packageOf(source) : 'markup';
      weights.set(name, (weights.get(name) ?? 0) + 1);
    }
  });
  return weights;
}

function packageOf(id: string): string {
  const path = id.replaceAll('\\', '/');
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (inPackage) return inPackage;
  return /\/(src\/(?:domain|sync|widget))\//.exec(path)?.[1] ?? 'markup';
}

const languageFile = 'virtual:language/';

/** A language is an entry of its own that leaves its catalogue for the panel: no import, so no waiting in turn. */
function languageFiles(): Plugin {
  return {
    name: 'language-files',
    resolveId: (id) => (id.startsWith(languageFile) ? `\0${id}` : null),
    load(id) {
      const name = id.split(languageFile)[1];
      if (!id.startsWith('\0') || !name) return null;
      const file = JSON.stringify(join(root, `src/widget/words/${name}.ts`));
      return `import { ${name} } from ${file}; window.parleyWords = ${name};`;
    },
  };
}

/** Yjs warns in colours, by a module that brings a drawing of logs in pages and a schema checker: 2 KB unseen. */
function quietYjs(): Plugin {
  const plain = `
    export const print = (...words) => console.log(...words);
    export const warn = (...words) => console.warn(...words);
    export const [ORANGE, BOLD, UNBOLD, RED] = ['', '', '', ''];
  `;
  return {
    name: 'quiet-yjs',
    enforce: 'pre',
    resolveId: (id) => (id === 'lib0/logging' ? '\0quiet-logging' : null),
    load: (id) => (id === '\0quiet-logging' ? plain : null),
  };
}

/** The launcher's style sheet is a template: spaces around its signs need not travel. */
function flatStyles(): Plugin {
  return {
    name: 'flat-styles',
    transform(code, id) {
      if (!id.endsWith('/loader/styles.ts')) return null;
      const flat = (css: string): string =>
        css
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};,>]) ?/g, '$1')
          .replace(/: /g, ':')
          .replaceAll(';}', '}');
      return { code: code.replace(/return `[^`]*`/, flat), map: null };
    },
  };
}

/** As the Kit build will compress it for serving. */
export function brotliBytes(bytes: Uint8Array): number {
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}

/** Brotli bytes of each built file, by name. */
export function sizesIn(folder: string): Map<string, number> {
  const names = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name));
  return new Map(names.map((name) => [name, brotliBytes(readFileSync(join(folder, name)))]));
}

async function main(): Promise<void> {
  const panelFolder = join(root, 'static', 'widget');
  const list = join(root, 'build-widget', 'panel.json');
  await buildLoader(join(root, 'static'));
  const { files } = await buildPanel(panelFolder);
  mkdirSync(dirname(list), { recursive: true });
  rmSync(list, { force: true });
  writeFileSync(list, JSON.stringify(files, null, 2) + '\n');

  const loader = brotliBytes(readFileSync(join(root, 'static', 'widget.js')));
  const sizes = sizesIn(panelFolder);
  const first = [files.script, files.style, files.languages.en!];
  const panel = first.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  console.log(`[widget] loader ${loader} bytes, panel ${panel} bytes (brotli)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
