/**
 * How wide the panes are and whether contact details are shown, kept for this device (SPEC L1, UX 3). Widths are px at
 * a text size of 100 %; the frame uses them as rem, so that larger text gets its room.
 */
import { createContext } from 'svelte';

export type Side = 'navigation' | 'list' | 'details';

export const widths: Record<Side, { least: number; usual: number; most: number }> = {
  navigation: { least: 176, usual: 224, most: 320 },
  list: { least: 280, usual: 336, most: 480 },
  details: { least: 256, usual: 304, most: 480 },
};

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

const storageKey = 'parley-layout';
interface Kept {
  widths: Partial<Record<Side, number>>;
  isDetailsHidden: boolean;
  density: Density;
}

export class Layout {
  /** How far each list is scrolled, px, while the page lives (UX 19.24). */
  readonly #scrolls: Record<string, number> = {};
  #kept = $state.raw<Kept>(readKept());
  /** Under 1280 px: details float above the window for as long as somebody looks at them. */
  isDrawerOpen = $state(false);

  scrollOf(list: string): number {
    return this.#scrolls[list] ?? 0;
  }
  keepScroll(list: string, px: number): void {
    this.#scrolls[list] = px;
  }

  widthOf(side: Side): number {
    return this.#kept.widths[side] ?? widths[side].usual;
  }

  /** Beside the window, where there is room for them. */
  get isDetailsBeside(): boolean {
    return !this.#kept.isDetailsHidden;
  }

  get density(): Density {
    return this.#kept.density;
  }
  chooseDensity(density: string): void {
    const known = densities.find((each) => each === density);
    if (known) this.#keep({ ...this.#kept, density: known });
  }

  resize(side: Side, px: number): void {
    const { least, most } = widths[side];
    const width = Math.round(Math.min(Math.max(px, least), most));
    this.#keep({ ...this.#kept, widths: { ...this.#kept.widths, [side]: width } });
  }

  reset(side: Side): void {
    this.resize(side, widths[side].usual);
  }

  /** `isNarrow`: there is no room beside the window. */
  toggleDetails(isNarrow: boolean): void {
    if (isNarrow) this.isDrawerOpen = !this.isDrawerOpen;
    else this.#keep({ ...this.#kept, isDetailsHidden: !this.#kept.isDetailsHidden });
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    try {
      localStorage.setItem(storageKey, JSON.stringify(kept));
    } catch {
      // It holds until the page is left.
    }
  }
}

function readKept(): Kept {
  const usual: Kept = { widths: {}, isDetailsHidden: false, density: 'comfortable' };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return usual;
    const { widths: read, isDetailsHidden, density } = kept as Partial<Kept>;
    return {
      widths: Object.fromEntries(
        Object.entries(read ?? {}).filter(
          ([side, px]) => side in widths && typeof px === 'number' && Number.isFinite(px),
        ),
      ),
      isDetailsHidden: isDetailsHidden === true,
      density: densities.find((each) => each === density) ?? usual.density,
    };
  } catch {
    return usual;
  }
}

export const [useLayout, setLayout] = createContext<Layout>();
