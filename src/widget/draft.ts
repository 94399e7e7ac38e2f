/**
 * What the visitor is writing, kept until it is sent: it survives a reload and a closed tab (UX 2.3). In the frame's
 * own storage, by site; where storage is blocked it lives as long as the page.
 */
const keyOf = (site: string): string => `parley-draft:${site}`;

export function readDraft(site: string): string {
  try {
    return localStorage.getItem(keyOf(site)) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(site: string, text: string): void {
  try {
    if (text) localStorage.setItem(keyOf(site), text);
    else localStorage.removeItem(keyOf(site));
  } catch {
    // Blocked or full: the text is still in the field.
  }
}

/** The same draft in another tab of this browser. Returns the end of listening. */
export function onDraftElsewhere(site: string, changed: (text: string) => void): () => void {
  const listen = (event: StorageEvent): void => {
    if (event.key === keyOf(site)) changed(event.newValue ?? '');
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}
