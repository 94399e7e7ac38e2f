/** What a place is called, in the reader's language where it is one of ours. */
import type { Desk } from '$lib/desk/desk.svelte.ts';
import { fixedViews, type FixedView, type View } from '$lib/desk/views.ts';
import type { Speech } from '$lib/words/speech.svelte.ts';

export function placeName(view: View, desk: Desk, { words, language }: Speech): string {
  if (isFixed(view)) return words.nav[view];
  return desk.inbox.nameOf(view, language) ?? words.nav.gone;
}

function isFixed(view: View): view is FixedView {
  return (fixedViews as readonly string[]).includes(view);
}
