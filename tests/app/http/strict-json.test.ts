import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '../../../src/lib/server/strict-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const parsed = (text: string) => parseStrictJson(bytes(text));

describe('a body', () => {
  it.each([
    ['nothing', ''],
    ['text behind it', '{} {}'],
    ['a comma too many', '[1,]'],
    ['single quotes', "{'a':1}"],
    ['a byte order mark', '\ufeff{}'],
    ['the same name twice', '{"email":"a","email":"b"}'],
    ['the same name twice, once escaped', '{"email":"a","\\u0065mail":"b"}'],
    ['the same name twice, deep inside', '{"a":[{"b":1,"c":{"d":1,"d":2}}]}'],
    ['a number beyond doubles', '{"a":1e400}'],
    ['a negative number beyond doubles', '[-1e999]'],
    ['10,000 lists in each other', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['10,000 lists that never end', '['.repeat(10_000)],
    ['33 objects in each other', '{"a":'.repeat(33) + '1' + '}'.repeat(33)],
  ])('[B5] with %s is refused', (_, text) => {
    expect(parsed(text)).toEqual({ ok: false });
  });

  it('[B5] that is not UTF-8 is refused', () => {
    expect(parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ ok: false });
    expect(parseStrictJson(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toEqual({ ok: false });
  });

  it.each([
    ['{"a":{"a":1},"b":[{"a":2},{"a":3}]}'],
    ['{"text":"{\\"a\\":1,\\"a\\":2} [[ 1e400 \\\\"}'],
    ['{"a:":1,"a":2,"":3}'],
    ['[0,-0,1.5e300,true,false,null,"\\ud83e\\udd86"]'],
    ['  {"a" : 1}\n'],
    ['"x"'],
  ])('%s is read as it is', (text) => {
    expect(parsed(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it('[T48] may name __proto__, which stays a name and is for the shapes to refuse', () => {
    const body = parsed('{"__proto__":{"isOwner":true}}');
    expect(body.ok && Object.keys(body.value as object)).toEqual(['__proto__']);
    expect(({} as { isOwner?: boolean }).isOwner).toBeUndefined();
  });

  it('of half a megabyte is read, whether in one word or in escapes', () => {
    for (const text of [
      `"${'x'.repeat(500_000)}"`,
      `"${'\\n'.repeat(250_000)}"`,
      `[${'{"a":1},'.repeat(60_000)}0]`,
    ]) {
      expect(parsed(text).ok).toBe(true);
    }
  });
});
