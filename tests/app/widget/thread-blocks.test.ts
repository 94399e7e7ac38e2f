import { describe, expect, it } from 'vitest';
import { FakeWidgetSync } from '../../support/fake-widget-sync.ts';
import { blocksOf, unreadOf, type Block } from '../../../src/widget/thread-blocks.ts';

const dayMs = 86_400_000;
const noonMs = 20_000 * dayMs + dayMs / 2;
const dayOf = (atMs: number): number => Math.floor(atMs / dayMs);
const minutes = (count: number): number => noonMs + count * 60_000;

const blocksIn = (sync: FakeWidgetSync): readonly Block[] =>
  blocksOf(sync.thread.conversation.current.items, dayOf);
/** `day`, or who speaks and in what state the run's bubbles are. */
const shapeOf = (sync: FakeWidgetSync): string[] =>
  blocksIn(sync).map((block) =>
    block.kind === 'run'
      ? `${block.from}: ${block.bubbles.map(({ state }) => state).join(' ')}`
      : block.kind,
  );
const visitorSays = (sync: FakeWidgetSync, text: string): Promise<string> =>
  sync.outbox.write(sync.thread.id, { kind: 'message', text });
const leaSays = (sync: FakeWidgetSync, text: string, atMs: number): string =>
  sync.agentDoes('Léa', { kind: 'message', text }, atMs);

describe('what the thread shows', () => {
  it('[V10] is one run for what one author says within five minutes', () => {
    const sync = new FakeWidgetSync();
    leaSays(sync, 'Hello', minutes(0));
    leaSays(sync, 'It is dimmable', minutes(4.9));
    leaSays(sync, 'And the bulb too', minutes(5));
    sync.agentDoes('Marc', { kind: 'message', text: 'Hi' }, minutes(5.1));
    expect(shapeOf(sync)).toEqual(['day', 'team: sent sent', 'team: sent', 'team: sent']);
  });

  it('[R1] keeps the order of acceptance and puts what waits last', async () => {
    const sync = new FakeWidgetSync();
    await visitorSays(sync, 'first');
    sync.accept(minutes(0));
    await visitorSays(sync, 'waiting');
    leaSays(sync, 'crossed it', minutes(1));
    expect(shapeOf(sync)).toEqual(['day', 'me: sent', 'team: sent', 'me: waiting']);
  });

  it('[V8] parts what was sent from what waits, and what was refused from both', async () => {
    const sync = new FakeWidgetSync();
    await visitorSays(sync, 'sent');
    sync.accept(Date.now());
    await visitorSays(sync, 'one');
    await visitorSays(sync, 'two');
    expect(shapeOf(sync)).toEqual(['day', 'me: sent', 'me: waiting waiting']);
    sync.refuse();
    expect(shapeOf(sync)).toEqual(['day', 'me: sent', 'me: refused', 'me: refused']);
  });

  it('[V10] gives two ticks to what the team has read', async () => {
    const sync = new FakeWidgetSync();
    await visitorSays(sync, 'read');
    sync.accept(minutes(0));
    sync.teamReads(minutes(1));
    await visitorSays(sync, 'not yet');
    sync.accept(minutes(2));
    expect(shapeOf(sync)).toEqual(['day', 'me: read sent']);
  });

  it('begins each day with its line', () => {
    const sync = new FakeWidgetSync();
    leaSays(sync, 'one', noonMs);
    leaSays(sync, 'two', noonMs + dayMs);
    expect(shapeOf(sync)).toEqual(['day', 'team: sent', 'day', 'team: sent']);
  });

  it('[F19] gives no day of its own to what waits on a device with a wrong clock', async () => {
    const sync = new FakeWidgetSync();
    leaSays(sync, 'from the future, as this device sees it', Date.now() + 4_000 * dayMs);
    await visitorSays(sync, 'waiting');
    expect(shapeOf(sync)).toEqual(['day', 'team: sent', 'me: waiting']);
  });

  it('shows closing and reading as states, not as lines', () => {
    const sync = new FakeWidgetSync();
    leaSays(sync, 'done', noonMs);
    sync.agentDoes(null, { kind: 'closed' }, minutes(1));
    expect(shapeOf(sync)).toEqual(['day', 'team: sent']);
  });
});

describe('what is unread', () => {
  it("[V11] is the team's messages after the furthest one that was on the screen", async () => {
    const sync = new FakeWidgetSync();
    const first = leaSays(sync, 'one', minutes(0));
    await visitorSays(sync, 'mine');
    sync.accept(minutes(1));
    leaSays(sync, 'two', minutes(2));
    const { items, state } = sync.thread.conversation.current;
    const texts = (upTo: number): string[] => unreadOf(items, upTo).map(({ text }) => text);
    expect(texts(-1)).toEqual(['one', 'two']);
    await sync.outbox.write(sync.thread.id, { kind: 'read', upTo: first });
    // Also before the server has heard of it: the badge goes at once.
    expect(state.readByVisitor).toBeNull();
    const believed = sync.thread.conversation.current.state.readByVisitor;
    expect(texts(believed?.number ?? -1)).toEqual(['two']);
  });
});
