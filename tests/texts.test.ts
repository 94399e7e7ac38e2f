/**
 * No text that people read or hear stands in the code: all of them are in the catalogues, where every language has them
 * (UX 15). The rules are functions of tests/support/texts.ts; the tests at the end plant a text and see it found.
 */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sentencesInScript, textsInMarkup } from './support/texts.ts';

/** What browsers run. What the server says to developers and logs is theirs. */
const scripts = 'src/{lib,routes,widget,sync}/**/*.ts';
const catalogues = /\/(?:words|refusals)\//;
/** What these say is read in logs: that the widget is not built, and why a store was given up. */
const forDevelopers = ['src/routes/widget/[site]/+server.ts', 'src/sync/local-store.ts'];

function read(pattern: string): [path: string, text: string][] {
  return globSync(pattern)
    .filter((path) => !catalogues.test(path) && !forDevelopers.includes(path))
    .map((path) => [path, readFileSync(path, 'utf8')]);
}

const components = read('src/**/*.svelte');

describe('every text is in the catalogues', () => {
  it('[UX15] components have none in their markup', () => {
    expect(components.length).toBeGreaterThan(100);
    const found = components.flatMap(([path, text]) =>
      textsInMarkup(text).map((words) => `${path}: ${words}`),
    );
    expect(found).toEqual([]);
  });

  it('[UX15] nor do their scripts, and the modules beside them', () => {
    const inside = components.flatMap(([path, text]) =>
      [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(
        ([, script = '']) => [path, script] as const,
      ),
    );
    const found = [...inside, ...read(scripts)].flatMap(([path, text]) =>
      sentencesInScript(path, text).map((words) => `${path}: ${words}`),
    );
    expect(found).toEqual([]);
  });
});

describe('a planted text is found', () => {
  it.each([
    ['<p>Hello there</p>', 'Hello there'],
    ['<button aria-label="Close">×</button>', 'Close'],
    ['<input placeholder="Your name" />', 'Your name'],
    ['<img src="x" alt="A lamp" />', 'A lamp'],
    ['{#if open}<Field label="Name" />{/if}', 'Name'],
    ['{#each all as one (one)}<i title={one ? "Open it" : null}></i>{/each}', 'Open it'],
    ['<p>{isThere ? words.yes : "No"}</p>', 'No'],
    ['<p>{`Since ${time}`}</p>', 'Since'],
    ['{#snippet row()}Row{/snippet}', 'Row'],
  ])('%s', (markup, words) => expect(textsInMarkup(markup)).toEqual([words]));

  it.each([
    ["toasts.show({ text: 'Could not be saved.' });", 'Could not be saved.'],
    ["const says = failed ? 'Try again in a moment' : null;", 'Try again in a moment'],
    ['const says = `You have ${count} messages`;', 'You have '],
  ])('%s', (script, words) => expect(sentencesInScript('planted.ts', script)).toEqual([words]));
});

describe('what is no text passes', () => {
  it.each([
    '<p class="row is-open" data-view="mine">{words.open}</p>',
    '<svelte:head><title>{words.title} · Parley</title></svelte:head>',
    '<p>{view === "open" ? words.open : words.closed} · 12</p>',
    '<kbd>Shift</kbd><code>data-site</code>',
  ])('%s', (markup) => expect(textsInMarkup(markup)).toEqual([]));

  it.each([
    "throw new Error('This must not happen.');",
    "console.warn('The frame did not answer.');",
    "import 'Some Module';",
    "const kind = 'not-found', key = 'Escape';",
  ])('%s', (script) => expect(sentencesInScript('planted.ts', script)).toEqual([]));
});
