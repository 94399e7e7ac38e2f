/**
 * `/widget.js`: what a site embeds. Draws the launcher, makes the frame when it is wanted, answers `Parley(...)`.
 *
 * At most 3 KB brotli and a guest on somebody's page: one global, one element, nothing evaluated, no markup parsed,
 * no style attribute, nothing stored before the visitor has written (SPEC V1, V2, V11, V13, V14, V24; RELIABILITY
 * T8, T43). It never reads the conversation; that is the frame's, on Parley's own origin.
 */
import { answerCalls } from './loader/calls.ts';
import { linkFrame } from './loader/frame-link.ts';
import { fullScreen } from './loader/full-screen.ts';
import { drawLauncher } from './loader/launcher.ts';
import { watchPage } from './loader/page-signs.ts';
import { readSettings, type Settings } from './loader/settings.ts';
import { hostToken } from './loader/token.ts';

/** The page's own work comes first. */
const idleAfterMs = 1_000;

const settings = readSettings();
if (settings) start(settings);

function start(settings: Settings): void {
  const launcher = drawLauncher(settings);
  const { button, card, name, region } = launcher;
  const sheet = fullScreen(card, close);
  const page = watchPage(launcher.stay, (signs) => frame.post({ parley: 'page', ...signs }));
  const frame = linkFrame(card, name, settings, {
    ready() {
      frame.post({ parley: 'came', from: document.referrer });
      frame.post({ parley: 'hello', token: hostToken(settings.site), ...page.current() });
      showButton();
      if (isOpen) enter();
      tell('ready');
    },
    // The server does not answer: there is nothing to offer until it does (SPEC V1).
    lost() {
      close();
      launcher.showButton(false);
    },
    said(message) {
      if (message.parley === 'close') close();
      if (message.parley === 'token') hostToken(settings.site, message.token);
      if (message.parley === 'unread') {
        // Without a name there is no chat for this visitor now (SPEC C4).
        isKeptOut = !message.label;
        showButton();
        if (isKeptOut) return close();
        launcher.showUnread(message.count, message.label, message.spoken);
        page.showCount(message.count);
        tell('unread', message.count);
      }
    },
  });

  let isOpen = false;
  /** The site asked for it. */
  let isHidden = false;
  let isKeptOut = false;
  let opener: HTMLElement | null = null;
  function open(): void {
    if (isOpen) return;
    isOpen = true;
    opener = document.activeElement as HTMLElement;
    frame.want();
    launcher.showOpen(true);
    if (frame.isReady()) enter();
    tell('opened');
  }
  /** The card covers a phone's page only once there is something in it, and a way out of it. */
  function enter(): void {
    const full = sheet.enter();
    frame.focus();
    frame.post({ parley: 'opened', full });
  }
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    frame.post({ parley: 'closed' });
    sheet.leave();
    launcher.giveFocusBack(opener);
    launcher.showOpen(false);
    tell('closed');
  }
  function hide(yes: boolean): void {
    isHidden = yes;
    if (yes) close();
    showButton();
  }
  function showButton(): void {
    launcher.showButton(!isHidden && !isKeptOut);
  }

  button.onclick = () => (isOpen ? close() : open());
  // A finger enters, too, before it presses.
  button.onpointerenter = button.onfocus = frame.want;
  region.onkeydown = (event) => {
    if (event.key === 'Escape' && !event.isComposing) close();
  };
  const tell = answerCalls({ open, close, show: () => hide(false), hide: () => hide(true) });

  // Somebody who has written before may have an answer waiting: their badge must not wait for a click.
  if (hostToken(settings.site)) setTimeout(frame.want, idleAfterMs);
}
