/** Contacts that are one person, as the server finds and merges them. SPEC D1, D7. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf, type RecordRow } from '#domain/records/record.ts';
import { message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

const day = 24 * 60 * 60_000;
let scene: Scene;
let ana: Person;
let [first, second]: Visitor[] = [];

beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  ana = await scene.agent('Ana');
  const made: Visitor[] = [];
  for (const address of ['192.0.2.1', '192.0.2.2']) {
    const visitor = await scene.visitor(address);
    await (await scene.line(visitor)).submit(message(visitor.conversation, 'Hello'));
    await scene.pass(1_000);
    made.push(visitor);
  }
  [first, second] = made;
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

async function contact({ id }: Visitor): Promise<RecordRow> {
  await scene.settle();
  return (await scene.store.feedRow('contact', id, null))!.value as RecordRow;
}
const shownAs = async (visitor: Visitor) => valueOf(await contact(visitor), 'mergedInto');

async function change({ id }: Visitor, set: Record<string, unknown>) {
  const line = await scene.line(ana);
  const [answer] = await line.submit({
    ...{ id: randomUUID(), subject: `contact/${id}`, kind: 'changed', set },
    ...{ writtenAtMs: scene.clock.now(), seenUpTo: null },
  });
  return answer;
}

describe('identifying', () => {
  it('[D7] two whom the site knows by one id are one contact from then on, also after a restart', async () => {
    await scene.server.identify(second!.id, { externalId: '4711', name: 'Anna' });
    await scene.restart();
    await scene.server.identify(first!.id, { externalId: '4711' });
    expect(await shownAs(second!)).toBe(first!.id);
    expect(await shownAs(first!)).toBe(null);
    expect((await contact(second!)).fields['mergedInto']?.automatic).toMatchObject({
      by: 'parley',
      source: 'site',
    });
  });

  it('[D7] a verified address merges, one that an agent typed does not', async () => {
    await change(first!, { email: 'anna@posta.example' });
    await scene.server.identify(second!.id, { verifiedEmail: 'anna@posta.example' });
    expect(await shownAs(second!)).toBe(null);
    await scene.server.identify(first!.id, { verifiedEmail: 'anna@posta.example' });
    expect(await shownAs(second!)).toBe(first!.id);
  });

  it('[D7] agents cannot say that an address is verified, nor give an id of the site', async () => {
    for (const set of [{ verified: true }, { verified: null }, { externalId: '1' }]) {
      expect(await change(first!, set)).toMatchObject({ state: 'refused', reason: 'not-allowed' });
    }
  });

  it('[D7] what was merged by itself is undone by an agent, and stays so', async () => {
    await scene.server.identify(first!.id, { externalId: '4711' });
    await scene.server.identify(second!.id, { externalId: '4711' });
    expect(await change(second!, { mergedInto: null })).toMatchObject({ state: 'accepted' });
    await scene.server.identify(second!.id, { externalId: '4711', name: 'Anna' });
    expect(await shownAs(second!)).toBe(null);
  });

  it('[D7] after 30 days a merge stands: the server says so', async () => {
    await change(second!, { mergedInto: first!.id });
    await scene.restart(29 * day);
    expect(await change(second!, { mergedInto: null })).toMatchObject({ state: 'accepted' });
    await scene.pass(1_000);
    await change(second!, { mergedInto: first!.id });
    // Sessions do not last so long.
    await scene.restart(30 * day);
    ana = await scene.agent('Ana');
    const late = { state: 'refused', reason: 'too-late', field: 'mergedInto' };
    expect(await change(second!, { mergedInto: null })).toMatchObject(late);
    expect(await shownAs(second!)).toBe(first!.id);
  });
});
