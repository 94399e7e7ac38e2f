/** A pad's words as a reader gets them, and words put into a pad. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { appendToPad, clearPad, padText } from '#domain/documents/pad-text.ts';

function emptyPad(): Y.XmlFragment {
  return new Y.Doc().getXmlFragment('text');
}

function block(name: string, ...children: (Y.XmlElement | Y.XmlText | string)[]): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)),
  );
  return element;
}

function padOf(...blocks: Y.XmlElement[]): Y.XmlFragment {
  const pad = emptyPad();
  pad.insert(0, blocks);
  return pad;
}

describe('the words of a pad', () => {
  it('[W1] an untouched pad, and one with an empty paragraph, say nothing', () => {
    expect(padText(emptyPad())).toBe('');
    expect(padText(padOf(block('paragraph')))).toBe('');
  });

  it('[W1] a paragraph is a line, an empty one an empty line, a break in it a line break', () => {
    const pad = padOf(
      block('paragraph', 'Good morning'),
      block('paragraph'),
      block('paragraph', 'It left.', block('hardBreak'), 'Yesterday.'),
    );
    expect(padText(pad)).toBe('Good morning\n\nIt left.\nYesterday.');
  });

  it('[W1] list items carry their sign, and what belongs to one stands under it', () => {
    const inner = block('bulletList', block('listItem', block('paragraph', 'brass')));
    const pad = padOf(
      block(
        'orderedList',
        block('listItem', block('paragraph', 'Alba'), inner),
        block('listItem', block('paragraph', 'Nora')),
      ),
    );
    expect(padText(pad)).toBe('1. Alba\n   - brass\n2. Nora');
  });

  it('[W1] a link whose words hide its address says the address, another does not', () => {
    const words = new Y.XmlText();
    const pad = padOf(block('paragraph', words));
    words.insert(0, 'here', { link: { href: 'https://a.example/' } });
    words.insert(4, ' or ', { link: null });
    words.insert(8, 'https://b.example/', { link: { href: 'https://b.example/' } });
    expect(padText(pad)).toBe('here (https://a.example/) or https://b.example/');
  });

  it('[W1] quoted lines keep their sign', () => {
    expect(padText(padOf(block('blockquote', block('paragraph', 'Is it in?'))))).toBe(
      '> Is it in?',
    );
  });
});

describe('words put into a pad', () => {
  it('[O6] a reply taken back to edit is the same text again', () => {
    const pad = emptyPad();
    appendToPad(pad, 'Dear Anna,\n\nit left.');
    expect(padText(pad)).toBe('Dear Anna,\n\nit left.');
  });

  it('[R2] what was there stays, and nothing of it moves', () => {
    const pad = padOf(block('paragraph', 'Mine.'));
    appendToPad(pad, 'And theirs.');
    expect(padText(pad)).toBe('Mine.\nAnd theirs.');
  });

  it('[W13] after sending only what others add later is left, also from a device that was away', () => {
    const pad = emptyPad();
    appendToPad(pad, 'Sent together.');
    const away = new Y.Doc();
    Y.applyUpdate(away, Y.encodeStateAsUpdate(pad.doc!));
    clearPad(pad);
    appendToPad(away.getXmlFragment('text'), 'Ben adds this.');
    Y.applyUpdate(pad.doc!, Y.encodeStateAsUpdate(away));
    expect(padText(pad)).toBe('Ben adds this.');
  });
});
