/** Who is here, told to whom. DESIGN 5; SPEC "Reachable", L4, V10; R8. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import { messageType, type TeamPresence, type WidgetPresence } from '#domain/wire.ts';
import type { MuxClient } from './clients.ts';
import { message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let visitor: Visitor;
let ana: Person;
let ben: Person;
beforeEach(async () => {
  scene = await openScene();
  visitor = await scene.visitor();
  [ana, ben] = [await scene.agent('Ana'), await scene.agent('Ben')];
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

/** What an agent's browser knows after everything it was told. */
function team(line: MuxClient): TeamPresence {
  const known: TeamPresence = { full: true, agents: {}, visitors: {} };
  for (const told of line.presence as unknown as TeamPresence[]) {
    if (told.full) [known.agents, known.visitors] = [{}, {}];
    Object.assign(known.agents, told.agents);
    Object.assign(known.visitors, told.visitors);
  }
  return known;
}
const widget = (line: MuxClient) => line.presence.at(-1) as unknown as WidgetPresence;

async function sign(line: MuxClient, signs: unknown): Promise<void> {
  line.say(messageType.presence, signs);
  await scene.settle();
}
const viewing = (conversation: string) => ({ viewing: conversation, typing: null });
const typing = (conversation: string, tab = 'reply') => ({
  viewing: conversation,
  typing: { conversation, tab },
});

describe('agents', () => {
  it('see each other come, look and type, with names from the server', async () => {
    const a = await scene.line(ana);
    const b = await scene.line(ben);
    await scene.settle();
    expect(team(a).agents[ben.id]).toEqual({
      name: 'Ben',
      status: 'online',
      reachable: true,
      sinceMs: null,
      viewing: [],
      typing: null,
    });
    await sign(b, typing(visitor.conversation, 'comment'));
    expect(team(a).agents[ben.id]).toMatchObject({
      viewing: [visitor.conversation],
      typing: { conversation: visitor.conversation, tab: 'comment' },
    });
    expect(team(b).agents[ana.id]).toMatchObject({ name: 'Ana', reachable: true });
  });

  it('stop typing 7 s after the last key', async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    await sign(b, typing(visitor.conversation));
    await scene.pass(5_000);
    expect(team(a).agents[ben.id]?.typing).not.toBeNull();
    await scene.pass(4_000);
    expect(team(a).agents[ben.id]).toMatchObject({
      typing: null,
      viewing: [visitor.conversation],
    });
  });

  it('are reachable for 75 s after their last sign of life, and not longer', async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    await scene.pass(120_000);
    expect(team(a).agents[ben.id]).toMatchObject({ reachable: true });
    b.socket.hangUp();
    await scene.pass(60_000);
    expect(team(a).agents[ben.id]).toMatchObject({ reachable: true, viewing: [] });
    await scene.pass(20_000);
    expect(team(a).agents[ben.id]).toMatchObject({ reachable: false });
  });

  it('[B2] are shown away 5 min after their last sign of life: who has no row is away', async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    await scene.pass(1_000);
    b.socket.hangUp();
    await scene.pass(290_000);
    expect(team(a).agents[ben.id]).toMatchObject({ reachable: false });
    await scene.pass(15_000);
    expect(team(a).agents[ben.id]).toBeNull();
  });

  it('[L13] who come back have been there since then; who never left, all along', async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    await scene.pass(10_000);
    expect(team(a).agents[ben.id]).toMatchObject({ reachable: true, sinceMs: null });
    b.socket.hangUp();
    await scene.pass(30_000);
    await scene.line(ben);
    expect(team(a).agents[ben.id]).toMatchObject({ reachable: true, sinceMs: null });
    await scene.restart(2_000);
    const anew = await scene.line(ana);
    const back = await scene.line(ben);
    await scene.pass(1_000);
    expect(team(anew).agents[ben.id]).toMatchObject({ reachable: true, sinceMs: null });
    back.socket.hangUp();
    await scene.pass(100_000);
    expect(team(anew).agents[ben.id]).toMatchObject({ reachable: false, sinceMs: null });
    const backAtMs = scene.clock.now();
    await scene.line(ben);
    await scene.settle();
    expect(team(anew).agents[ben.id]).toMatchObject({ reachable: true, sinceMs: backAtMs });
  });

  it('[B2] in the background, answering only the server’s pings, do not flap', async () => {
    const [a] = [await scene.line(ana), await scene.line(ben)];
    await scene.pass(1_000);
    const before = a.presence.length;
    await scene.pass(30 * 60_000);
    expect(a.presence.length).toBe(before);
    expect(team(a).agents[ben.id]).toMatchObject({ reachable: true });
  });

  it('[B2] are there while any one of their devices is', async () => {
    const [a, phone, desk] = [
      ...[await scene.line(ana), await scene.line(ben), await scene.line(ben)],
    ];
    phone!.socket.hangUp();
    await scene.pass(200_000);
    expect(team(a!).agents[ben.id]).toMatchObject({ reachable: true });
    desk!.socket.hangUp();
    await scene.pass(80_000);
    expect(team(a!).agents[ben.id]).toMatchObject({ reachable: false });
  });

  it('of two devices, show what either shows', async () => {
    const other = await scene.visitor();
    const [a, desk, phone] = [await scene.line(ana), await scene.line(ben), await scene.line(ben)];
    await sign(desk, viewing(visitor.conversation));
    await sign(phone, viewing(other.conversation));
    expect(team(a).agents[ben.id]?.viewing.sort()).toEqual(
      [visitor.conversation, other.conversation].sort(),
    );
    phone.socket.hangUp();
    await scene.settle();
    expect(team(a).agents[ben.id]?.viewing).toEqual([visitor.conversation]);
  });

  it.each([
    ['null', null],
    ['a name', { viewing: null, typing: null, name: 'Root' }],
    ['no conversation', { viewing: 'x', typing: null }],
    ['another tab', { viewing: null, typing: { conversation: 'x', tab: 'admin' } }],
    ['a list', []],
  ])('who say %s are not heard', async (_, signs) => {
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    const before = a.presence.length;
    await sign(b, signs);
    expect(a.presence.length).toBe(before);
    expect(b.closed).toBeNull();
  });
});

