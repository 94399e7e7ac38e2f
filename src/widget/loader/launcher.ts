/**
 * The round button, its badge, and the card that the frame lies in. All in one shadow root, so that neither the
 * page's styles nor ours reach across. Made node by node, because `innerHTML` is refused where a page requires trusted
 * types, and styled by a constructed sheet, which a strict `style-src` lets through.
 * UX 13 (Launcher, Unread), 18 (Widget).
 */
import { styles } from './styles.ts';
import type { Settings } from './settings.ts';

/** The button's name until the frame gives a better one, in the page's language where it is not "Chat". */
const chat: Record<string, string> = { fr: 'Discussion', pl: 'Czat', tr: 'Sohbet', ar: 'محادثة' };

export function drawLauncher(settings: Settings) {
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles(settings.colour, settings.theme));
  shadow.adoptedStyleSheets = [sheet];

  const region = make('section', shadow);
  const card = make('div', region);
  const button = make('button', region);
  const badge = make('b', button);
  const spoken = make('span', region);
  button.ariaHasPopup = 'dialog';
  badge.ariaHidden = 'true';
  spoken.role = 'status';

  const name = chat[document.documentElement.lang.slice(0, 2)] ?? 'Chat';
  let unread = 0;
  const launcher = {
    button,
    card,
    name,
    /** `region` hears what bubbles from the button and the card, not from inside the frame. */
    region,
    showOpen(open: boolean) {
      region.className = open ? 'open' : '';
      button.ariaExpanded = String(open);
    },
    showUnread(count: number, label: string, announcement: string) {
      button.ariaLabel = label;
      badge.textContent = count ? String(count) : '';
      if (count > unread) spoken.textContent = announcement;
      unread = count;
    },
    /** Without its button the chat can still be opened by `Parley('open')`. */
    showButton(visible: boolean) {
      button.hidden = !visible;
    },
    /** Only if the focus was with us: nobody else's is taken. `opener`: where it goes while there is no button. */
    giveFocusBack(opener: HTMLElement | null) {
      if (document.activeElement !== host) return;
      (button.hidden ? opener : button)?.focus({ preventScroll: true });
    },
    /** Beside the body: a page that replaces its body, or all of itself, keeps the chat (SPEC V13). */
    stay() {
      if (!host.isConnected) document.documentElement.append(host);
    },
  };
  region.ariaLabel = name;
  launcher.showUnread(0, name, '');
  launcher.showOpen(false);
  launcher.stay();
  return launcher;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, into: Node): HTMLElementTagNameMap[K] {
  return into.appendChild(document.createElement(tag));
}
