/** Whether this device has been asked to let sounds be heard (SPEC N2): once, at the first sign-in on it. */
const storageKey = 'parley.sound-asked';

export function wasSoundAsked(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    // Storage is blocked: it would be asked at every start.
    return true;
  }
}

export function soundAsked(): void {
  try {
    localStorage.setItem(storageKey, 'yes');
  } catch {
    // Asked for this visit.
  }
}
