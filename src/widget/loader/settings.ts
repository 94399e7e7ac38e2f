/**
 * What the script tag says: `data-site`, and optionally `data-colour`, `data-theme`, `data-language`.
 */
import { colourOf } from '../colour.ts';

export interface Settings {
  /** Where Parley is: the origin this script came from. */
  origin: string;
  site: string;
  colour: string;
  /** `light` or `dark`; empty follows the page's own `color-scheme` (UX 13). */
  theme: string;
  /** Wished languages, best first: the site's setting, the page's, the browser's. The frame's page picks (SPEC V16). */
  languages: string;
}

/** Null when there is nothing to start: no site named, or a second copy of this script. */
export function readSettings(): Settings | null {
  const script = document.currentScript as HTMLScriptElement | null;
  const { site, colour, theme, language } = script?.dataset ?? {};
  if (!script || !site) {
    console.warn('Parley: data-site is missing.');
    return null;
  }
  // Only a stub has a queue, and only ours answers: the second script on a page has nothing to do.
  if (window.Parley && !window.Parley.q) return null;
  return {
    origin: new URL(script.src).origin,
    site,
    colour: colourOf(colour),
    theme: theme ?? '',
    languages: [language, document.documentElement.lang, ...navigator.languages].join(),
  };
}
