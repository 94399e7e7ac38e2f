/** A demonstration of its own and a browser, for whoever takes pictures of it. Needs a built app. */
import { chromium, type Browser } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';

/** Starts both, hands them over, and ends both, whatever happens. */
export async function onStage(act: (browser: Browser, origin: string) => Promise<void>) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-pictures-'));
  const demo = spawn(process.execPath, [fileURLToPath(new URL('demo.ts', import.meta.url))], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    await serving(origin, () => demo.exitCode === null);
    const found = await findBrowser();
    const browser = await chromium.launch({
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      ...(found.kind === 'system' ? { executablePath: found.path } : {}),
    });
    try {
      await act(browser, origin);
    } finally {
      await browser.close();
    }
  } finally {
    demo.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function serving(origin: string, isAlive: () => boolean): Promise<void> {
  while (isAlive()) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The demonstration ended before it served.');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
