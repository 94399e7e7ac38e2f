/**
 * Tiptap's own schema and y-tiptap's own binding and undo, with a view that draws nothing: what an editor writes into
 * a pad, without a browser. The view is all that ProseMirror's plugins ask of one.
 */
import { getSchema } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import {
  EditorState,
  TextSelection,
  type Plugin,
  type PluginView,
  type Transaction,
} from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import StarterKit from '@tiptap/starter-kit';
import { redo, undo, ySyncPlugin, yUndoPlugin, yUndoPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

export interface HeadlessEditor {
  readonly text: string;
  /** At the end of the text; a line break begins a paragraph. */
  type(words: string): void;
  /** Words put in after `after`, which must be there. */
  insertAfter(after: string, words: string): void;
  remove(words: string): void;
  mark(words: string, mark: 'bold' | 'italic' | 'link'): void;
  /** The paragraph with these words becomes an item of a list. */
  listItem(words: string): void;
  clear(): void;
  /** A moment to think: what follows is undone by itself. */
  pause(): void;
  undo(): void;
  redo(): void;
  destroy(): void;
}

export function openEditor(fragment: Y.XmlFragment): HeadlessEditor {
  const schema = getSchema([StarterKit.configure({ undoRedo: false })]);
  const plugins: Plugin[] = [ySyncPlugin(fragment), yUndoPlugin()];
  const view = viewOf(schema, plugins);
  const change = (make: (tr: Transaction) => Transaction) => view.dispatch(make(view.state.tr));
  const find = (words: string): { from: number; to: number } => {
    let from = -1;
    view.state.doc.descendants((node, at) => {
      const index = node.isTextblock ? node.textContent.indexOf(words) : -1;
      if (from < 0 && index >= 0) from = at + 1 + index;
    });
    if (from < 0) throw new Error(`"${words}" is not in the text`);
    return { from, to: from + words.length };
  };
  return {
    get text() {
      return view.state.doc.textBetween(0, view.state.doc.content.size, '\n');
    },
    type(words) {
      // Key by key, as people do: one transaction, one update each.
      for (const key of words) {
        const end = view.state.doc.content.size - 1;
        change((tr) => {
          const at = tr.setSelection(TextSelection.atEnd(tr.doc)).selection.to;
          return key === '\n' ? tr.split(Math.min(at, end)) : tr.insertText(key, at);
        });
      }
    },
    insertAfter: (after, words) => change((tr) => tr.insertText(words, find(after).to)),
    remove: (words) => {
      const { from, to } = find(words);
      change((tr) => tr.delete(from, to));
    },
    mark: (words, mark) => {
      const { from, to } = find(words);
      const attributes = mark === 'link' ? { href: 'https://example.com/a?b=c' } : null;
      change((tr) => tr.addMark(from, to, schema.marks[mark]!.create(attributes)));
    },
    listItem: (words) => {
      const at = view.state.doc.resolve(find(words).from);
      const [from, to] = [at.before(at.depth), at.after(at.depth)];
      const item = schema.nodes.listItem!.create(null, at.node(at.depth));
      change((tr) => tr.replaceWith(from, to, schema.nodes.bulletList!.create(null, item)));
    },
    clear: () => change((tr) => tr.delete(0, tr.doc.content.size)),
    pause: () => undoManagerOf(view.state).stopCapturing(),
    undo: () => void undo(view.state),
    redo: () => void redo(view.state),
    destroy: () => view.destroy(),
  };
}

function undoManagerOf(state: EditorState): Y.UndoManager {
  return (yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager }).undoManager;
}

/** As much of an EditorView as the plugins use. */
function viewOf(schema: Schema, plugins: Plugin[]): EditorView {
  const views: PluginView[] = [];
  const fake = {
    state: EditorState.create({ schema, plugins }),
    isDestroyed: false,
    dispatch(tr: Transaction): void {
      const before = fake.state;
      fake.state = before.apply(tr);
      for (const one of views) one.update?.(view, before);
    },
    hasFocus: () => false,
    destroy(): void {
      fake.isDestroyed = true;
      for (const one of views) one.destroy?.();
    },
  };
  const view = fake as unknown as EditorView;
  // A plugin's view may dispatch while it is being made.
  for (const plugin of plugins) views.push(...[plugin.spec.view?.(view) ?? []].flat());
  return view;
}
