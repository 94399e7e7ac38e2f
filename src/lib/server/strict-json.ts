/**
 * JSON as strict as RFC 8259 allows: UTF-8 without a mark at its start, no name twice in one object, no number beyond
 * doubles, no deep nests. A body that two readers could understand differently is refused. RELIABILITY B5.
 */

/** Our deepest body is four levels; a nest is an attack on whoever walks it. */
const depthMax = 32;

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|-?\d[\d.eE+-]*|true|false|null/g;

export type Parsed = { ok: true; value: unknown } | { ok: false };

/** Reads a whole body. Pure. */
export function parseStrictJson(bytes: Uint8Array): Parsed {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // First, so that what follows need not understand broken text.
    const value: unknown = JSON.parse(text);
    return isUnambiguous(text) ? { ok: true, value } : { ok: false };
  } catch {
    return { ok: false };
  }
}

/** Expects valid JSON. */
function isUnambiguous(text: string): boolean {
  /** One set of names for each object that is open, null for each list. */
  const open: (Set<string> | null)[] = [];
  let lastString = '';
  for (const [word] of text.matchAll(token)) {
    if (word === '{' || word === '[') {
      if (open.length === depthMax) return false;
      open.push(word === '{' ? new Set() : null);
    } else if (word === '}' || word === ']') open.pop();
    else if (word.startsWith('"')) lastString = word;
    else if (word === ':') {
      const name = JSON.parse(lastString) as string;
      const names = open.at(-1)!;
      if (names.has(name)) return false;
      names.add(name);
    } else if (/^[-\d]/.test(word) && !Number.isFinite(Number(word))) return false;
  }
  return true;
}
