/** The SQLite store: the contract of every store, and what only a file in a folder can suffer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import type { SqliteOptions } from '../../sync-server/adapters/store-sqlite-database.ts';
import type { Store } from '../../sync-server/ports.ts';
import { manualClock } from '../support/manual-clock.ts';
import { bundleOf, kindsOf, linesOf, Told, written } from './bundles.ts';
import { newFolder } from './folder.ts';
import { storeContract } from './store-contract.ts';

storeContract('SQLite', async () => {
  const folder = await newFolder();
  const clock = manualClock();
  return {
    open: () => openSqliteStore(folder, clock),
    remove: () => rm(folder, { recursive: true }),
  };
});

describe('the file and its folder', () => {
  const clock = manualClock();
  const endings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });

  async function aFolder(): Promise<string> {
    const folder = await newFolder();
    endings.push(() => rm(folder, { recursive: true }));
    return folder;
  }
  async function open(folder: string, options?: SqliteOptions): Promise<Store> {
    const store = await openSqliteStore(folder, clock, options);
    endings.push(() => store.close());
    return store;
  }
  const filePath = (folder: string) => join(folder, 'parley.db');
  const setting = (n: number) =>
    bundleOf({
      feed: [{ table: 'setting', id: 's', owner: null, value: { name: 's', value: n } }],
    });

  it('[T22] folder, keys and secrets are for their owner only, and no secret is in the database', async () => {
    const folder = join(await aFolder(), 'data');
    const store = await open(folder);
    const seal = await store.secret('seal');
    const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777;
    expect([modeOf('.'), modeOf('keys'), modeOf('keys/seal')]).toEqual([0o700, 0o700, 0o600]);
    // Beside it only where the database lies.
    expect(readdirSync(join(folder, 'keys'))).toEqual(['place', 'seal']);
    await store.close();
    const bytes = readFileSync(filePath(folder));
    expect(bytes.includes(Buffer.from(seal))).toBe(false);
    expect(bytes.includes(Buffer.from(seal).toString('hex'))).toBe(false);
  });

  it('[P1] commits are synced, and what is removed is overwritten', async () => {
    const folder = await aFolder();
    const store = await open(folder);
    await store.putInvitation({
      tokenHash: 'canary-hash',
      email: 'a@example.com',
      role: 'agent',
      invitedBy: 'ana',
      expiresAtMs: 1,
      usedAtMs: null,
    });
    await written(store, bundleOf({ alarms: [{ key: 'canary-alarm', dueAtMs: 1 }] }));
    await written(store, bundleOf({ alarms: [{ key: 'canary-alarm', dueAtMs: null }] }));
    await store.close();
    const bytes = readFileSync(filePath(folder));
    expect(bytes.includes('canary-hash')).toBe(true);
    expect(bytes.includes('canary-alarm')).toBe(false);
    const file = new DatabaseSync(filePath(folder));
    const { journal_mode } = file.prepare('pragma journal_mode').get()!;
    const { auto_vacuum } = file.prepare('pragma auto_vacuum').get()!;
    file.close();
    expect([journal_mode, auto_vacuum]).toEqual(['wal', 2]);
  });

  it('[P18] rewriting or deleting an entry takes the packs of its conversation along, to the byte', async () => {
    for (const erase of [
      `update entry set text = '{}' where number = 1`,
      'delete from entry where number = 1',
    ]) {
      const folder = await aFolder();
      const store = await open(folder);
      const [told, other] = [new Told(), new Told()];
      await written(store, told.say('one'), told.say('two'));
      await written(store, other.say('three'));
      const pack = { first: 0, count: 1, size: 9, bytes: Buffer.from('canary-pack') };
      const places = [
        { conversation: told.id, audience: 'team', epoch: told.row.teamEpoch },
        { conversation: told.id, audience: 'public', epoch: told.row.publicEpoch },
        { conversation: other.id, audience: 'team', epoch: other.row.teamEpoch },
      ] as const;
      await store.keepPacks(places.slice(0, 2).map((place) => ({ ...pack, ...place })));
      await store.keepPacks([{ ...pack, ...places[2], bytes: Buffer.from('stays') }]);
      await store.close();
      expect(readFileSync(filePath(folder)).includes('canary-pack')).toBe(true);
      const file = new DatabaseSync(filePath(folder));
      file.exec('pragma secure_delete = on');
      file.exec(erase);
      file.close();
      rmSync(sumsPath(folder)); // they would say that somebody else wrote to the file
      expect(readFileSync(filePath(folder)).includes('canary-pack')).toBe(false);
      const after = await open(folder);
      expect(await after.packedCount(told.id, 'team')).toBe(0);
      expect(await after.packedCount(told.id, 'public')).toBe(0);
      expect(await after.packedCount(other.id, 'team')).toBe(1);
    }
  });

  it('[DESIGN 6] a second process on the same folder is refused, and served once the first is gone', async () => {
    const folder = await aFolder();
    const first = await open(folder);
    await expect(openSqliteStore(folder, clock)).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('Another Parley is running') as string,
    });
    await first.close();
    expect((await open(folder)).id).toBe(first.id);
  });

  it('[F3] a full disk fails the bundle, loses nothing, and is over when there is room again', async () => {
    const folder = await aFolder();
    const store = await open(folder, { bytesMax: 1_000_000 });
    const told = new Told();
    await written(store, told.say('one'));
    const update = new Uint8Array(50_000);
    const fill = () => store.commit([bundleOf({ padUpdates: [{ room: 'pad', update }] })]);
    let pads = 0;
    while (kindsOf(await fill())[0] === 'written') pads += 1;
    expect(await fill()).toMatchObject([{ kind: 'failed', code: 'full' }]);
    expect(await linesOf(store, told.id)).toEqual(['one']);
    expect((await store.pad('pad')).updates).toHaveLength(pads);
    await store.compactPad('pad', new Uint8Array(1), pads);
    expect(kindsOf(await fill())).toEqual(['written']);
    await written(store, told.say('two'));
    await store.close();
    expect(await linesOf(await open(folder), told.id)).toEqual(['one', 'two']);
  });

  it('[F3] when the disk fills up in the middle of a group, no neighbour is said to be written that is not', async () => {
    const folder = await aFolder();
    const store = await open(folder, { bytesMax: 1_000_000 });
    const [small, after] = [new Told(), new Told()];
    const padUpdates = [{ room: 'pad', update: new Uint8Array(2_000_000) }];
    const group = [small.say('small'), bundleOf({ padUpdates }), after.say('after')];
    const outcomes = await store.commit(group).catch((error: { code: string }) => error.code);
    await store.close();
    const again = await open(folder);
    const kinds = Array.isArray(outcomes) ? kindsOf(outcomes) : ['failed', 'failed', 'failed'];
    expect(kinds[1]).toBe('failed');
    const isThere = async (told: Told) => (await again.conversation(told.id)) !== null;
    expect(await isThere(small)).toBe(kinds[0] === 'written');
    expect(await isThere(after)).toBe(kinds[2] === 'written');
  });

  it('[F1] what was said to be written is there after kill -9, and nothing is half there', async () => {
    const folder = await aFolder();
    const child = fileURLToPath(new URL('./committing-child.ts', import.meta.url));
    for (let round = 0; round < 3; round += 1) {
      const conversation = `c${round}`;
      const process_ = spawn(process.execPath, [child, folder, conversation]);
      let said = '';
      for await (const chunk of process_.stdout) {
        said += String(chunk);
        if (said.split('\n').length > 20 * (round + 1)) process_.kill('SIGKILL');
      }
      const last = Number(said.trimEnd().split('\n').at(-1));
      const store = await open(folder);
      const lines = await linesOf(store, conversation);
      expect(lines.length).toBeGreaterThan(last);
      expect(lines).toEqual(lines.map((_, n) => `line ${n}`));
      expect((await store.conversation(conversation))?.count).toBe(lines.length);
      await store.close();
    }
  });

  it('[F4] a write that fails is never acknowledged, and the store goes on with what it had', async () => {
    const folder = await aFolder();
    const child = fileURLToPath(new URL('./committing-child.ts', import.meta.url));
    // 300 KB a file: the log soon fails to grow, and writes end in EFBIG.
    const limited = `trap '' XFSZ; ulimit -f 300; exec "$0" "$@"`;
    const process_ = spawn('bash', ['-c', limited, process.execPath, child, folder, 'c']);
    let said = '';
    process_.stdout.on('data', (chunk) => (said += String(chunk)));
    await once(process_, 'close');
    const answers = said.trimEnd().split('\n');
    expect(answers.at(-1)).toBe('threw io');
    const store = await open(folder);
    const lines = await linesOf(store, 'c');
    expect(lines.length).toBeGreaterThanOrEqual(answers.length - 1);
    expect(lines).toEqual(lines.map((_, n) => `line ${n}`));
    const told = new Told('c2');
    await written(store, told.say('goes on'));
  });

  /** A folder whose store was closed with a log of 200 lines, and the bytes of its file. */
  async function closedFolder() {
    const folder = await aFolder();
    const store = await open(folder);
    const told = new Told();
    const lines = Array.from({ length: 200 }, (_, n) => ({ text: `line ${n}`, isPublic: true }));
    await written(store, told.bundle(lines));
    await store.close();
    return { folder, told, whole: readFileSync(filePath(folder)), sums: readSums(folder) };
  }
  const sumsPath = (folder: string) => join(folder, 'parley.sums');
  const readSums = (folder: string) => readFileSync(sumsPath(folder));

  it('[F5] a broken file is refused after a crash too, with a sentence, and left as it is', async () => {
    const { folder, told, whole } = await closedFolder();
    const spoiled: ((bytes: Buffer) => Buffer)[] = [
      (bytes) => (bytes.fill(0xff, 0, 16), bytes), // no database any more
      (bytes) => (bytes.fill(0xa5, 100, 600), bytes), // the schema
      (bytes) => (bytes.fill(0xa5, 4096 * 10, 4096 * 40), bytes), // pages of tables
      (bytes) => bytes.subarray(0, bytes.length - 4096 * 20), // cut short
    ];
    rmSync(sumsPath(folder));
    for (const spoil of spoiled) {
      const bytes = spoil(Buffer.from(whole));
      writeFileSync(filePath(folder), bytes);
      await expect(openSqliteStore(folder, clock)).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(/parley\.db is damaged.*backup/) as string,
      });
    }
    writeFileSync(filePath(folder), whole);
    expect(await linesOf(await open(folder), told.id)).toHaveLength(200);
  });

  it('[F5] 1 to 100 bytes changed while it was stopped are always found, and the page is named', async () => {
    const { folder, told, whole, sums } = await closedFolder();
    // A fixed sequence, so that a failure comes again.
    let chance = 20_261_120;
    const below = (limit: number) => {
      chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((chance / 2 ** 32) * limit);
    };
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(whole);
      for (let n = below(100); n >= 0; n -= 1) bytes[below(bytes.length)]! ^= 1 + below(255);
      if (bytes.equals(whole)) continue;
      writeFileSync(filePath(folder), bytes);
      writeFileSync(sumsPath(folder), sums);
      await expect(openSqliteStore(folder, clock)).rejects.toMatchObject({ code: 'damaged' });
    }
    const letter = Buffer.from(whole);
    letter.write('LINE 7', letter.indexOf('line 7'));
    writeFileSync(filePath(folder), letter);
    await expect(openSqliteStore(folder, clock)).rejects.toThrow(
      /page \d+ \(of "entry\w*"\) is not/,
    );
    writeFileSync(filePath(folder), whole);
    expect(await linesOf(await open(folder), told.id)).toHaveLength(200);
  });

  it('[F5] sums that are missing, broken or of another closing refuse nothing', async () => {
    const { folder, told, whole, sums } = await closedFolder();
    const later = await open(folder);
    expect(existsSync(sumsPath(folder))).toBe(false);
    await written(later, setting(1));
    await later.close();
    const newer = readSums(folder);
    const broken = Buffer.from(newer);
    broken[broken.length - 1]! ^= 1;
    for (const found of [broken, Buffer.alloc(0), Buffer.from('x\n'), sums]) {
      writeFileSync(sumsPath(folder), found);
      const again = await open(folder);
      expect(await linesOf(again, told.id)).toHaveLength(200);
      await again.close();
    }
    // An older copy put back beside newer sums is a restore, not a damage.
    writeFileSync(filePath(folder), whole);
    expect(await linesOf(await open(folder), told.id)).toHaveLength(200);
  });

  it('[F23] a folder of a newer Parley is refused before anything is changed', async () => {
    const folder = await aFolder();
    await (await open(folder)).close();
    const file = new DatabaseSync(filePath(folder));
    file.exec(`insert into kysely_migration values ('9999-future', '2030-01-01')`);
    file.close();
    rmSync(sumsPath(folder));
    const before = readFileSync(filePath(folder));
    await expect(openSqliteStore(folder, clock)).rejects.toMatchObject({
      code: 'newer',
      message: expect.stringContaining('9999-future') as string,
    });
    expect(readFileSync(filePath(folder)).equals(before)).toBe(true);
  });

  it('[F23] a first start that breaks off half-way leaves nothing in the way of the next', async () => {
    const folder = await aFolder();
    for (const pages of [2, 8, 16, 24]) {
      const failing = openSqliteStore(folder, clock, { bytesMax: pages * 4096 });
      await expect(failing).rejects.toMatchObject({ code: 'full' });
    }
    const told = new Told();
    const store = await open(folder);
    await written(store, told.say('one'));
    expect(await linesOf(store, told.id)).toEqual(['one']);
  });

  it('[DESIGN 2] a database put back to an older copy gets a new id', async () => {
    const folder = await aFolder();
    const store = await open(folder);
    await written(store, setting(1));
    await store.close();
    cpSync(filePath(folder), join(folder, 'backup'));
    const later = await open(folder);
    expect(later.id).toBe(store.id);
    await written(later, setting(2));
    await later.close();
    cpSync(join(folder, 'backup'), filePath(folder));
    const restored = await open(folder);
    expect(restored.id).not.toBe(store.id);
    await restored.close();
    expect((await open(folder)).id).toBe(restored.id);
  });

  it('[DESIGN 2] an older copy is noticed even if the process was killed, from a second after its last commit', async () => {
    const folder = await aFolder();
    const store = await open(folder);
    await written(store, setting(1));
    await store.close();
    const killed = await aFolder();
    cpSync(folder, killed, { recursive: true });
    const running = await open(killed);
    await written(running, setting(2));
    clock.advance(1_000);
    // Killed: what is in the folder now, without a close.
    const left = await aFolder();
    cpSync(killed, left, { recursive: true });
    for (const name of ['parley.db-wal', 'parley.db-shm']) rmSync(join(left, name));
    cpSync(filePath(folder), filePath(left));
    expect((await open(left)).id).not.toBe(store.id);
  });

  it('[DESIGN 2] a whole folder put back gets a new id, whether it was copied closed or after a kill', async () => {
    for (const how of ['closed', 'killed'] as const) {
      const folder = await aFolder();
      const store = await open(folder);
      await written(store, setting(1));
      if (how === 'closed') await store.close();
      const backup = await aFolder();
      cpSync(folder, backup, { recursive: true, preserveTimestamps: true });
      await store.close();
      rmSync(folder, { recursive: true });
      cpSync(backup, folder, { recursive: true, preserveTimestamps: true });
      const restored = await open(folder);
      expect(restored.id).not.toBe(store.id);
      await restored.close();
      expect((await open(folder)).id).toBe(restored.id);
    }
  });

  it('[DESIGN 2] copied over itself, file by file, it gets a new id too', async () => {
    const folder = await aFolder();
    const store = await open(folder);
    await written(store, setting(1));
    await store.close();
    const backup = await aFolder();
    cpSync(folder, backup, { recursive: true });
    const later = await open(folder);
    await written(later, setting(2));
    await later.close();
    cpSync(backup, folder, { recursive: true });
    expect((await open(folder)).id).not.toBe(store.id);
  });

  it('[DESIGN 2] moved, or stopped in any way, it keeps its id', async () => {
    const folder = join(await aFolder(), 'data');
    const store = await open(folder);
    await written(store, setting(1));
    await store.close();
    const elsewhere = join(await aFolder(), 'moved');
    renameSync(folder, elsewhere);
    const moved = await open(elsewhere);
    expect(moved.id).toBe(store.id);
    await moved.close();
    rmSync(join(elsewhere, 'keys', 'place'));
    expect((await open(elsewhere)).id).toBe(store.id);
  });

  it('[DESIGN 2] the witness broken, empty or missing is no reason for a new id', async () => {
    const folder = await aFolder();
    const store = await open(folder);
    await written(store, setting(1));
    await store.close();
    for (const text of ['', 'x', `${store.id} `, `${store.id} -1\n`, 'other 999\n']) {
      writeFileSync(join(folder, 'keys', 'witness'), text);
      const again = await open(folder);
      expect(again.id).toBe(store.id);
      await again.close();
    }
    rmSync(join(folder, 'keys', 'witness'));
    expect((await open(folder)).id).toBe(store.id);
  });

  it('[DESIGN 4] tombstones are told about for 30 days, and the newest revision outlives them', async () => {
    const folder = await aFolder();
    const store = await open(folder);
    const deletion = (id: string) =>
      bundleOf({ feed: [{ table: 'setting', id, owner: null, value: null }] });
    await written(store, deletion('a'), deletion('b'));
    const revision = await store.feedRevision();
    clock.advance(29 * 24 * 60 * 60_000);
    await written(store, bundleOf({}));
    expect(await store.feedRow('setting', 'a', null)).toMatchObject({ value: null });
    clock.advance(2 * 24 * 60 * 60_000);
    await written(store, bundleOf({}));
    expect(await store.feedRow('setting', 'a', null)).toBeNull();
    await store.close();
    expect(await (await open(folder)).feedRevision()).toBe(revision);
  });

  it('[N1] what somebody was told is kept for a season, and their other rows are not touched', async () => {
    const store = await open(await aFolder());
    const atMs = clock.now();
    const told = (table: 'notice' | 'held', id: string) => ({
      ...{ table, id, owner: 'ana' },
      value: { id, atMs },
    });
    await written(store, bundleOf({ feed: [told('notice', 'a'), told('held', 'b')] }));
    clock.advance(89 * 24 * 60 * 60_000);
    await written(store, setting(1));
    expect(await store.feedRow('notice', 'a', 'ana')).not.toBeNull();
    clock.advance(2 * 24 * 60 * 60_000);
    await written(store, setting(2));
    expect(await store.feedRow('notice', 'a', 'ana')).toBeNull();
    expect(await store.feedRow('held', 'b', 'ana')).not.toBeNull();
  });
});
