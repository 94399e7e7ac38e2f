/**
 * The keys of the desk (UX 16): letters act outside text fields, matched by what is printed on the key. Nothing
 * here takes a combination with Alt, which belongs to accents.
 */
import type { Words } from '../words/words.ts';
import { tinykeys } from 'tinykeys';

/** Binds keys for as long as the page, or the part that asked, is there; returns the end of it. */
export function bindKeys(keys: Record<string, (event: KeyboardEvent) => void>): () => void {
  const bound = Object.fromEntries(
    Object.entries(keys).map(([press, act]) => [
      press,
      (event: KeyboardEvent) => {
        event.preventDefault();
        act(event);
      },
    ]),
  );
  return tinykeys(window, bound, { ignore: belongsElsewhere });
}

/**
 * Typing and the box around it, composing, and what has the page to itself: dialogs and menus have keys of their own.
 * Whoever goes on typing beside the text must not close a conversation with it.
 */
function belongsElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [data-typing], [role=dialog], [role=menu]') !== null
  );
}

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');
/** What is printed on the key that sends. */
const modifierKey = isApple ? '⌘' : 'Ctrl';

export interface KeySection {
  title: string;
  keys: { does: string; press: string[] }[];
}

/** The sheet behind "?". */
export function keysShown(words: Words): KeySection[] {
  const { keyboard, nav, window, composer, common } = words;
  return [
    {
      title: keyboard.moving,
      keys: [
        { does: keyboard.nextPrevious, press: ['J', 'K'] },
        { does: keyboard.open, press: ['↵'] },
        { does: keyboard.nextWaiting, press: ['N'] },
        { does: keyboard.panes, press: ['F6'] },
        { does: keyboard.out, press: ['Esc'] },
      ],
    },
    {
      title: keyboard.going,
      keys: [
        { does: nav.mine, press: ['G', 'then', 'M'] },
        { does: nav.unassigned, press: ['G', 'then', 'U'] },
        { does: nav.all, press: ['G', 'then', 'A'] },
      ],
    },
    {
      title: keyboard.answering,
      keys: [
        { does: composer.reply, press: ['R'] },
        { does: composer.comment, press: ['C'] },
        { does: keyboard.send, press: ['↵'] },
        { does: keyboard.sendFromList, press: [modifierKey, '↵'] },
        { does: keyboard.newLine, press: ['⇧', '↵'] },
      ],
    },
    {
      title: keyboard.deciding,
      keys: [
        { does: window.close, press: ['E'] },
        { does: window.reopen, press: ['⇧', 'E'] },
        { does: window.toMe, press: ['I'] },
      ],
    },
    {
      title: keyboard.always,
      keys: [
        { does: common.undo, press: ['Z'] },
        { does: keyboard.thisPage, press: ['?'] },
      ],
    },
  ];
}