describe('visitors', () => {
  it('are seen by agents with their page, typing, and for 60 s after their last sign', async () => {
    const a = await scene.line(ana);
    const v = await scene.line(visitor);
    await sign(v, { typing: true, page: { url: 'https://shop.example/', title: 'Shoes' } });
    expect(team(a).visitors[visitor.conversation]).toMatchObject({
      online: true,
      typing: true,
      page: { url: 'https://shop.example/', title: 'Shoes' },
    });
    await scene.pass(9_000);
    expect(team(a).visitors[visitor.conversation]).toMatchObject({ typing: false });
    v.socket.hangUp();
    await scene.pass(50_000);
    expect(team(a).visitors[visitor.conversation]).toMatchObject({ online: true });
    await scene.pass(15_000);
    expect(team(a).visitors[visitor.conversation]).toBeNull();
  });

  it('[T11] may not give a page that a link must not have', async () => {
    const a = await scene.line(ana);
    const v = await scene.line(visitor);
    await sign(v, { typing: true, page: { url: 'javascript:alert(1)', title: 'x' } });
    expect(team(a).visitors[visitor.conversation]).toMatchObject({ page: null, typing: true });
  });

  it('[R8] hear the mode, public names and "is typing", and nothing else', async () => {
    const v = await scene.line(visitor);
    expect(widget(v)).toEqual({ mode: 'away', agents: [], typing: null });
    const a = await scene.line(ana);
    await scene.line(await scene.agent('Vi', 'viewer'));
    await scene.pass(1_000);
    expect(widget(v)).toEqual({ mode: 'live', agents: [{ name: 'Ana' }], typing: null });
    await sign(a, typing(visitor.conversation));
    expect(widget(v)).toMatchObject({ typing: 'Ana' });
    await sign(a, typing(visitor.conversation, 'comment'));
    expect(widget(v)).toMatchObject({ typing: null });
    const other = await scene.visitor();
    await sign(a, typing(other.conversation));
    expect(widget(v)).toMatchObject({ typing: null });
    const bytes = Buffer.concat(v.socket.sent).toString();
    for (const secret of [ana.id, other.conversation, 'comment', 'viewing', 'Vi"']) {
      expect(bytes).not.toContain(secret);
    }
  });

  it('[B5] have a live widget as long as an agent is reachable, and not longer', async () => {
    const v = await scene.line(visitor);
    const a = await scene.line(ana);
    await scene.pass(1_000);
    a.socket.hangUp();
    await scene.pass(70_000);
    expect(widget(v)).toMatchObject({ mode: 'live' });
    await scene.pass(8_000);
    expect(widget(v)).toMatchObject({ mode: 'away', agents: [] });
    await scene.line(ana);
    await scene.settle();
    expect(widget(v)).toMatchObject({ mode: 'live', agents: [{ name: 'Ana' }] });
  });

  it('on one conversation are not told of another', async () => {
    const [v, other] = [await scene.line(visitor), await scene.visitor()];
    const before = v.presence.length;
    const w = await scene.line(other);
    await sign(w, { typing: true });
    expect(v.presence.length).toBe(before);
  });
});

