/** The conversations that were opened last on this device: what the palette offers first (UX 19.2). */
const storageKey = 'parley-recent';
const recentMost = 12;

export function recentIds(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function keepRecent(id: string): void {
  try {
    const ids = [id, ...recentIds().filter((other) => other !== id)].slice(0, recentMost);
    localStorage.setItem(storageKey, JSON.stringify(ids));
  } catch {
    // Nothing is lost but a small comfort.
  }
}
