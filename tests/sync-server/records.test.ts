/** Records on the server: the same circuit as conversations, with rows for everybody and a history. SPEC D1, R3, S1, L19. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedRow } from '#domain/model.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';
import { messageType } from '#domain/wire.ts';
import type { MuxClient } from './clients.ts';
import { message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let ana: Person;
let olga: Person;
let visitor: Visitor;

beforeEach(async () => {
  scene = await openScene();
  ana = await scene.agent('Ana');
  olga = await scene.agent('Olga', 'owner');
  visitor = await scene.visitor();
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

let lastMs = 0;
function changed(
  subject: string,
  set: Record<string, unknown>,
  over: Record<string, unknown> = {},
) {
  lastMs += 1;
  const writtenAtMs = Date.UTC(2026, 10, 20, 9) + lastMs;
  return { id: randomUUID(), subject, kind: 'changed', set, writtenAtMs, seenUpTo: null, ...over };
}

/** A line with the whole feed; gives a record's row as this reader has it. */
async function reader(who: Person) {
  const line = await scene.line(who);
  line.say(messageType.feed, { cursor: null });
  await scene.settle();
  return { line, row: (subject: string) => rowOf(line, subject) };
}
function rowOf(line: MuxClient, subject: string): RecordRow | null | undefined {
  let newest: FeedRow | undefined;
  for (const row of line.pages.flatMap(({ rows }) => rows)) {
    if (`${row.table}/${row.id}` !== subject) continue;
    if (!newest || row.rev > newest.rev) newest = row;
  }
  return newest?.value as RecordRow | null | undefined;
}

describe('changes of records', () => {
  it('[D1] a visitor is a contact from their first words on, and not before', async () => {
    const { line, row } = await reader(ana);
    expect(row(`contact/${visitor.id}`)).toBe(undefined);
    const early = changed(`contact/${visitor.id}`, { name: 'Mia' });
    expect(await line.submit(early)).toMatchObject([{ state: 'refused', reason: 'not-yours' }]);
    const theirs = await scene.line(visitor);
    await theirs.submit(message(visitor.conversation, 'Hello?'));
    expect(row(`contact/${visitor.id}`)).toMatchObject({ count: 0, fields: {} });
    const known = changed(`contact/${visitor.id}`, { name: 'Mia' });
    expect(await line.submit(known)).toMatchObject([{ state: 'accepted', number: 0 }]);
    expect(valueOf(row(`contact/${visitor.id}`)!, 'name')).toBe('Mia');
  });

  it('[R3] are answered the same for the same id, kept over a restart, and go on from there', async () => {
    const tag = `tag/${randomUUID()}`;
    const first = changed(tag, { name: 'Refund' });
    const line = await scene.line(ana);
    const [answer] = await line.submit(first);
    expect(await line.submit(first)).toEqual([answer]);
    expect(await line.submit({ ...first, set: { name: 'x' } })).toMatchObject([
      { state: 'refused', reason: 'id-used' },
    ]);
    await scene.restart();
    const again = await scene.line(ana);
    expect(await again.submit(first)).toEqual([answer]);
    const next = changed(tag, { name: 'Refunds' }, { after: first.id });
    expect(await again.submit(next)).toMatchObject([{ state: 'accepted', number: 1 }]);
    expect((await scene.store.record('tag', tag.slice(4)))?.count).toBe(2);
  });

  it('two who change one record in the same moment are both in its log', async () => {
    const tag = `tag/${randomUUID()}`;
    const lines = [await scene.line(ana), await scene.line(olga)];
    const changes = Array.from({ length: 20 }, (_, n) => changed(tag, { name: `name ${n}` }));
    for (const [n, one] of changes.entries()) {
      lines[n % 2]!.say(messageType.submit, { entries: [one] });
    }
    await scene.settle();
    const log = await scene.store.recordChanges('tag', tag.slice(4));
    const ids = log.map((text) => (JSON.parse(text) as { id: string }).id);
    expect(ids.toSorted()).toEqual(changes.map(({ id }) => id).toSorted());
    const { row } = await reader(ana);
    expect(valueOf(row(tag)!, 'name')).toBe('name 19');
  });

  it('[B43] a refused change does not stop its neighbours, only what comes after it', async () => {
    const { line, row } = await reader(ana);
    const tag = `tag/${randomUUID()}`;
    const refused = changed('setting/greeting', { value: 'x' });
    const answers = await line.submit(
      refused,
      changed(tag, { name: 'one' }, { after: refused.id }),
      changed(tag, { name: 'two' }),
      message(visitor.conversation, 'and this'),
    );
    expect(answers.map((one) => one.state)).toEqual([
      ...['refused', 'refused', 'accepted', 'accepted'],
    ]);
    expect(valueOf(row(tag)!, 'name')).toBe('two');
  });

  it('[S1] visitors change nothing', async () => {
    const line = await scene.line(visitor);
    await line.submit(message(visitor.conversation, 'Hello?'));
    expect(await line.submit(changed(`contact/${visitor.id}`, { name: 'x' }))).toMatchObject([
      { state: 'refused', reason: 'not-allowed' },
    ]);
  });

  it('[A2] a conversation is given to a group only while there is one', async () => {
    const { line } = await reader(olga);
    const id = randomUUID();
    const give = () => message(visitor.conversation, '', { kind: 'grouped', group: id });
    const giving = () => {
      const { text: _text, ...entry } = give() as { text?: string };
      return entry;
    };
    expect(await line.submit(giving())).toMatchObject([{ reason: 'no-such-group' }]);
    await line.submit(changed(`group/${id}`, { name: { en: 'Orders' } }));
    expect(await line.submit(giving())).toMatchObject([{ state: 'accepted' }]);
    await scene.restart();
    const again = await scene.line(olga);
    expect(await again.submit(giving())).toMatchObject([{ state: 'accepted' }]);
    await again.submit(changed(`group/${id}`, { removed: true }));
    expect(await again.submit(giving())).toMatchObject([{ reason: 'no-such-group' }]);
  });
});

describe('views', () => {
  it('[L19] one’s own goes to nobody else, until it is for everyone, and back', async () => {
    const [mine, others] = [await reader(ana), await reader(olga)];
    const view = `view/${randomUUID()}`;
    await mine.line.submit(changed(view, { name: 'Late', audience: 'mine' }));
    expect([mine.row(view)?.count, others.row(view)]).toEqual([1, undefined]);
    await mine.line.submit(changed(view, { audience: 'everyone' }));
    expect([mine.row(view)?.count, others.row(view)?.count]).toEqual([2, 2]);
    await mine.line.submit(changed(view, { audience: 'mine' }));
    expect([mine.row(view)?.count, others.row(view)]).toEqual([3, null]);
    const [fresh, fresher] = [await reader(ana), await reader(olga)];
    expect([fresh.row(view)?.count, fresher.row(view)]).toEqual([3, null]);
  });
});