describe('what an agent chose', () => {
  it('[B1] Invisible: reachable for the team, and for visitors as if not there', async () => {
    const [a, v] = [await scene.line(ana), await scene.line(visitor)];
    await scene.line(ben);
    await scene.pass(1_000);
    expect(widget(v).agents).toHaveLength(2);
    await scene.choose(ana, 'invisible');
    await scene.settle();
    expect(team(a).agents[ana.id]).toMatchObject({ status: 'invisible', reachable: true });
    expect(widget(v)).toEqual({ mode: 'live', agents: [{ name: 'Ben' }], typing: null });
    await scene.choose(ben, 'invisible');
    await scene.settle();
    expect(widget(v)).toEqual({ mode: 'away', agents: [], typing: null });
    const bytes = Buffer.concat(v.socket.sent).toString();
    expect(bytes).not.toContain('nvisible');
  });

  it('[B1] Offline: not reachable, though every device answers', async () => {
    const [a, v] = [await scene.line(ana), await scene.line(visitor)];
    await scene.choose(ana, 'offline');
    await scene.pass(1_000);
    expect(team(a).agents[ana.id]).toMatchObject({ status: 'offline', reachable: false });
    expect(widget(v)).toMatchObject({ mode: 'away' });
  });

  it('[B2] is kept while they are away and over a restart, and applies on return', async () => {
    const v = await scene.line(visitor);
    const a = await scene.line(ana);
    await scene.choose(ana, 'invisible');
    a.socket.hangUp();
    await scene.pass(400_000);
    await scene.restart(5_000);
    const anew = await scene.line(ana);
    const again = await scene.line(visitor);
    await scene.pass(1_000);
    expect(team(anew).agents[ana.id]).toMatchObject({ status: 'invisible', reachable: true });
    expect(widget(again)).toMatchObject({ mode: 'away' });
    expect(v.closed).not.toBeNull();
  });

  it('[B5] counts for the conversations of their groups, and for those without one', async () => {
    const orders = await scene.group('Orders', [ben.id]);
    const other = await scene.visitor();
    const [v, w] = [await scene.line(visitor), await scene.line(other)];
    const a = await scene.line(ana);
    const grouped: Partial<ReturnType<typeof message>> & { id: string } = message(
      visitor.conversation,
      '',
      { kind: 'grouped', group: orders },
    );
    delete grouped['text'];
    await a.submit(grouped);
    await scene.pass(2_000);
    expect(widget(v)).toMatchObject({ mode: 'away', agents: [] });
    expect(widget(w)).toMatchObject({ mode: 'live', agents: [{ name: 'Ana' }] });
    await scene.line(ben);
    await scene.settle();
    expect(widget(v)).toMatchObject({ mode: 'live', agents: [{ name: 'Ben' }] });
  });
});

describe('a slow reader', () => {
  it('[F6] is told nothing meanwhile, and everything when it has drained', async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    const v = await scene.line(visitor);
    await scene.pass(1_000);
    for (const line of [a, v]) line.socket.bufferedBytes = limits.bufferedBytesSoft + 1;
    const before = [a.presence.length, v.presence.length];
    await sign(b, typing(visitor.conversation));
    expect([a.presence.length, v.presence.length]).toEqual(before);
    for (const line of [a, v]) line.socket.bufferedBytes = 0;
    await scene.pass(1_000);
    expect(team(a).agents[ben.id]).toMatchObject({ typing: { tab: 'reply' } });
    expect(widget(v)).toMatchObject({ typing: 'Ben' });
  });
});
