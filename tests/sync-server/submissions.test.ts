/** Entries on their way: answered once and alike, in order, written whole or not at all. DESIGN 3; B41, B43, T2, P5. */
import { createHmac, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '#domain/model.ts';
import { frameOp, messageType } from '#domain/wire.ts';
import type { Bundle, BundleOutcome, Store } from '../../sync-server/ports.ts';
import { PortError } from '../../sync-server/ports.ts';
import { Seals } from '../../sync-server/seals.ts';
import { frame, own, ownText } from './clients.ts';
import { comment, message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let visitor: Visitor;
let ana: Person;
/** What the next commits do instead of writing; empty: they write. */
type Trouble = (
  bundles: Bundle[],
  commit: (bundles: Bundle[]) => Promise<BundleOutcome[]>,
) => BundleOutcome[] | null | Promise<BundleOutcome[]>;
let troubles: Trouble[] = [];
let commits: Bundle[][] = [];
let beforeCommit: (() => Promise<void>) | null = null;

/** The real store, with trouble where a test asks for it. */
function troubled(store: Store): Store {
  return new Proxy(store, {
    get(target, key) {
      if (key !== 'commit') {
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async (bundles: Bundle[]) => {
        await beforeCommit?.();
        commits.push(bundles);
        const outcomes = await troubles.shift()?.(bundles, (some) => target.commit(some));
        return outcomes ?? target.commit(bundles);
      };
    },
  });
}

beforeEach(async () => {
  [troubles, commits, beforeCommit] = [[], [], null];
  scene = await openScene({ store: troubled });
  visitor = await scene.visitor();
  ana = await scene.agent('Ana');
  commits = [];
});
afterEach(() => scene.end());

const texts = (conversation: string) =>
  scene.store
    .entryTexts(conversation, 'team', 0, 1_000)
    .then((all) =>
      all.map((text) => JSON.parse(text) as { id: string; kind: string; text?: string }),
    );

describe('an answer', () => {
  it('[B41] is the same for the same entry again, on any line, at any time, and has no effect', async () => {
    const entry = message(visitor.conversation, 'Hello?');
    const first = await (await scene.line(visitor)).submit(entry);
    expect(first).toMatchObject([{ id: entry.id, state: 'accepted', number: 0 }]);
    const again = await scene.line(visitor);
    expect(await again.submit(entry)).toEqual(first);
    expect(await again.submit(entry, entry)).toEqual([...first, ...first]);
    await scene.restart(3_600_000);
    expect(await (await scene.line(visitor)).submit(entry)).toEqual(first);
    // The hour added what Parley itself noted, and nothing else.
    const kinds = (await texts(visitor.conversation)).map((one) => one.kind);
    expect(kinds).toEqual(['message', 'missed']);
  });

  it('[B41] the same id twice in one group is one entry', async () => {
    const line = await scene.line(visitor);
    const entry = message(visitor.conversation, 'Hello?');
    line.say(messageType.submit, { entries: [entry, entry] });
    line.say(messageType.submit, { entries: [entry] });
    await scene.settle();
    expect(line.answers.map((answer) => answer.state)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(await texts(visitor.conversation)).toHaveLength(1);
  });

  it('[B41] [T2] an id that is used is refused to anything else, without saying whose it is', async () => {
    const [v, a] = [await scene.line(visitor), await scene.line(ana)];
    const entry = message(visitor.conversation, 'Hello?');
    await v.submit(entry);
    const other = await scene.visitor();
    const refused = [{ id: entry.id, state: 'refused', reason: 'id-used', field: 'id' }];
    expect(await v.submit({ ...entry, text: 'Other words' })).toEqual(refused);
    expect(await a.submit(entry)).toEqual(refused);
    const elsewhere = { ...entry, subject: `conversation/${other.conversation}` };
    expect(await (await scene.line(other)).submit(elsewhere)).toEqual(refused);
    expect(await texts(visitor.conversation)).toHaveLength(1);
  });

  it('of a held or refused entry is remembered too', async () => {
    const ben = await scene.agent('Ben');
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    const { conversation } = visitor;
    await a.submit(message(conversation, 'I answer this.'));
    const held = message(conversation, 'And so do I.', { seenUpTo: null });
    const first = await b.submit(held);
    expect(first).toMatchObject([{ state: 'held', reason: 'colleague-replied' }]);
    const taking = comment(conversation, '', { kind: 'taken', text: undefined });
    const refusal = await b.submit(taking);
    expect(refusal).toMatchObject([{ state: 'refused', reason: 'already-taken' }]);
    await scene.restart();
    const later = await scene.line(ben);
    expect(await later.submit(held, taking)).toEqual([...first, ...refusal]);
  });

  it("[R8] tells a visitor places in their transcript, not in the team's log", async () => {
    const [v, a] = [await scene.line(visitor), await scene.line(ana)];
    await a.submit(comment(visitor.conversation, 'one'), comment(visitor.conversation, 'two'));
    const entry = message(visitor.conversation, 'Hello?');
    expect(await v.submit(entry)).toMatchObject([{ state: 'accepted', number: 0 }]);
    expect(await v.submit(entry)).toMatchObject([{ state: 'accepted', number: 0 }]);
  });

  it('comes after the entry was shown in the room and in the feed of the same line', async () => {
    const a = await scene.line(ana);
    await a.open(await scene.roomOf(visitor.conversation));
    a.say(messageType.feed, { cursor: null });
    await scene.settle();
    a.log.length = 0;
    await a.submit(message(visitor.conversation, 'Hello!'));
    expect(a.log.map(({ what }) => what)).toEqual(['room', 'feed', 'answer']);
  });

  it('is given over a stock socket as well, and over HTTP', async () => {
    const stock = await scene.stock(ana, await scene.roomOf(visitor.conversation));
    const entry = comment(visitor.conversation, 'one');
    stock.socket.receive(own(messageType.submit, { entries: [entry] }));
    await scene.settle();
    expect(stock.answers).toMatchObject([{ id: entry.id, state: 'accepted' }]);
    expect(stock.room.texts).toEqual(['one']);
    const who = (await scene.server.services.byTicket(ana.ticket))!;
    expect(await scene.server.services.submit(who, [entry, 7])).toMatchObject([
      { id: entry.id, state: 'accepted' },
      { id: '', state: 'refused', reason: 'malformed' },
    ]);
  });
});

describe('what comes soon after something else', () => {
  it('is written with what follows it, and the first after a pause at once', async () => {
    await scene.end();
    scene = await openScene({ store: troubled, gatherMs: 8 });
    visitor = await passing(scene.visitor());
    ana = await passing(scene.agent('Ana'));
    const a = await passing(scene.line(ana));
    await scene.pass(1_000);
    commits = [];
    const say = async (text: string) => {
      a.say(messageType.submit, { entries: [comment(visitor.conversation, text)] });
      await scene.settle();
    };
    await say('first');
    expect([commits.length, a.answers.length]).toEqual([1, 1]);
    await say('second');
    await say('third');
    expect([commits.length, a.answers.length]).toEqual([1, 1]);
    scene.clock.advance(8);
    await scene.settle();
    expect([commits.length, a.answers.length]).toEqual([2, 3]);
    expect((await texts(visitor.conversation)).map(({ text }) => text)).toEqual([
      ...['first', 'second', 'third'],
    ]);
  });

  /** Time goes on until it is there: signing in writes too. */
  async function passing<T>(work: Promise<T>): Promise<T> {
    let isThere = false;
    void work.finally(() => (isThere = true));
    while (!isThere) await scene.pass(8);
    return work;
  }
});

describe('what is submitted at once', () => {
  it.each([51, 1_000])(
    '[B43] of %i entries the first 20 are answered, the rest come later',
    async (n) => {
      const a = await scene.line(ana);
      const entries = Array.from({ length: n }, () => ({ id: randomUUID(), kind: 'nothing' }));
      const answers = await a.submit(...entries);
      expect(answers.map((answer) => answer.id)).toEqual(entries.map((entry) => entry.id));
      expect(answers.slice(0, 20).every((answer) => answer.state === 'refused')).toBe(true);
      expect(answers.slice(20).every((answer) => answer.state === 'later')).toBe(true);
    },
  );

  it('[B43] nothing more is taken while 20 wait, and again afterwards', async () => {
    const a = await scene.line(ana);
    let release = (): void => undefined;
    const gate = new Promise<void>((open) => (release = open));
    beforeCommit = () => gate;
    const entries = Array.from({ length: 21 }, (_, i) => comment(visitor.conversation, `${i}`));
    for (const entry of entries) a.say(messageType.submit, { entries: [entry] });
    await scene.settle();
    expect(a.answers).toMatchObject([{ id: entries[20]!.id, state: 'later' }]);
    release();
    await scene.settle();
    expect(a.answers).toHaveLength(21);
    beforeCommit = null;
    expect(await a.submit(entries[20])).toMatchObject([{ state: 'accepted', number: 20 }]);
  });

  it('one entry of 60 KB is taken, a second one beside it waits', async () => {
    const a = await scene.line(ana);
    const long = () => message(visitor.conversation, 'ü'.repeat(20_000));
    const answers = await a.submit(long(), long());
    expect(answers.map((answer) => answer.state)).toEqual(['accepted', 'later']);
  });

  it('[B40] entries nested 20,000 deep are refused like any other that is wrong', async () => {
    const a = await scene.line(ana);
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const entry = JSON.stringify(message(visitor.conversation, 'DEEP')).replace('"DEEP"', deep);
    const json = `{"entries":[${entry},${deep}]}`;
    a.socket.receive(frame(frameOp.data, 0, ownText(messageType.submit, json)));
    await scene.settle();
    expect(a.answers.map((answer) => answer.state)).toEqual(['refused', 'refused']);
    expect(a.closed).toBeNull();
  });

  it('a visitor who writes too fast is asked to come later, in order, and never refused', async () => {
    const v = await scene.line(visitor);
    const entries = Array.from({ length: 8 }, (_, i) => message(visitor.conversation, `${i}`));
    const answers = await v.submit(...entries);
    expect(answers.map((answer) => answer.state)).toEqual([
      ...Array<string>(5).fill('accepted'),
      ...Array<string>(3).fill('later'),
    ]);
    await scene.pass(3_000);
    const retried = await v.submit(...entries.slice(5));
    expect(retried.map((answer) => answer.state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await texts(visitor.conversation)).map((entry) => entry.text)).toEqual(
      entries.map((entry) => entry['text']),
    );
  });
});

describe('`after`', () => {
  it('[B44] waits for what comes later, and is refused with what is refused', async () => {
    const a = await scene.line(ana);
    const { conversation } = visitor;
    const first = comment(conversation, 'first');
    const second = comment(conversation, 'second', { after: first.id });
    expect(await a.submit(first, second)).toMatchObject([
      { state: 'accepted' },
      { state: 'accepted' },
    ]);
    const wrong = message(conversation, 'x', { channel: 'pigeon' });
    const taking = comment(conversation, '', { kind: 'taken', text: undefined });
    await a.submit(taking);
    const refused = comment(conversation, '', { kind: 'taken', text: undefined });
    const follows = comment(conversation, 'then', { after: refused.id });
    expect(await a.submit(refused, follows)).toMatchObject([
      { state: 'refused', reason: 'already-taken' },
      { state: 'refused', reason: 'after-refused' },
    ]);
    expect(await a.submit(wrong)).toMatchObject([{ state: 'refused', reason: 'malformed' }]);
  });

  it("[B44] is refused when it names itself, a circle, something unknown, or somebody else's", async () => {
    const [a, v] = [await scene.line(ana), await scene.line(visitor)];
    const { conversation } = visitor;
    const theirs = message(conversation, 'theirs');
    await v.submit(theirs);
    const [one, two] = [randomUUID(), randomUUID()];
    const answers = await a.submit(
      comment(conversation, 'self', { id: one, after: one }),
      comment(conversation, 'circle', { after: two }),
      comment(conversation, 'theirs', { after: theirs.id }),
    );
    expect(answers.map((answer) => answer.state === 'refused' && answer.reason)).toEqual([
      'after-unknown',
      'after-unknown',
      'after-unknown',
    ]);
  });

  it('waits for an entry that was asked to come later', async () => {
    const v = await scene.line(visitor);
    const { conversation } = visitor;
    for (let i = 0; i < 5; i++) await v.submit(message(conversation, `${i}`));
    const slow = message(conversation, 'slow');
    expect(await v.submit(slow)).toMatchObject([{ state: 'later', reason: 'rate' }]);
    const read = message(conversation, 'follows', { after: slow.id });
    await scene.pass(1_000);
    expect(await v.submit(read)).toMatchObject([{ state: 'later', reason: 'after-pending' }]);
    await scene.pass(5_000);
    expect(await v.submit(slow, read)).toMatchObject([
      { state: 'accepted' },
      { state: 'accepted' },
    ]);
  });
});

describe('a group', () => {
  const failed: BundleOutcome = { kind: 'failed', code: 'io', message: 'a bad sector' };

  it('that fails for one conversation is written for the others', async () => {
    const other = await scene.visitor();
    const [a, ben] = [await scene.line(ana), await scene.line(await scene.agent('Ben'))];
    const mine = await a.open(await scene.roomOf(visitor.conversation));
    const isBad = (one: Bundle) => one.entries[0]?.conversation === other.conversation;
    commits = [];
    // The store writes the good ones and fails at the others, each time they are tried.
    troubles = Array.from({ length: 5 }, () => async (bundles, commit) => {
      const good = await commit(bundles.filter((one) => !isBad(one)));
      return bundles.map((one) => (isBad(one) ? failed : good.shift()!));
    });
    a.say(messageType.submit, { entries: [comment(visitor.conversation, 'good')] });
    ben.say(messageType.submit, { entries: [comment(other.conversation, 'bad')] });
    await scene.settle();
    expect(commits[0]).toHaveLength(2);
    expect(a.answers).toMatchObject([{ state: 'accepted' }]);
    expect(ben.answers).toMatchObject([{ state: 'later', reason: 'unavailable' }]);
    expect(mine.texts).toEqual(['good']);
    expect(await texts(other.conversation)).toEqual([]);
    scene.faults.length = 0;
  });

  it('whose bundle failed is tried entry by entry, and one bad entry does not take its neighbours', async () => {
    const a = await scene.line(ana);
    const { conversation } = visitor;
    const room = await a.open(await scene.roomOf(conversation));
    const entries = ['one', 'two', 'three'].map((text) => comment(conversation, text));
    const hasTwo = (bundle: Bundle) => bundle.entries.some((entry) => entry.text.includes('"two"'));
    const breaks = (bundles: Bundle[]): BundleOutcome[] | null =>
      bundles.some(hasTwo) ? [failed] : null;
    troubles = Array.from({ length: 9 }, () => breaks);
    const answers = await a.submit(...entries);
    expect(answers).toMatchObject([
      { id: entries[0]!.id, state: 'accepted', number: 0 },
      { id: entries[1]!.id, state: 'later', reason: 'unavailable' },
      { id: entries[2]!.id, state: 'accepted', number: 1 },
    ]);
    expect(room.texts).toEqual(['one', 'three']);
    troubles = [];
    expect(await a.submit(entries[1])).toMatchObject([{ state: 'accepted', number: 2 }]);
    scene.faults.length = 0;
  });

  it('with a stale count is read anew and written once', async () => {
    const a = await scene.line(ana);
    const { conversation } = visitor;
    const room = await a.open(await scene.roomOf(conversation));
    await a.submit(comment(conversation, 'one'));
    troubles = [() => [{ kind: 'stale' }]];
    expect(await a.submit(comment(conversation, 'two'))).toMatchObject([
      { state: 'accepted', number: 1 },
    ]);
    expect(room.texts).toEqual(['one', 'two']);
    expect(scene.counted.get('bundle-stale')).toBe(1);
  });

  it('that could not be written at all is shown to nobody, and comes again', async () => {
    const a = await scene.line(ana);
    const { conversation } = visitor;
    const room = await a.open(await scene.roomOf(conversation));
    troubles = [
      () => {
        throw new PortError('full', 'no room on the disk');
      },
    ];
    const entry = comment(conversation, 'one');
    expect(await a.submit(entry)).toMatchObject([{ state: 'later', reason: 'unavailable' }]);
    expect(room.texts).toEqual([]);
    expect(await a.submit(entry)).toMatchObject([{ state: 'accepted', number: 0 }]);
    expect(room.texts).toEqual(['one']);
    expect(scene.faults.splice(0)).toHaveLength(1);
  });

  it('is what arrived while the last commit ran: one transaction for all of it', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => scene.visitor()));
    const lines = await Promise.all(others.map((other) => scene.line(other)));
    let release = (): void => undefined;
    const gate = new Promise<void>((open) => (release = open));
    commits = [];
    beforeCommit = () => gate;
    lines[0]!.say(messageType.submit, { entries: [message(others[0]!.conversation, 'first')] });
    await scene.settle();
    lines.forEach((line, index) =>
      line.say(messageType.submit, { entries: [message(others[index]!.conversation, 'more')] }),
    );
    await scene.settle();
    release();
    await scene.settle();
    expect(commits.map((bundles) => bundles.length)).toEqual([1, 5]);
    expect(lines.map((line) => line.answers.length)).toEqual([2, 1, 1, 1, 1]);
  });

  it('nothing is shown before it is durable', async () => {
    const a = await scene.line(ana);
    const room = await a.open(await scene.roomOf(visitor.conversation));
    let release = (): void => undefined;
    const gate = new Promise<void>((open) => (release = open));
    beforeCommit = () => gate;
    a.say(messageType.submit, { entries: [comment(visitor.conversation, 'one')] });
    await scene.settle();
    expect([room.texts, a.answers]).toEqual([[], []]);
    // Whoever enters meanwhile does not see it either.
    const late = await (await scene.line(ana)).open(await scene.roomOf(visitor.conversation));
    expect([late.isSynced, late.texts]).toEqual([true, []]);
    release();
    await scene.settle();
    expect([room.texts, late.texts]).toEqual([['one'], ['one']]);
  });
});

describe('a log, whatever comes in whatever groups', () => {
  it('[P4] [P5] has one order without holes or doubles, for every reader', async () => {
    const act = fc.record({
      who: fc.constantFrom('visitor', 'ana', 'ben'),
      kind: fc.constantFrom('message', 'comment', 'closed', 'reopened', 'read', 'again'),
      pick: fc.nat(1_000),
      rest: fc.boolean(),
    });
    const ben = await scene.agent('Ben');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
        const eva = await scene.visitor();
        const { conversation } = eva;
        const lines = {
          visitor: await scene.line(eva),
          ana: await scene.line(ana),
          ben: await scene.line(ben),
        };
        const name = await scene.roomOf(conversation);
        const team = [await lines.ana.open(name), await lines.ben.open(name)];
        const transcript = await lines.visitor.open(await scene.transcriptOf(conversation));
        const sent: { who: keyof typeof lines; entry: { id: string } }[] = [];
        for (const { who, kind, pick, rest } of acts) {
          const before = sent[pick % Math.max(1, sent.length)];
          if (kind === 'again' && before) {
            lines[before.who].say(messageType.submit, { entries: [before.entry] });
          } else {
            const room = who === 'visitor' ? transcript : team[0]!;
            const seen = room.entries[pick % Math.max(1, room.entries.length)]?.id ?? null;
            const extra = {
              kind,
              seenUpTo: seen,
              ...(kind === 'read' && { upTo: seen ?? randomUUID() }),
            };
            const entry = message(conversation, `${pick}`, extra);
            if (!['message', 'comment'].includes(kind)) delete entry['text'];
            sent.push({ who, entry });
            lines[who].say(messageType.submit, { entries: [entry] });
          }
          if (rest) await scene.settle();
        }
        await scene.settle();
        const ids = team[0]!.entries.map((entry) => entry.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(team[1]!.entries).toEqual(team[0]!.entries);
        const times = team[0]!.entries.map((entry) => entry['acceptedAtMs'] as number);
        expect(times).toEqual([...new Set(times)].sort((x, y) => x - y));
        const publicIds = transcript.entries.map((entry) => entry.id);
        expect(publicIds).toEqual(ids.filter((id) => publicIds.includes(id)));
        expect(
          transcript.entries.some(({ kind }) => ['comment', 'assigned', 'missed'].includes(kind)),
        ).toBe(false);
        for (const { who, entry } of sent) {
          const answers = lines[who].answers.filter((answer: Answer) => answer.id === entry.id);
          const final = new Set(
            answers.filter((a) => a.state !== 'later').map((a) => JSON.stringify(a)),
          );
          expect(final.size).toBeLessThanOrEqual(1);
          expect(answers.length).toBeGreaterThan(0);
        }
        for (const line of Object.values(lines)) line.socket.hangUp();
      }),
      { numRuns: 12 },
    );
    expect(scene.faults).toEqual([]);
  });
});

