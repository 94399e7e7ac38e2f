/** The page dies between any two things that happen: nothing that was "saved on this device" is lost or doubled. SPEC O5. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DeskSync } from '../../src/sync/contract.ts';
import { joinDesk } from '../../src/sync/join-desk.ts';
import { isLive, talk } from './scene.ts';
import { StubServer } from './stub-server.ts';
import { afterTurns, Device, pass, soon, until, useVirtualTime, type Page } from './world.ts';

beforeEach(useVirtualTime);
afterEach(() => vi.useRealTimers());

async function join(page: Page): Promise<DeskSync> {
  const joined = await soon(joinDesk({ environment: page }));
  if (joined.kind !== 'joined') throw new Error(joined.kind);
  return joined.desk;
}

/** Enough turns that the last ones come after everything was answered and cleared away. */
const turnsMost = 160;
const everyTurns = 2;

/** Runs a scene again and again, with the page dying one moment later each time. */
async function withDeathAt(
  scene: (desk: DeskSync, page: Page, server: StubServer) => Promise<void>,
  check: (desk: DeskSync, server: StubServer) => void,
  prepare: (server: StubServer) => void = () => {},
): Promise<void> {
  for (let turns = 0; turns < turnsMost; turns += everyTurns) {
    const server = new StubServer();
    server.putSummary(talk);
    prepare(server);
    const device = new Device(server);
    const page = device.openPage();
    const desk = await join(page);
    desk.openConversation(talk);
    await until(isLive(desk));
    afterTurns(turns, () => page.die());
    await scene(desk, page, server);
    await until(() => !page.isAlive, 60_000);

    const next = device.openPage();
    const after = await join(next);
    after.openConversation(talk);
    await until(isLive(after));
    await until(() => after.outbox.all.current.every(({ state }) => state !== 'waiting'), 5_000);
    await pass(60);
    check(after, server);
    next.die();
  }
}

it('[O5] a message: saved means sent, once', async () => {
  let wasSaved = false;
  let deathsBefore = 0;
  let deathsAfter = 0;
  await withDeathAt(
    async (desk, page) => {
      wasSaved = false;
      void desk.outbox.write(talk, { kind: 'message', text: 'Hello' }).then(() => {
        wasSaved = page.isAlive;
      });
      await pass(200);
    },
    (desk, server) => {
      const times = server.texts.get(talk)!.length;
      if (wasSaved) deathsAfter += 1;
      else deathsBefore += 1;
      expect(times).toBeLessThanOrEqual(1);
      if (wasSaved) expect(times).toBe(1);
      expect(desk.outbox.all.current).toEqual([]);
    },
  );
  // The scene really covers both sides of "saved".
  expect(deathsBefore).toBeGreaterThan(0);
  expect(deathsAfter).toBeGreaterThan(20);
});

it('[O6] a held message sent all the same: one of the two, never both, never neither', async () => {
  await withDeathAt(
    async (desk) => {
      desk.outbox.all.subscribe(() => {
        const [row] = desk.outbox.all.current;
        if (row?.state === 'held') void desk.outbox.sendAnyway(row.entry.id);
      });
      void desk.outbox.write(talk, { kind: 'message', text: 'Mine' });
      await pass(200);
    },
    (desk, server) => {
      const sent = server.texts.get(talk)!.length;
      const kept = desk.outbox.all.current.length;
      expect(sent + kept).toBeLessThanOrEqual(1);
      if (server.submissions.length > 0) expect(sent + kept).toBe(1);
    },
    (server) => {
      server.judge = (entry) =>
        entry.kind === 'message' && entry.despite === undefined
          ? { id: entry.id, state: 'held', reason: 'colleague-replied', because: [] }
          : null;
    },
  );
});
