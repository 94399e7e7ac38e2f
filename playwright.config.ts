// The journeys: whole stories through the real door, in a real browser. Each starts its own server
// (tests/support) on a free port with its own data folder, so there is no webServer here.

import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';

const browser = await findBrowser();

// Without these, Chromium calls home at every start, and a closed network logs each refusal.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// Chromium's sandbox refuses to run as root, which is what containers and CI are.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: 'test-results',
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // A journey that passes at the second try has found something: it fails.
  retries: 0,
  workers: process.env.CI ? 1 : 2,
  // Against hanging, not for speed: machines are shared, and eight looks through axe take their time.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./scripts/last-line.ts']],
  use: {
    ...devices['Desktop Chrome'],
    // Video needs Playwright's own ffmpeg, which is missing where the browser is the system's.
    video: 'off',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: [...quiet, ...asRoot],
      ...(browser.kind === 'system' ? { executablePath: browser.path } : {}),
    },
  },
});
