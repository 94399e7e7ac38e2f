/**
 * The page around the launcher: its address and title as they change in a single-page app, and the count of unread
 * messages before the title. SPEC V11, V13.
 *
 * A look once a second notices every way a page can change its address, and touches none of its functions.
 */
export interface PageSigns {
  url: string;
  title: string;
}

export function watchPage(
  looked: () => void,
  changed: (signs: PageSigns) => void,
): { current(): PageSigns; showCount(count: number): void } {
  let count = 0;
  /** The title as the page wrote it, and as we wrote it last. */
  let own = document.title;
  let shown = own;
  let told = '';

  function showTitle(): void {
    if (document.title !== shown) own = document.title;
    shown = count ? `(${count}) ${own}` : own;
    if (document.title !== shown) document.title = shown;
  }
  const current = (): PageSigns => ({ url: location.href, title: own });
  setInterval(() => {
    looked();
    showTitle();
    const signs = current();
    if (told === signs.url + signs.title) return;
    told = signs.url + signs.title;
    changed(signs);
  }, 1000);

  return {
    current,
    showCount(unread) {
      count = unread;
      showTitle();
    },
  };
}
