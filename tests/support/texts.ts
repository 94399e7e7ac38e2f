/**
 * Finds what people would read or hear that stands in the code instead of a catalogue: in markup, text and the attributes
 * that are spoken or shown; in scripts, whatever looks like a sentence. Pure functions over the text of one file.
 */
import { parse } from 'svelte/compiler';
import ts from 'typescript';

/** Attributes whose value is read by people; of components too, which hand it on. */
const spoken =
  /^(?:aria-(?:label|description|roledescription|valuetext)|title|placeholder|alt|label|help|hint|text)$/;
/** What these hold is code or a key's name, the same in every language. */
const notWords = new Set(['code', 'kbd', 'style', 'script']);
/** Names are not translated. */
const names = /\b(?:Parley|Ctrl|Esc|HTML|JSON)\b/g;

interface Node {
  type?: string;
  name?: string;
  data?: string;
  [key: string]: unknown;
}

/** Texts in the markup of a component. */
export function textsInMarkup(source: string): string[] {
  const found: string[] = [];
  const say = (text: string) => {
    if (isWords(text)) found.push(text.trim().replace(/\s+/g, ' '));
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, name = '', data = '', ...parts } = node as Node;
    if (type === 'Text') return say(data);
    if (type === 'ExpressionTag') return literalsOf(parts.expression as Node).forEach(say);
    if (type === 'Attribute') {
      if (spoken.test(name)) visit(parts.value);
      return;
    }
    if (notWords.has(name)) return;
    for (const [key, part] of Object.entries(parts)) {
      if (!scripts.has(key)) visit(part);
    }
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

/** Parts of the tree that are code: tests and calls inside markup say nothing by themselves. */
const scripts = new Set(['expression', 'test', 'key', 'context', 'parameters', 'metadata']);

/** What an expression may come out as, where that is written in it. */
function literalsOf(node: Node): string[] {
  const under = (...keys: string[]) => keys.flatMap((key) => literalsOf(node[key] as Node));
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return (node.quasis as { value: { cooked: string } }[])
        .map((quasi) => quasi.value.cooked)
        .concat((node.expressions as Node[]).flatMap(literalsOf));
    case 'ConditionalExpression':
      return under('consequent', 'alternate');
    case 'LogicalExpression':
    case 'BinaryExpression':
      return /^(?:\+|&&|\|\||\?\?)$/.test(node.operator as string) ? under('left', 'right') : [];
    default:
      return [];
  }
}

/** Sentences in a script: they begin with a capital and go on. Errors, which only developers read, may have them. */
export function sentencesInScript(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isForDevelopers(node)) return;
    const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text : '';
    if (/^\p{Lu}\p{Ll}+[,:]? \p{L}|\p{Ll} \p{Ll}+[.…]$/u.test(text)) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true));
  return found;
}

function isForDevelopers(node: ts.Node): boolean {
  if (ts.isThrowStatement(node) || ts.isImportDeclaration(node)) return true;
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText());
  return (
    ts.isCallExpression(node) && /^(?:console\.|assert|invariant)/.test(node.expression.getText())
  );
}

function isWords(text: string): boolean {
  return /\p{L}{2,}/u.test(text.replace(names, ''));
}
