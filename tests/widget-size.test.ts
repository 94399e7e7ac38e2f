/**
 * What a visitor downloads until a first message can be sent, in brotli, as it is built from these sources: the promise
 * of SPEC V1 and UX 13. Built anew into a folder of its own, so that an old build cannot pass.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brotliBytes, buildLoader, buildPanel, sizesIn } from '../scripts/build-widget.ts';
import { framePage } from '../src/routes/widget/[site]/frame-page.ts';

/** A KB as SPEC "Numbers" counts it, by 1,024. */
const loaderBytesMax = 3 * 1024;
const bytesMax = 60 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'parley-widget-size-'));
let loader = '';
let sizes: Map<string, number>;
let built: Awaited<ReturnType<typeof buildPanel>>;

beforeAll(async () => {
  await buildLoader(join(folder, 'loader'));
  loader = readFileSync(join(folder, 'loader', 'widget.js'), 'utf8');
  built = await buildPanel(join(folder, 'panel'), { weigh: true });
  sizes = sizesIn(join(folder, 'panel'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the weight of the widget', () => {
  it(`[V1] the loader is at most ${loaderBytesMax} bytes`, () => {
    expect(brotliBytes(Buffer.from(loader))).toBeLessThanOrEqual(loaderBytesMax);
  });

  it(`[V1] everything until a first message can be sent is at most ${bytesMax} bytes`, () => {
    const { files, weights } = built;
    const sizeOf = (file: string): number => sizes.get(file)!;
    const language = Object.values(files.languages).sort((a, b) => sizeOf(b) - sizeOf(a))[0]!;
    const name = 'A workspace with a name of ordinary length';
    const page = framePage({ site: 'default', name, wishes: ['ar'], theme: null, files });
    const parts: [part: string, bytes: number][] = [
      ['loader', brotliBytes(Buffer.from(loader))],
      ['page of the frame', brotliBytes(Buffer.from(page))],
      ['style', sizeOf(files.style)],
      ['longest language', sizeOf(language)],
      ['panel', sizeOf(files.script)],
    ];
    const total = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
    const lines = [...parts, ['together', total] as const].map(
      ([part, bytes]) => `${part.padEnd(18)} ${String(bytes).padStart(6)} bytes brotli`,
    );
    const packages = [...weights]
      .sort(([, one], [, other]) => other - one)
      .map(
        ([from, characters]) => `${from.padEnd(18)} ${String(characters).padStart(6)} characters`,
      );
    console.log([...lines, 'of the panel, minified:', ...packages].join('\n'));
    expect(total).toBeLessThanOrEqual(bytesMax);
  });

  it('[V1] nothing of the panel is fetched later, so that is all there is', () => {
    const { files } = built;
    const first = [files.script, files.style, ...Object.values(files.languages)];
    expect([...sizes.keys()].sort()).toEqual(first.sort());
  });

  it('[T43] the loader evaluates nothing, parses no markup, and leaves one global', () => {
    expect(loader).not.toMatch(
      /\beval\b|new Function|innerHTML|insertAdjacentHTML|document\.write/,
    );
    expect(loader).not.toMatch(/setAttribute\(.style|postMessage\([^)]*["'`]\*/);
    const globals = loader.match(/\bwindow\.\w+ ?= ?[^=]/g) ?? [];
    expect(globals.map((text) => text.slice(0, 13))).toEqual(['window.Parley']);
    expect(loader).toMatch(/^\(function\(\)\{/);
  });
});
