import { spokenBy } from '$lib/words/speech.svelte.ts';
import { pickedLanguage } from '$lib/words/words.ts';
import type { LayoutLoad } from './$types';

// The desk is drawn by the browser alone: what it shows is on the device, and it must open with no network.
export const ssr = false;

/** The one language the desk is read in; the others are fetched when they are chosen. */
export const load: LayoutLoad = async () => ({
  spoken: await spokenBy(navigator.languages, pickedLanguage(document.cookie)),
});
