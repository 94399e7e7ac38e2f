/**
 * Two sites in one browser, without a server: a shop that embeds the widget, and Parley, which serves the built loader
 * and the real panel around a fake line (`widget-stage.ts`). Both are answered from here by request interception.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page } from '@playwright/test';
import { buildLoader, buildPanel, type PanelFiles } from '../../scripts/build-widget.ts';
import { framePage } from '../../src/routes/widget/[site]/frame-page.ts';

export const shop = 'https://shop.example';
export const parley = 'https://parley.example';
/** A shop of Parley's own site: its frames keep what they store. */
export const ownShop = 'https://shop.parley.example';

export interface BuiltWidget {
  folder: string;
  files: PanelFiles;
  remove(): void;
}

export async function buildWidgetStage(): Promise<BuiltWidget> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-widget-'));
  await buildLoader(folder);
  const { files } = await buildPanel(join(folder, 'widget'), {
    entry: 'tests/support/widget-stage.ts',
  });
  return { folder, files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface World {
  /** Where the shop is. A browser may keep nothing for a frame from another site, as `shop` is. */
  at?: string;
  /** Attributes of the script tag besides `src`, `data-site` and `async`. */
  attributes?: string;
  /** In the shop's `<head>`, before the widget. */
  head?: string;
  body?: string;
  lang?: string;
  /** Another origin that the shop lets itself be framed with; a careful one has none. */
  alsoFrames?: string;
  /** Until it says true, nothing of Parley's answers. */
  isUp?: () => boolean;
}

/** The strictest policy a shop can have and still want the widget: two addresses, nothing unsafe, trusted types. */
const shopPolicyWith = (alsoFrames: string): string =>
  [
    "default-src 'none'",
    `script-src ${parley}`,
    `frame-src ${parley} ${alsoFrames}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
const framePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";

/** `troubles` fills with everything a careful developer would see in the console. */
export async function openWorld(
  context: BrowserContext,
  built: BuiltWidget,
  world: World = {},
): Promise<{ page: Page; troubles: string[] }> {
  const {
    at = shop,
    attributes = '',
    head = '',
    body = '<h1>Lamps</h1>',
    lang = 'en',
    alsoFrames = '',
  } = world;
  await context.route(`${at}/**`, (route) => {
    return route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': shopPolicyWith(alsoFrames) },
      body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}
<script src="${parley}/widget.js" data-site="default" ${attributes} async></script></head>
<body><main>${body}</main></body></html>`,
    });
  });
  await context.route(`${parley}/**`, (route) => {
    if (!(world.isUp?.() ?? true)) return route.abort('connectionrefused');
    const url = new URL(route.request().url());
    if (url.pathname === '/widget/default') {
      const body = framePage({
        site: 'default',
        name: 'Maison Lumen',
        wishes: (url.searchParams.get('lang') ?? '').split(','),
        theme: url.searchParams.get('theme'),
        files: built.files,
      });
      const headers = { 'content-security-policy': framePolicy };
      return route.fulfill({ contentType: 'text/html; charset=utf-8', headers, body });
    }
    const type = url.pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({
      contentType: `${type}; charset=utf-8`,
      body: readFileSync(join(built.folder, url.pathname)),
    });
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${at}/`);
  return { page, troubles };
}

/** From now on time passes only where the test says so, in the page and its frames. */
export async function stopTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1_000);
}

/** The frame of the widget, once its panel is drawn. */
export async function panelFrame(page: Page): Promise<Frame> {
  await page.locator('iframe.ready').waitFor({ state: 'attached' });
  return page.frames().find((frame) => frame.url().startsWith(parley))!;
}
