// Which browser the journeys run in. Playwright's own where it is installed, since that is the
// version it was tried with; otherwise a Chromium of the machine. Imported by playwright.config.ts
// too, so nothing is installed here on import.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say } from './set-up.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * @returns {Promise<{ kind: 'playwright' } | { kind: 'system', path: string } | { kind: 'none' }>}
 */
export async function findBrowser() {
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return { kind: 'playwright' };
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const path = paths.find((candidate) => existsSync(candidate));
  return path ? { kind: 'system', path } : { kind: 'none' };
}

/** Finds a browser or installs one, and says which. Needs the packages. Returns success. */
export async function ensureBrowser() {
  if (await sayFound()) return true;

  say("Browser: none found, downloading Playwright's own.");
  await run('playwright', ['install', 'chromium']);
  if (await sayFound()) return true;

  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    say("Browser: the download failed, installing the system's package with apt-get.");
    const command = 'apt-get update && apt-get install -y chromium fonts-dejavu';
    await run('sh', ['-c', `DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; ${command}`]);
    if (await sayFound()) return true;
  }

  say('Browser: none could be installed. Install Chromium (package chromium) and run this again.');
  return false;
}

async function sayFound() {
  const browser = await findBrowser();
  if (browser.kind === 'playwright') say("Browser: Playwright's own Chromium.");
  if (browser.kind === 'system') say(`Browser: ${browser.path}.`);
  return browser.kind !== 'none';
}
