import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '#domain/limits.ts';
import { hashOf } from '../../../sync-server/tokens.ts';
import { here, openScene, outcomeOf, valueOf, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  // Budgets read the machine's clock: it stands still, so that a slow machine counts the same.
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  scene = await openScene();
});
afterEach(async () => {
  vi.useRealTimers();
  await scene.end();
});

const visit = (body: unknown, network = here) => scene.accounts.visitorSession(body, network);

describe('a visitor', () => {
  it('gets a conversation of their own, with a room and a ticket', async () => {
    const session = valueOf(await visit({ site: 'default' }));
    expect(session.token).toMatch(/^[\w-]{43}$/);
    expect(session.room).toMatch(new RegExp(`^transcript/${session.conversation}~[\\w-]+$`));
    expect(session.store).toBe(scene.store.id);
    const other = valueOf(await visit({ site: 'default' }));
    expect(other.conversation).not.toBe(session.conversation);
  });

  it('finds the same conversation with the same token, also after a restart', async () => {
    const first = valueOf(await visit({ site: 'default' }));
    await scene.restart();
    const again = valueOf(await visit({ site: 'default', token: first.token }));
    expect(again).toEqual({ ...first, ticket: again.ticket });
    expect(again.ticket).not.toBe(first.ticket);
  });

  it.each([
    undefined,
    null,
    '',
    'x',
    'A'.repeat(43),
    'é',
    "'; drop table visitor",
    'A'.repeat(5_000),
  ])('with the token %j is a new one', async (token) => {
    const first = valueOf(await visit({ site: 'default' }));
    const second = valueOf(await visit({ site: 'default', token }));
    expect(second.conversation).not.toBe(first.conversation);
    expect(second.token).toMatch(/^[\w-]{43}$/);
  });

  it('[T31] is kept by the hash of their token only', async () => {
    const { token } = valueOf(await visit({ site: 'default' }));
    expect(await scene.store.visitorByToken(token)).toBeNull();
    expect(await scene.store.visitorByToken(hashOf(token))).not.toBeNull();
  });

  it('does not show in the list before they have said something', async () => {
    const before = await scene.store.feedRevision();
    const { conversation } = valueOf(await visit({ site: 'default' }));
    expect(await scene.store.feedRevision()).toBe(before);
    expect(await scene.store.conversation(conversation)).toMatchObject({ count: 0 });
  });

  it('has two epochs that nobody can guess', async () => {
    const heads = [];
    for (let n = 0; n < 3; n++) {
      const { conversation } = valueOf(await visit({ site: 'default' }));
      heads.push(await scene.store.conversation(conversation));
    }
    const epochs = heads.flatMap((head) => [head!.teamEpoch, head!.publicEpoch]);
    expect(new Set(epochs).size).toBe(6);
    for (const epoch of epochs) expect(epoch).toMatch(/^[\w-]{22}$/);
  });

  it.each([
    [{ site: 'evil.example' }, '404 no-such-site'],
    [{ site: '' }, '404 no-such-site'],
    [{ site: { $ne: null } }, '400 malformed'],
    [{}, '400 malformed'],
    [{ site: 'default', conversation: 'x' }, '400 malformed'],
    [{ site: 'default', token: 7 }, '400 malformed'],
    [null, '400 malformed'],
  ])('[B6] [B7] asking with %j is answered %s', async (body, outcome) => {
    expect(outcomeOf(await visit(body))).toBe(outcome);
  });

  it('[T34] one address cannot use up what there is for all, and whoever talks already is not cut', async () => {
    const first = valueOf(await visit({ site: 'default' }));
    const outcomes = [];
    for (let n = 0; n < 200; n++) outcomes.push(outcomeOf(await visit({ site: 'default' })));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(
      limits.addressConversationsPerMinute - 1,
    );
    const refused = await visit({ site: 'default' });
    expect(refused).toMatchObject({ status: 429, error: 'rate', retryAfterMs: expect.any(Number) });
    expect(outcomeOf(await visit({ site: 'default', token: first.token }))).toBe('done');
    expect(outcomeOf(await visit({ site: 'default' }, '198.51.100.1'))).toBe('done');
  });

  it('[T34] one visitor who asks again and again is slowed, and nobody else', async () => {
    const { token } = valueOf(await visit({ site: 'default' }));
    const other = valueOf(await visit({ site: 'default' }));
    const outcomes = [];
    for (let n = 0; n < 60; n++) outcomes.push(outcomeOf(await visit({ site: 'default', token })));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(
      limits.visitorSessionsPerMinute,
    );
    expect(outcomes.at(-1)).toBe('429 rate');
    expect(outcomeOf(await visit({ site: 'default', token: other.token }))).toBe('done');
  });

  it('[T34] all addresses together open three hundred a minute', async () => {
    const outcomes = [];
    for (let n = 0; n < 400; n++) {
      outcomes.push(outcomeOf(await visit({ site: 'default' }, `198.51.${n >> 8}.${n & 255}`)));
    }
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(
      limits.workspaceConversationsPerMinute,
    );
  });

  it('[T34] is not counted when limits are off, as for benchmarks', async () => {
    await scene.end();
    scene = await openScene({ rateLimits: false });
    for (let n = 0; n < 50; n++) {
      expect(outcomeOf(await visit({ site: 'default' }))).toBe('done');
    }
  });
});
