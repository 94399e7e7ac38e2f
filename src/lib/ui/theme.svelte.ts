/** The theme this device chose. `static/theme.js` puts it on the page before the first paint; this changes it. */
import { createContext } from 'svelte';

const storageKey = 'parley-theme';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export class ThemeChoice {
  #current = $state<Theme>(kept());

  get current(): Theme {
    return this.#current;
  }

  choose(theme: Theme): void {
    this.#current = theme;
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (theme === 'system') localStorage.removeItem(storageKey);
      else localStorage.setItem(storageKey, theme);
    } catch {
      // Storage is blocked: the choice holds for this visit.
    }
  }
}

function kept(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export const [useTheme, setTheme] = createContext<ThemeChoice>();
