// What `npm start`, `npm test` and `npm run build` share: the packages, the locked Node, the built
// app. Plain JavaScript without dependencies, because in a fresh clone it runs on the machine's own
// Node (20 or later) before anything is installed. Everything after the install runs on Node 24.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const binFolder = join(root, 'node_modules', '.bin');

/** Written into `build/` after a build; adapter-node empties that folder before each one. */
const builtFromFile = join(root, 'build', '.built-from');

const widgetBuild = 'scripts/build-widget.ts';

/** Everything a build reads. A path that does not exist (yet) counts as empty. */
const buildReads = [
  'src',
  'static',
  'messages',
  widgetBuild,
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** @param {string} line */
export function say(line) {
  console.log(`[parley] ${line}`);
}

/** Runs `npm ci` unless node_modules already holds what the lock file asks for. */
export function installIfNeeded() {
  const missing = missingPackages();
  if (missing.length === 0) {
    say('Packages: installed already.');
    return;
  }
  say(`Packages: ${missing.length} to install (npm ci).`);
  // The locked Node may be what runs us, and npm ci deletes it first: npm goes by the machine's own.
  const withoutBin = pathFolders().filter((folder) => folder !== binFolder);
  const npm = spawnSync('npm', ['ci', '--include=dev', '--include=optional'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: withoutBin.join(delimiter) },
  });
  if (npm.status !== 0) {
    say('Packages: npm ci failed, see above.');
    process.exit(npm.status ?? 1);
  }
}

/**
 * Locked packages that are not installed. Compares contents, not file times: git and npm both touch
 * times for reasons of their own, and a needless `npm ci` would take node_modules away from whoever
 * runs beside us. npm writes the inner lock file last, so a broken-off install is seen as well.
 */
function missingPackages() {
  const locked = lockedPackages(join(root, 'package-lock.json'));
  const installed = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  return Object.keys(locked).filter((path) => {
    if (path === '') return false;
    const there = installed[path];
    // Optional packages are for other machines, except that one of them is this machine's Node.
    if (!there) return !locked[path]?.optional;
    return there.version !== locked[path]?.version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** The Node that runs Parley: the locked one, or on other platforms the machine's, if new enough. */
export function nodeToUse() {
  const locked = join(binFolder, 'node');
  if (existsSync(locked)) return locked;
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return process.execPath;
  say(`Parley needs Node 24 or later here, and this is Node ${process.versions.node}.`);
  process.exit(1);
}

/** Our environment with node_modules/.bin first, so that every tool runs on the locked Node. */
export function environment() {
  const others = pathFolders().filter((folder) => folder !== binFolder);
  return { ...process.env, PATH: [binFolder, ...others].join(delimiter) };
}

function pathFolders() {
  return (process.env.PATH ?? '').split(delimiter);
}

/**
 * Runs one tool to its end and returns its exit code. Its output goes straight through; `onLine`
 * also sees it, line by line, and then the tool is told to keep its colours. `out` takes all of it
 * instead, for tools that run beside each other.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ onLine?: ((line: string) => void) | undefined, out?: ((bytes: Buffer) => void) | undefined }} [to]
 * @returns {Promise<number>}
 */
export function run(command, args, { onLine, out } = {}) {
  const isRead = onLine !== undefined || out !== undefined;
  const colours = isRead && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', isRead ? 'pipe' : 'inherit', out ? 'pipe' : 'inherit'],
    env: { ...environment(), ...colours },
  });
  let unfinished = '';
  child.stdout?.on('data', (/** @type {Buffer} */ bytes) => {
    if (out) out(bytes);
    else process.stdout.write(bytes);
    const lines = (unfinished + bytes.toString('utf8')).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  });
  child.stderr?.on('data', (/** @type {Buffer} */ bytes) => out?.(bytes));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(`${command} did not start: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Builds unless `build/` was made from exactly these sources. Returns an exit code. */
export async function buildIfNeeded() {
  const recorded = existsSync(builtFromFile) ? readFileSync(builtFromFile, 'utf8') : null;
  if (recorded === sourcesHash()) {
    say('App: built already.');
    return 0;
  }
  say(recorded === null ? 'App: building.' : 'App: the sources changed, building again.');
  return build();
}

/** The widget first, since the app serves it as a static file. Returns an exit code. */
export async function build() {
  // Taken before, so that a source edited during the build leads to another one.
  const hash = sourcesHash();
  // tsconfig.json goes on from what Kit writes, and the widget's build reads it before Kit builds.
  const synced = await run('svelte-kit', ['sync']);
  if (synced !== 0) return synced;
  if (existsSync(join(root, widgetBuild))) {
    const widget = await run(nodeToUse(), [widgetBuild]);
    if (widget !== 0) return widget;
  }
  const app = await run('vite', ['build']);
  if (app === 0) writeFileSync(builtFromFile, hash);
  return app;
}

/** Of paths and contents: a few hundred small files, some 20 ms. */
function sourcesHash() {
  const hash = createHash('sha256');
  for (const path of buildReads.flatMap(filesUnder)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path below the root
 * @returns {string[]}
 */
function filesUnder(path) {
  // The widget's build lands in static/: made, not read.
  if (/^static\/widget(\.|\/|$)/.test(path)) return [];
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}