describe('a seal', () => {
  it('is HMAC-SHA256, as node:crypto has it, for texts of any length and letters', () => {
    const key = new Uint8Array(32).map((_, index) => index * 7);
    const seals = new Seals(key);
    const conversation = randomUUID();
    for (const words of ['', 'é😀', 'x'.repeat(60_000), 'ü'.repeat(20_000), 'short again']) {
      const text = JSON.stringify({ id: 'e', text: words });
      const said = `team/${conversation}/7\n${text}`;
      const mac = createHmac('sha256', key).update(said).digest('base64url').slice(0, 22);
      const sealed = seals.seal({ conversation, audience: 'team', number: 7 }, text);
      expect(JSON.parse(sealed)).toEqual({ id: 'e', text: words, seal: mac });
    }
  });

  it('is on every text of both audiences, for its place only', async () => {
    const [v, a] = [await scene.line(visitor), await scene.line(ana)];
    const { conversation } = visitor;
    await v.submit(message(conversation, 'Hello?'));
    await a.submit(comment(conversation, 'Eva again'));
    await a.submit(message(conversation, 'Hi!'));
    const seals = new Seals(await scene.store.secret('seal'));
    for (const audience of ['team', 'public'] as const) {
      const all = await scene.store.entryTexts(conversation, audience, 0, 10);
      expect(all.length).toBeGreaterThan(1);
      all.forEach((text, number) => {
        const place = { conversation, audience, number };
        expect(seals.isOurs(place, text)).toBe(true);
        expect(seals.isOurs({ ...place, number: number + 1 }, text)).toBe(false);
        const other = audience === 'team' ? 'public' : 'team';
        expect(seals.isOurs({ ...place, audience: other }, text)).toBe(false);
        expect(seals.isOurs(place, text.replace('Hello', 'Adieu'))).toBe(!text.includes('Hello'));
        expect(seals.isOurs({ ...place, conversation: randomUUID() }, text)).toBe(false);
      });
    }
    expect(seals.isOurs({ conversation, audience: 'team', number: 0 }, '{}')).toBe(false);
  });
});
