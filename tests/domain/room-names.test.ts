/** Names of rooms: what is made can be read again, and nothing else is a name. DESIGN 5; RELIABILITY B27. */
import { describe, expect, it } from 'vitest';
import { commentPadName, draftPadName, notePadName, parseRoom, roomName } from '#domain/wire.ts';
import { idOf } from './scene.ts';

const id = idOf(7);

describe('the name of a room', () => {
  it.each([
    ['a reply', draftPadName(id, 'e1', 'chat', 3), { pad: 'draft', conversation: id }],
    ['a comment', commentPadName(id, 'e1'), { pad: 'comment', conversation: id }],
    ['[D5] notes', notePadName(id, 'e1'), { kind: 'note', contact: id, epoch: 'e1' }],
    ['a conversation', roomName({ kind: 'conversation', id, epoch: 'e1' }), { id, epoch: 'e1' }],
  ])('of %s says whose it is', (_what, name, parts) => {
    const room = parseRoom(name);
    expect(room).toMatchObject(parts);
    expect(room && roomName(room)).toBe(name);
  });

  it.each([
    'pad/note/~e1',
    `pad/note/${id}`,
    `pad/note/${id.toUpperCase()}.s1~e1`,
    `pad/note/${id}.s1~e1/x`,
    `pad/notes/${id}.s1~e1`,
    `pad/private/${id}~e1`,
  ])('[B27] is not %s', (name) => expect(parseRoom(name)).toBeNull());
});
