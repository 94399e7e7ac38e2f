/**
 * The panel's start, inside its frame on Parley's own origin. The page around it is made by
 * `src/routes/widget/[site]`: it says the site, the business' name, the language and the theme. How to join is handed
 * in, so that a test can put a line of its own behind the same frame.
 */
import './panel.css';
import { mount } from 'svelte';
import type { JoinWidget, WidgetSync } from '#sync/contract.ts';
import type { VisitorSigns } from '#domain/wire.ts';
import { colourOf, onColour, readableOn } from './colour.ts';
import { lineToHost } from './host-line.ts';
import type { ToFrame } from './messages.ts';
import { Panel } from './panel.svelte.ts';
import PanelView from './parts/Panel.svelte';
import { Words, type Catalogue } from './words/catalogue.ts';
import { languageOf } from './words/languages.ts';

/** Without words there is no panel: the loader, who hears no `ready`, tries again with a new frame. */
export function startFrame(joinWidget: JoinWidget): void {
  if (window.parleyWords) drawPanel(joinWidget, window.parleyWords);
}

function drawPanel(joinWidget: JoinWidget, catalogue: Catalogue): void {
  const root = document.documentElement;
  const address = new URL(location.href).searchParams;
  const { site = '', name = '' } = root.dataset;
  showColour(root, colourOf(address.get('colour')));

  const language = languageOf([root.lang]);
  const region = navigator.languages.find((tag) => new Intl.Locale(tag).language === language);
  const words = new Words(language, catalogue, region);
  let page: NonNullable<VisitorSigns['page']> = { url: '', title: '' };
  const host = lineToHost(window, address.get('host') ?? location.origin, heard);
  const panel = new Panel({ site, name, words, join, tellHost: (message) => host.post(message) });

  async function join(): Promise<WidgetSync> {
    const sync = await joinWidget({
      site,
      token: panel.hostToken || null,
      onToken: (token) => (panel.token = token),
    });
    if (page.url) sync.sign({ page });
    return sync;
  }

  function heard(message: ToFrame): void {
    switch (message.parley) {
      case 'came':
        page = { ...page, referrer: message.from.slice(0, 2_000) };
        return;
      case 'hello':
        page = { ...page, ...pageOf(message) };
        panel.hostToken = message.token;
        // They have written before: an answer may be waiting.
        if (panel.hostToken) void panel.join();
        return;
      case 'opened':
        return panel.opened(message.full);
      case 'closed':
        return panel.closed();
      case 'page':
        page = pageOf(message);
        void panel.showPage(page);
    }
  }

  const target = document.getElementById('panel')!;
  target.replaceChildren();
  mount(PanelView, { target, props: { panel } });
  host.post({ parley: 'ready' });
}

/** Bounded, so that a data address or a runaway title travels as a short one. */
function pageOf({ url, title }: { url: string; title: string }): { url: string; title: string } {
  return { url: url.slice(0, 2_000), title: title.slice(0, 300) };
}

/** The grounds of panel.css, on which the owner's colour has to be readable (SPEC V17). */
const grounds = { light: '#ffffff', dark: '#15181e' };

function showColour(root: HTMLElement, colour: string): void {
  const light = readableOn(grounds.light, colour);
  const dark = readableOn(grounds.dark, colour);
  root.style.setProperty('--brand', colour);
  root.style.setProperty('--on-brand', onColour(colour));
  root.style.setProperty('--brand-text', `light-dark(${light}, ${dark})`);
}
