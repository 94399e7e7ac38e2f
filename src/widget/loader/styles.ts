/**
 * The launcher's and the card's style sheet. Sizes are UX 13's: disc 56, 16 from the edges, card 384 x min(640,
 * 100vh - 96). Pixels, because the page's root font size is not ours. Pressed flat by scripts/build-widget.ts.
 *
 * The theme is CSS alone: card and frame take the page's `color-scheme`, and the frame's own `prefers-color-scheme`
 * follows the frame (CSS Color Adjustment 1, "Preferred color schemes").
 */
import { onColour } from '../colour.ts';

/** `:host` needs `!important`: without it any rule of the page that matches a `div` would win. */
export function styles(colour: string, theme: string): string {
  return `
:host {
  all: initial !important;
  position: fixed !important;
  z-index: 2147483000 !important;
  bottom: max(16px, env(safe-area-inset-bottom)) !important;
  inset-inline-end: 16px !important;
  color-scheme: ${theme || 'inherit'} !important;
}
[hidden] { display: none; }
button {
  position: relative; display: grid; place-items: center; width: 56px; height: 56px; padding: 0;
  border: 0; border-radius: 50%; background: ${colour}; color: ${onColour(colour)}; cursor: pointer; forced-color-adjust: none;
  box-shadow: 0 0 0 1px #fff4, 0 2px 6px #0003, 0 10px 28px #0003; transition: scale 80ms;
}
button:active { scale: .96; }
button:focus-visible { outline: 2px solid #fff; box-shadow: 0 0 0 5px #16181d; }
button::before {
  content: ''; width: 24px; height: 24px; background: currentColor;
  clip-path: path('M12 2.5A9.5 9.5 0 0 0 2.5 12v8.1c0 .8.6 1.4 1.4 1.4H12a9.5 9.5 0 0 0 0-19Z');
}
.open > button::before {
  width: 10px; height: 10px; border: solid; border-width: 0 2px 2px 0; background: none; clip-path: none;
  rotate: 45deg; translate: 0 -3px;
}
b:empty, .open b { display: none; }
b {
  position: absolute; top: -4px; inset-inline-end: -4px; min-width: 10px; padding: 0 5px;
  border-radius: 10px; background: #d4281c; color: #fff; box-shadow: 0 0 0 2px #fff;
  font: 600 11px/20px system-ui; text-align: center;
}
span { position: absolute; clip-path: inset(50%); }
div {
  position: absolute; bottom: 68px; inset-inline-end: 0; width: 384px; height: min(640px, 100vh - 96px);
  overflow: clip; border-radius: 16px; background: light-dark(#fff, #15181e);
  box-shadow: 0 0 0 1px light-dark(#0001, #fff2), 0 4px 12px #0002, 0 16px 40px #0003;
  visibility: hidden; opacity: 0; translate: 0 8px; transition: 180ms cubic-bezier(.2, 0, 0, 1);
}
.open > div { visibility: visible; opacity: 1; translate: 0; }
div.full {
  position: fixed; inset: var(--top, 0) 0 auto; width: 100%; height: var(--height, 100%);
  border-radius: 0; transition: none;
}
.full + button { display: none; }
iframe { width: 100%; height: 100%; border: 0; opacity: 0; }
.ready { opacity: 1; }
@media (prefers-reduced-motion) { div, button { transition: none; } }
@media print { section { display: none; } }
`;
}
