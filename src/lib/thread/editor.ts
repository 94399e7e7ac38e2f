/**
 * The editor over a pad: Tiptap with what a reply needs, bound to the shared text, with the carets of colleagues.
 * Loaded when a composer opens, because it weighs more than the rest of the desk. Enter sends, as in any chat;
 * never while a word is being composed (SPEC W1, W12, W16).
 */
import { Editor } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import CollaborationCaret from '@tiptap/extension-collaboration-caret';
import Placeholder from '@tiptap/extension-placeholder';
import StarterKit from '@tiptap/starter-kit';
import type { Awareness } from 'y-protocols/awareness';
import type { OpenPad } from '#sync/contract.ts';

export interface EditorParts {
  element: HTMLElement;
  pad: OpenPad;
  /** Name of the text field. */
  label: string;
  placeholder: string;
  user: { id: string; name: string; color: string };
  /** Number of the colour in which a colleague's caret is drawn. */
  personOf(id: string): number;
  /** False: Enter makes a new line, and only with Ctrl or ⌘ it sends. */
  enterSends(): boolean;
  /** What Enter does; null: it breaks the line, as where nothing is sent. */
  onSend: (() => void) | null;
  /** Ctrl or Cmd, Shift and Enter. */
  onSendAndClose?(): void;
  /** The up arrow in an empty text; true: it was taken. */
  onUp?(): boolean;
  onEscape(): void;
  onTyped(): void;
}

export interface PadEditor {
  focus(): void;
  readonly hasFocus: boolean;
  toggle(mark: 'bold' | 'italic' | 'list'): void;
  destroy(): void;
}

export function openEditor(parts: EditorParts): PadEditor {
  const { element, pad, label, placeholder, user, personOf } = parts;
  const editor: Editor = new Editor({
    element,
    // The page's own policy allows no styles written into it; ours are in Writing.svelte.
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        // The shared text has an undo of its own, which takes back only what I typed.
        undoRedo: false,
        // It would write into the text of everybody who opens it.
        trailingNode: false,
        heading: false,
        horizontalRule: false,
        link: { openOnClick: false, autolink: false },
      }),
      Collaboration.configure({ fragment: pad.text }),
      CollaborationCaret.configure({
        provider: { awareness: calm(pad.awareness) },
        user,
        render: (writer) => caretOf(writer, personOf),
        selectionRender: (writer) => ({
          nodeName: 'span',
          class: 'picked',
          'data-person': String(personOf(String(writer.id))),
        }),
      }),
      Placeholder.configure({ placeholder }),
    ],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        class: 'writing',
        dir: 'auto',
      },
      handleKeyDown: (_view, event): boolean => onKey(event, parts, editor),
      handleDOMEvents: {
        beforeinput: () => {
          parts.onTyped();
          return false;
        },
      },
    },
  });
  return {
    focus: () => editor.commands.focus('end'),
    get hasFocus() {
      return editor.isFocused;
    },
    toggle(mark) {
      const chain = editor.chain().focus();
      if (mark === 'bold') chain.toggleBold().run();
      else if (mark === 'italic') chain.toggleItalic().run();
      else chain.toggleBulletList().run();
    },
    destroy: () => editor.destroy(),
  };
}

/** True: the key was ours. */
function onKey(event: KeyboardEvent, parts: EditorParts, editor: Editor): boolean {
  // 229: what old input methods say while a word is being composed.
  if (event.isComposing || event.keyCode === 229) return false;
  if (event.key === 'Escape') {
    parts.onEscape();
    return true;
  }
  const isCommand = event.ctrlKey || event.metaKey;
  if (event.key === 'ArrowUp' && !isCommand && !event.shiftKey && editor.isEmpty) {
    return parts.onUp?.() ?? false;
  }
  if (event.key === 'Enter' && isCommand && event.shiftKey && parts.onSendAndClose) {
    parts.onSendAndClose();
    return true;
  }
  if (parts.onSend === null || event.key !== 'Enter' || event.shiftKey || event.altKey) {
    return false;
  }
  // In a list the next line is the next item; on a glass keyboard Enter is the only way to a new line.
  if (!isCommand && (editor.isActive('listItem') || editor.isActive('codeBlock') || isOnGlass())) {
    return false;
  }
  if (!isCommand && !parts.enterSends()) return false;
  parts.onSend();
  return true;
}

function isOnGlass(): boolean {
  return matchMedia('(pointer: coarse) and (hover: none)').matches;
}

/** The server passes on five carets a second (B47); more would only stand before what is typed. */
const caretEveryMs = 250;

/** The same awareness, whose own caret moves at most so often; the last move always arrives. */
function calm(awareness: Awareness): Awareness {
  let movedAtMs = 0;
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const calmed = Object.create(awareness) as Awareness;
  calmed.setLocalStateField = (field, value) => {
    if (waiting) clearTimeout(waiting);
    const restMs = movedAtMs + caretEveryMs - Date.now();
    const move = () => {
      waiting = null;
      movedAtMs = Date.now();
      // The pad may have been left meanwhile; then nobody is in it any more.
      if (awareness.getLocalState() !== null) awareness.setLocalStateField(field, value);
    };
    if (field !== 'cursor' || restMs <= 0) move();
    else waiting = setTimeout(move, restMs);
  };
  return calmed;
}

/**
 * A thin line in the colleague's colour, with the name for a moment (UX 19.13). The name is drawn by the style sheet: it
 * stands in the middle of somebody's words and is no part of them, for a screen reader as little as for the clipboard.
 */
function caretOf(writer: Record<string, unknown>, personOf: (id: string) => number): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.dataset.person = String(personOf(String(writer.id)));
  caret.dataset.name = String(writer.name ?? '');
  caret.ariaHidden = 'true';
  return caret;
}
