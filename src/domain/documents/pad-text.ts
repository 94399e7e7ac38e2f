/**
 * A pad as plain words, and plain words into a pad. The chat carries plain text (SPEC W1): one line a block, list
 * items with their sign, a link as its address where the words hide it. The one file that knows the editor's nodes.
 */
import * as Y from 'yjs';

/** What a reader would be sent; '' for an empty pad. Lines are joined by one line break; ends are trimmed. */
export function padText(fragment: Y.XmlFragment): string {
  return linesOf(fragment).join('\n').trim();
}

/** Adds words after what is there already, a paragraph a line. One transaction, so colleagues see one change. */
export function appendToPad(fragment: Y.XmlFragment, text: string): void {
  const paragraphs = text.split('\n').map((line) => {
    const paragraph = new Y.XmlElement('paragraph');
    if (line !== '') paragraph.insert(0, [new Y.XmlText(line)]);
    return paragraph;
  });
  change(fragment, () => {
    if (padText(fragment) === '') fragment.delete(0, fragment.length);
    fragment.insert(fragment.length, paragraphs);
  });
}

/** Empties the pad: its words were sent. What somebody else adds later, however late, is then all that is in it. */
export function clearPad(fragment: Y.XmlFragment): void {
  change(fragment, () => fragment.delete(0, fragment.length));
}

function change(fragment: Y.XmlFragment, run: () => void): void {
  if (fragment.doc) fragment.doc.transact(run);
  else run();
}

type Block = Y.XmlFragment | Y.XmlElement;

function linesOf(block: Block): string[] {
  const lines: string[] = [];
  /** Words of the line being put together, or null between blocks. */
  let line: string | null = null;
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlText) {
      line = (line ?? '') + wordsOf(child);
    } else if (child instanceof Y.XmlElement && child.nodeName === 'hardBreak') {
      line = `${line ?? ''}\n`;
    } else if (child instanceof Y.XmlElement) {
      if (line !== null) lines.push(line);
      line = null;
      lines.push(...linesOfBlock(child));
    }
  }
  // An empty paragraph is an empty line; an empty document is none.
  if (line !== null) lines.push(line);
  else if (lines.length === 0 && block instanceof Y.XmlElement) lines.push('');
  return lines.flatMap((each) => each.split('\n'));
}

function linesOfBlock(element: Y.XmlElement): string[] {
  switch (element.nodeName) {
    case 'bulletList':
      return itemLines(element, () => '- ');
    case 'orderedList': {
      const start = Number(element.getAttribute('start') ?? 1) || 1;
      return itemLines(element, (index) => `${start + index}. `);
    }
    case 'blockquote':
      return linesOf(element).map((each) => `> ${each}`);
    case 'horizontalRule':
      return ['---'];
    default:
      return linesOf(element);
  }
}

function itemLines(list: Y.XmlElement, sign: (index: number) => string): string[] {
  const items = list.toArray().filter((child) => child instanceof Y.XmlElement);
  return items.flatMap((item, index) => {
    const mark = sign(index);
    return linesOf(item).map((each, row) => (row === 0 ? mark : ' '.repeat(mark.length)) + each);
  });
}

function wordsOf(text: Y.XmlText): string {
  const parts = text.toDelta() as { insert: unknown; attributes?: { link?: { href?: unknown } } }[];
  return parts
    .map(({ insert, attributes }) => {
      const words = typeof insert === 'string' ? insert : '';
      const href = attributes?.link?.href;
      return typeof href === 'string' && href !== words ? `${words} (${href})` : words;
    })
    .join('');
}
