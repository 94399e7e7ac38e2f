/** "On your site now · /checkout", "Left 12 min ago": where the visitor is, as far as this device knows. Pure. */
import type { VisitorPresence } from '#domain/wire.ts';
import type { Times } from '$lib/words/times.ts';
import type { Words } from '$lib/words/words.ts';

export interface Where {
  text: string;
  isHere: boolean;
  /** `title`: what the page calls itself, or its path where it is silent. */
  page: { url: string; path: string; title: string } | null;
}

/** Null where nothing was ever heard of the visitor. */
export function whereOf(
  visitor: VisitorPresence | null,
  { isOffline, nowMs }: { isOffline: boolean; nowMs: number },
  words: Words,
  times: Times,
): Where | null {
  if (!visitor) return null;
  const { online, seenAtMs } = visitor;
  if (isOffline) {
    if (!online) return null;
    const text = words.window.seenBeforeOffline(times.clock(seenAtMs));
    return { text, isHere: false, page: null };
  }
  if (online) {
    return { text: words.window.onSiteNow, isHere: true, page: pageOf(visitor.page) };
  }
  const ago = nowMs - seenAtMs;
  const text = ago < 60_000 ? words.window.leftJustNow : words.window.left(times.span(ago));
  return { text, isHere: false, page: null };
}

/** Only pages of the web are worth a link: the address comes from the visitor's browser (T11). */
function pageOf(page: VisitorPresence['page']): Where['page'] {
  if (!page || !URL.canParse(page.url)) return null;
  const url = new URL(page.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const path = url.pathname;
  return { url: url.href, path, title: page.title.trim() || path };
}
