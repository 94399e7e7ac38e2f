/**
 * The visitor's token on the host page's side: a frame from another site has its storage partitioned or blocked, and
 * the copy here brings the visitor back to their conversation (SPEC V5). Kept only when the frame says so, which is
 * after the first message (SPEC V2).
 */

/** The token, '' if there is none; with `keep`, after keeping that one. Blocked storage has none and keeps none. */
export function hostToken(site: string, keep?: string): string {
  const key = `parley:${site}`;
  try {
    if (keep !== undefined) localStorage.setItem(key, keep);
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
