/**
 * The keys of the desk (UX 16): letters act outside text fields, matched by what is printed on the key. Nothing here
 * takes a combination with Alt, which belongs to accents. What each press means is in `key-table.ts`; the parts of the
 * screen bind what it does as long as they are there, and the part that came last goes first.
 */
import { tinykeys } from 'tinykeys';

/** `false`: this press was none of mine, whoever bound it before may have it. */
export type Act = (event: KeyboardEvent) => unknown;

/** By press, the one that was bound last at the end. */
const actsByPress = new Map<string, Act[]>();
/** Those that go before the others. */
const firsts = new WeakSet<Act>();
const endsByPress = new Map<string, () => void>();
/** The press before this one, for what is said in two (`g` then `m`). */
let before: { key: string; atMs: number } | null = null;
let current: { key: string; atMs: number } | null = null;
/** As long as the library waits for the second key. */
const sequenceMs = 1_000;
let areLettersOn = true;

/**
 * Binds keys for as long as the page, or the part that asked, is there; returns the end of it. `isFirst`: before all
 * that are bound otherwise, whoever came last.
 */
export function bindKeys(
  acts: Readonly<Record<string, Act>>,
  { isFirst = false }: { isFirst?: boolean } = {},
): () => void {
  rememberPresses();
  for (const [press, act] of Object.entries(acts)) {
    if (isFirst) firsts.add(act);
    const bound = actsByPress.get(press);
    if (bound) bound.push(act);
    else {
      actsByPress.set(press, [act]);
      endsByPress.set(press, listen(press));
    }
  }
  return () => {
    for (const [press, act] of Object.entries(acts)) {
      const left = (actsByPress.get(press) ?? []).filter((each) => each !== act);
      if (left.length > 0) actsByPress.set(press, left);
      else {
        actsByPress.delete(press);
        endsByPress.get(press)?.();
        endsByPress.delete(press);
      }
    }
  };
}

/** What this press would do now; null where nothing on the screen has bound it. */
export function boundTo(press: string): Act | null {
  return inOrder(press)[0] ?? null;
}

function inOrder(press: string): readonly Act[] {
  const bound = (actsByPress.get(press) ?? []).toReversed();
  return [...bound.filter((act) => firsts.has(act)), ...bound.filter((act) => !firsts.has(act))];
}

/** All keys without a modifier at once, for those whose speech or switch input would press them (WCAG 2.1.4). */
export function turnLetters(isOn: boolean): void {
  areLettersOn = isOn;
}

function listen(press: string): () => void {
  const act = (event: KeyboardEvent) => {
    // Not asked in `belongsElsewhere`: what is not heard at all does not end a waiting first key, and G V after G U
    // would wait for its V for ever.
    if (event.defaultPrevented || event.isComposing) return;
    if (isSecondOfTwo(press) || (!areLettersOn && isLetter(press))) return;
    for (const each of inOrder(press)) {
      if (each(event) === false) continue;
      event.preventDefault();
      return;
    }
  };
  return tinykeys(window, { [press]: act }, { ignore: belongsElsewhere });
}

/** `g u` is not also `u`. */
function isSecondOfTwo(press: string): boolean {
  if (before === null || current === null || current.atMs - before.atMs > sequenceMs) return false;
  return !press.includes(' ') && actsByPress.has(`${before.key} ${press}`);
}

function isLetter(press: string): boolean {
  return /^(\[Shift\]\+|Shift\+)?[^ ]$/.test(press) || /^\w \w$/.test(press);
}

let isRemembering = false;
function rememberPresses(): void {
  if (isRemembering) return;
  isRemembering = true;
  const remember = ({ key, timeStamp: atMs }: KeyboardEvent) => {
    before = current;
    current = { key, atMs };
  };
  window.addEventListener('keydown', remember, { capture: true });
}

/**
 * Typing and the box around it, composing, and what has the page to itself: dialogs and menus have keys of their own.
 * Whoever goes on typing beside the text must not close a conversation with it.
 */
function belongsElsewhere(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  // Not words: what is saved is saved as it is typed, and says so instead of the browser's dialog (UX 19.6).
  if (isModified(event, 's')) return target.closest('[role=dialog], [role=menu]') !== null;
  // The palette, also from within a text, unless a part of it is marked (there it makes a link).
  if (isModified(event, 'k')) {
    const isMarked = target.isContentEditable && getSelection()?.isCollapsed === false;
    return isMarked || target.closest('[role=dialog], [role=menu]') !== null;
  }
  const isTick = target instanceof HTMLInputElement && target.type === 'checkbox';
  return (
    target.isContentEditable ||
    (!isTick && target.closest('input, textarea, select') !== null) ||
    target.closest('[data-typing], [role=dialog], [role=menu]') !== null
  );
}

function isModified(
  { key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent,
  letter: 'k' | 's',
): boolean {
  return key.toLowerCase() === letter && (ctrlKey || metaKey) && !shiftKey && !altKey;
}
