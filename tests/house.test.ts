/**
 * The house keeps its shape: who may import whom (DESIGN 8), a domain without clock or I/O, and no
 * folders with empty names. The rules are pure functions over `path -> text`, so that the tests at
 * the end can plant a violation and see it found. One table per kind of rule; add rows, not code.
 */
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** What one file asks for: a file of ours by its path from the root, or a package by its name. */
type Target = { kind: 'ours'; path: string } | { kind: 'package'; name: string };

interface ImportRule {
  says: string;
  /** Files the rule is about. */
  from: RegExp;
  except?: RegExp;
  /** Either what such a file may import, or what it may not; matched against path or package. */
  may?: { ours?: RegExp; packages?: RegExp };
  mayNot?: { ours?: RegExp; packages?: RegExp };
}

const browserOrServer =
  /^(svelte|@sveltejs|\$app|\$env|node:|ws|kysely|idb|pino|lucia|y-websocket|y-indexeddb|@tiptap|bits-ui)\b/;

const importRules: ImportRule[] = [
  {
    says: 'the domain imports only the domain',
    from: /^src\/domain\//,
    may: { ours: /^src\/domain\// },
  },
  {
    says: 'the domain knows no Svelte, no Node, no I/O',
    from: /^src\/domain\//,
    mayNot: { packages: browserOrServer },
  },
  {
    says: 'only documents know Yjs',
    from: /^src\/domain\//,
    except: /^src\/domain\/documents\//,
    mayNot: { packages: /^(yjs|y-protocols)\b/ },
  },
  {
    says: 'rules import model, submitted, limits, entries, records and each other only',
    from: /^src\/domain\/rules\//,
    may: {
      ours: /^src\/domain\/(model\.ts|submitted\.ts|limits\.ts|entries\/|records\/|rules\/)/,
      packages: /^valibot$/,
    },
  },
  {
    says: 'sync knows nothing of the desk, the widget or the server',
    from: /^src\/sync\//,
    may: { ours: /^src\/(domain|sync)\// },
    mayNot: { packages: /^(node:|\$app|\$env|@sveltejs)/ },
  },
  {
    says: 'the widget never imports the desk',
    from: /^src\/widget\//,
    may: { ours: /^src\/(domain|sync|widget)\// },
    mayNot: { packages: /^(node:|\$app|\$env|@sveltejs|@tiptap|bits-ui)/ },
  },
  {
    says: 'nothing in src imports the server, not even its types',
    from: /^src\//,
    mayNot: { ours: /^sync-server\// },
  },
  {
    says: 'adapters import ports.ts and the domain only',
    from: /^sync-server\/adapters\//,
    may: { ours: /^(sync-server\/ports\.ts$|sync-server\/adapters\/|src\/domain\/)/ },
  },
  {
    says: 'only sync-server/main.ts imports adapters',
    from: /^/,
    except: /^(sync-server\/main\.ts$|sync-server\/adapters\/|tests\/)/,
    mayNot: { ours: /^sync-server\/adapters\// },
  },
];

/** Node resolves these files itself, and it asks for endings. */
const runsInNode = /^(src\/domain|src\/sync|sync-server|scripts|tests)\//;

/** Names that hide a better word (STYLE, Words). */
const emptyNames = /^(utils?|helpers?|misc|common|manager|service)(\.|$)/;

/** Globals that are a clock, chance or the outside world. */
const outsideNames = new Set(
  [
    ['performance', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame'],
    ['crypto', 'process', 'localStorage', 'sessionStorage', 'indexedDB', 'navigator'],
    ['WebSocket', 'XMLHttpRequest', 'BroadcastChannel'],
  ].flat(),
);

/** All that is wrong with the house, a sentence each. Pure. */
function violationsIn(textsByPath: ReadonlyMap<string, string>): string[] {
  return [...textsByPath].flatMap(([path, text]) => [
    ...nameViolations(path),
    ...importViolations(path, text),
    ...(path.startsWith('src/domain/') ? clockViolations(path, text) : []),
  ]);
}

function nameViolations(path: string): string[] {
  const bad = path.split('/').find((part) => emptyNames.test(part));
  return bad ? [`${path}: "${bad}" names nothing`] : [];
}

function importViolations(path: string, text: string): string[] {
  return specifiersIn(path, text).flatMap((specifier) => {
    const target = targetOf(specifier, path);
    const broken = importRules.filter((rule) => breaks(rule, path, target)).map((r) => r.says);
    const endless = runsInNode.test(path) && target.kind === 'ours' && !/\.\w+$/.test(specifier);
    if (endless) broken.push('imports of our own files name their ending');
    return broken.map((says) => `${path} imports ${specifier}: ${says}`);
  });
}

function breaks(rule: ImportRule, path: string, target: Target): boolean {
  if (!rule.from.test(path) || rule.except?.test(path)) return false;
  const [name, may, mayNot] =
    target.kind === 'ours'
      ? [target.path, rule.may?.ours, rule.mayNot?.ours]
      : [target.name, rule.may?.packages, rule.mayNot?.packages];
  return (may !== undefined && !may.test(name)) || (mayNot?.test(name) ?? false);
}

/** Imports, re-exports, `import()` and `import type`, as TypeScript itself sees them. */
function specifiersIn(path: string, text: string): string[] {
  return scriptsOf(path, text).flatMap((script) =>
    ts.preProcessFile(script, true, true).importedFiles.map((file) => file.fileName),
  );
}

function scriptsOf(path: string, text: string): string[] {
  if (!path.endsWith('.svelte')) return [text];
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
}

function targetOf(specifier: string, from: string): Target {
  const alias = /^(#domain|#sync|\$lib)(?:\/(.*))?$/.exec(specifier);
  if (alias) {
    const folder = `src/${alias[1]!.slice(1)}`;
    return { kind: 'ours', path: posix.join(folder, alias[2] ?? '') };
  }
  if (specifier.startsWith('.')) {
    return { kind: 'ours', path: posix.join(posix.dirname(from), specifier) };
  }
  const builtin = isBuiltin(specifier) && !specifier.startsWith('node:');
  return { kind: 'package', name: builtin ? `node:${specifier}` : specifier };
}

/** Uses of time, chance and the outside; read from the syntax tree, so words in comments pass. */
function clockViolations(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const use = outsideUse(node);
    if (use) found.push(`${path} uses ${use}: the domain has no clock, no chance and no I/O`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

function outsideUse(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    const whole = `${node.expression.getText()}.${node.name.text}`;
    return whole === 'Date.now' || whole === 'Math.random' ? whole : null;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    return node.arguments?.length ? null : 'new Date()';
  }
  if (!ts.isIdentifier(node) || !outsideNames.has(node.text)) return null;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return parent.expression.getText() === 'globalThis' ? node.text : null;
  }
  // A field, parameter or method that happens to be called so is ours.
  const isName = 'name' in parent && parent.name === node;
  return isName ? null : node.text;
}

function readHouse(): Map<string, string> {
  const paths = globSync('{src,sync-server,scripts,tests}/**/*.{ts,mjs,svelte}', {
    exclude: (path) => path.endsWith('node_modules'),
  });
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

describe('the house', () => {
  it('keeps its import directions, its quiet domain and its names', () => {
    const house = readHouse();
    expect(house.size).toBeGreaterThan(5);
    expect(violationsIn(house)).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  const planted: [path: string, text: string, says: string][] = [
    ['src/domain/rules/can.ts', `import { tick } from 'svelte';`, 'no Svelte'],
    ['src/domain/wire.ts', `import { readFile } from 'node:fs/promises';`, 'no Node'],
    ['src/domain/wire.ts', `import fs from 'fs';`, 'no Node'],
    ['src/domain/wire.ts', `import { line } from '#sync/line.ts';`, 'only the domain'],
    ['src/domain/entries/fold.ts', `import * as Y from 'yjs';`, 'only documents know Yjs'],
    ['src/domain/rules/can.ts', `import type { Room } from '../wire.ts';`, 'rules import model'],
    ['src/domain/rules/can.ts', `export const now = () => Date.now();`, 'no clock'],
    ['src/domain/rules/can.ts', `export const now = () => +new Date();`, 'no clock'],
    ['src/domain/rules/can.ts', `export const die = () => Math.random();`, 'no chance'],
    ['src/domain/rules/can.ts', `await fetch('/x');`, 'no I/O'],
    ['src/domain/rules/can.ts', `globalThis.setTimeout(f, 1);`, 'no clock'],
    ['src/sync/line.ts', `import { x } from '$lib/ui/x.ts';`, 'sync knows nothing'],
    ['src/sync/line.ts', `import { x } from '../widget/frame.ts';`, 'sync knows nothing'],
    ['src/widget/Frame.svelte', `<script>import A from '$lib/A.svelte';</script>`, 'the widget'],
    ['src/lib/server/x.ts', `import type { Store } from '../../../sync-server/ports.ts';`, 'src'],
    ['sync-server/adapters/clock-system.ts', `import '../rooms.ts';`, 'adapters import ports'],
    ['sync-server/rooms.ts', `export * from './adapters/store-sqlite.ts';`, 'only sync-server'],
    ['scripts/seed.ts', `await import('../sync-server/adapters/x.ts');`, 'only sync-server'],
    ['src/domain/model.ts', `import { limits } from './limits';`, 'name their ending'],
    ['src/lib/utils/colour.ts', ``, 'names nothing'],
    ['sync-server/helpers.ts', ``, 'names nothing'],
  ];
  it.each(planted)('%s: %s', (path, text, says) => {
    expect(violationsIn(new Map([[path, text]])).join('\n')).toContain(says);
  });

  it('and what is allowed passes', () => {
    const allowed = new Map([
      ['src/domain/documents/log.ts', `import * as Y from 'yjs'; import '../model.ts';`],
      ['src/domain/rules/can.ts', `// Date.now() is the server's\nimport '../entries/fold.ts';`],
      ['src/domain/rules/due.ts', `export const at = (ms: number) => new Date(ms).toISOString();`],
      ['src/domain/limits.ts', `export const x = { fetch: 1, process(log: Log) {} }; x.fetch;`],
      ['src/sync/line.ts', `import { WebsocketProvider } from 'y-websocket';`],
      ['src/widget/Frame.svelte', `<script lang="ts">import '#sync/line.ts';</script>`],
      ['src/routes/+page.svelte', `<script lang="ts">import '$lib/ui/Button.svelte';</script>`],
      ['sync-server/main.ts', `import './adapters/store-sqlite.ts';`],
      ['sync-server/adapters/store-sqlite.ts', `import '../ports.ts'; import 'node:sqlite';`],
      ['src/service-worker.ts', ``],
    ]);
    expect(violationsIn(allowed)).toEqual([]);
  });
});
