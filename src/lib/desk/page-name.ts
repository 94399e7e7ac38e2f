import type { PageSeen } from '#domain/model.ts';

/** What a page of the site calls itself, or its path where it is silent. Comes from a visitor's browser: text only (T11). */
export function pageName({ url, title }: Pick<PageSeen, 'url' | 'title'>): string {
  return title.trim() || (URL.canParse(url) ? new URL(url).pathname : url);
}
