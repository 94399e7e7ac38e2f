/**
 * Random histories for the feed: people do everything that moves its rows, rights change, people are erased, the server is
 * killed; meanwhile browsers of all of them come, go, are cut off and do not read. One seed decides everything.
 */
import { createHash } from 'node:crypto';
import { emptyFold } from '#domain/entries/fold.ts';
import { teamFolding } from '#domain/entries/team-fold.ts';
import type { Entry, Role, Who } from '#domain/model.ts';
import { chanceFrom, type Chance } from '../simulation/chance.ts';
import { changeBy } from '../simulation/changes.ts';
import { doings } from '../simulation/doings.ts';
import { groups } from '../simulation/fixed.ts';
import { FeedDevice } from './feed-device.ts';
import type { Person, Scene, Visitor } from './scene.ts';

interface Member extends Person {
  role: Role;
  isIn: boolean;
}

const acts = {
  says: 60,
  visitorWrites: 14,
  visitorComes: 2,
  merges: 3,
  unmerges: 2,
  changes: 24,
  roleChanges: 3,
  leavesTeam: 2,
  comesBack: 2,
  isErased: 1,
  timePasses: 8,
  serverDies: 1,
  isCut: 5,
  reloads: 4,
  goesOffline: 4,
  comesOnline: 8,
  isSlow: 3,
  reads: 8,
};
type DoingName = keyof typeof doings;
const doingNames = Object.keys(doings) as DoingName[];

export class History {
  readonly #scene: Scene;
  readonly #chance: Chance;
  readonly #members: Member[] = [];
  readonly #visitors: Visitor[] = [];
  readonly #devices: FeedDevice[] = [];
  #made = 0;

  private constructor(scene: Scene, seed: number) {
    this.#scene = scene;
    this.#chance = chanceFrom(seed);
  }

  static async begin(scene: Scene, seed: number): Promise<History> {
    const history = new History(scene, seed);
    const roles: [string, Role][] = [
      ...([
        ['Olga', 'owner'],
        ['Ana', 'agent'],
        ['Ben', 'agent'],
      ] as [string, Role][]),
      ...([
        ['Cleo', 'admin'],
        ['Vera', 'viewer'],
      ] as [string, Role][]),
    ];
    for (const [name, role] of roles) await history.#hire(name, role);
    for (let n = 0; n < 3; n += 1) await history.#visitorComes();
    const members = history.#members.map(({ id }) => id);
    for (const group of groups) {
      await history.#submit(
        history.#olga,
        { subject: `group/${group}`, kind: 'changed' },
        {
          set: { name: { en: 'Group' }, members: members.slice(0, 4) },
        },
      );
    }
    // Every third has so many rows that they come in several pages.
    if (seed % 3 === 0) await history.#manyRows(1_100);
    return history;
  }

  async step(): Promise<string> {
    const act = this.#chance.weighted(acts);
    await this[act]();
    return act;
  }

  end(): void {
    for (const device of this.#devices) device.close();
  }

  /** Every browser that may be there, and all of them have read everything; with what a new one of that person reads. */
  async *compared(): AsyncGenerator<{ who: string; old: Rows; fresh: Rows; onDisk: Rows }> {
    for (const device of this.#devices) {
      if (!this.#memberOf(device).isIn) continue;
      await device.open();
      device.isSlow = false;
      device.goOnline(true);
      const other = new FeedDevice(this.#scene, device.person);
      await other.open();
      await this.#caughtUp(device, other);
      // At the same moment: alarms ring, and change rows, while somebody catches up.
      const [old, fresh] = [device.rows(), other.rows()];
      other.close();
      device.close();
      device.goOnline(false);
      await device.open();
      yield { who: device.person.name, old, fresh, onDisk: device.rows() };
      device.goOnline(true);
    }
  }

  async #caughtUp(...devices: FeedDevice[]): Promise<void> {
    const isLate = (): boolean => devices.some(({ isCaughtUp }) => !isCaughtUp);
    for (let waited = 0; waited < 120 && isLate(); waited += 1) await this.#scene.pass(1_000);
    if (isLate()) throw new Error(`${devices[0]!.person.name} never caught up`);
    await this.#scene.pass(1_000);
    await quiet();
  }

  /* ---------------------------------------------------------------- what happens */

  async says(): Promise<void> {
    const conversation = await this.#anyConversation();
    const by = this.#anyMember();
    if (!conversation) return;
    const log = await this.#logOf(conversation);
    const weights = Object.fromEntries(doingNames.map((name) => [name, doings[name].weight]));
    const what = doings[this.#chance.weighted(weights as Record<DoingName, number>)].write({
      ...{ chance: this.#chance, me: `agent/${by.id}`, words: `words ${this.#made}` },
      agents: this.#members.map(({ id }) => id),
      items: teamFolding.extend(emptyFold(), log).items,
      nowMs: this.#scene.clock.now(),
    });
    const seenUpTo = log.at(-1 - this.#chance.below(4))?.id ?? null;
    if (what) await this.#submit(by, { subject: `conversation/${conversation}`, seenUpTo }, what);
  }

  async visitorWrites(): Promise<void> {
    const { id, conversation } = this.#chance.pick(this.#visitors);
    const who: Who = { kind: 'visitor', id, conversation };
    const subject = `conversation/${conversation}`;
    await this.#submit(who, { subject, kind: 'message' }, { text: `Hello ${this.#made}` });
  }

  async visitorComes(): Promise<void> {
    if (this.#visitors.length < 8) await this.#visitorComes();
  }

  async merges(): Promise<void> {
    const [source, target] = [await this.#anyConversation(), await this.#anyConversation()];
    if (!source || !target || source === target) return;
    const by = this.#anyMember();
    const into = { kind: 'merged', with: target, side: 'into' };
    const after = await this.#submit(by, { subject: `conversation/${source}` }, into);
    const from = { kind: 'merged', with: source, side: 'from', after };
    await this.#submit(by, { subject: `conversation/${target}` }, from);
  }

  async unmerges(): Promise<void> {
    const [source, target] = [await this.#anyConversation(), await this.#anyConversation()];
    if (!source || !target) return;
    const by = this.#anyMember();
    const first = { kind: 'unmerged', with: target };
    const after = await this.#submit(by, { subject: `conversation/${source}` }, first);
    const second = { kind: 'unmerged', with: source, after };
    await this.#submit(by, { subject: `conversation/${target}` }, second);
  }

  async changes(): Promise<void> {
    const by = this.#anyMember();
    const agents = this.#members.map(({ id }) => id);
    const contacts = this.#visitors.map(({ id }) => id);
    const { table, id, set } = changeBy(this.#chance, by.id, agents, contacts);
    await this.#submit(by, { subject: `${table}/${id}`, kind: 'changed' }, { set });
  }

  async roleChanges(): Promise<void> {
    const member = this.#chance.pick(this.#members.slice(1));
    const role = this.#chance.pick(['admin', 'agent', 'viewer'] as const);
    await this.#scene.server.services.changeRole(this.#signedIn(), { agent: member.id, role });
    member.role = role;
    await this.#signInAgain(member);
  }

  async leavesTeam(): Promise<void> {
    const member = this.#chance.pick(this.#members.slice(1));
    await this.#scene.server.services.removeMember(this.#signedIn(), { agent: member.id });
    member.isIn = false;
    for (const device of this.#devicesOf(member)) device.close();
  }

  async comesBack(): Promise<void> {
    const member = this.#members.find(({ isIn }) => !isIn);
    if (!member) return;
    await this.#scene.server.services.letInAgain(this.#signedIn(), { agent: member.id });
    member.isIn = true;
    await this.#signInAgain(member);
  }

  async isErased(): Promise<void> {
    if (this.#visitors.length < 3) return;
    const index = this.#chance.below(this.#visitors.length);
    const { id } = this.#visitors[index]!;
    const erased = await this.#scene.server.services.eraseContact(this.#signedIn(), id);
    if (erased.ok) this.#visitors.splice(index, 1);
  }

  async timePasses(): Promise<void> {
    await this.#scene.pass(this.#chance.pick([1_000, 2_000, 5_000, 40_000]));
  }

  async serverDies(): Promise<void> {
    for (const device of this.#devices) device.loseServer();
    await this.#scene.restart(this.#chance.below(5_000));
    for (const device of this.#devices) device.findServer();
  }

  async isCut(): Promise<void> {
    this.#chance.pick(this.#devices).cut();
  }

  async reloads(): Promise<void> {
    const device = this.#chance.pick(this.#devices);
    device.close();
    if (this.#memberOf(device).isIn) await device.open();
  }

  async goesOffline(): Promise<void> {
    this.#chance.pick(this.#devices).goOnline(false);
  }

  async comesOnline(): Promise<void> {
    const device = this.#chance.pick(this.#devices);
    if (this.#memberOf(device).isIn) device.goOnline(true);
    await this.#scene.pass(1_000);
  }

  async isSlow(): Promise<void> {
    this.#chance.pick(this.#devices).isSlow = true;
  }

  async reads(): Promise<void> {
    this.#chance.pick(this.#devices).isSlow = false;
    await this.#scene.pass(1_000);
  }

  /* ---------------------------------------------------------------- who is there */

  async #hire(name: string, role: Role): Promise<void> {
    const person = await this.#scene.agent(name, role);
    this.#members.push(Object.assign(person, { role, isIn: true }));
    const device = new FeedDevice(this.#scene, person);
    this.#devices.push(device);
    await device.open();
  }

  async #signInAgain(member: Member): Promise<void> {
    await this.#scene.settle();
    await this.#scene.signIn(member);
    for (const device of this.#devicesOf(member)) {
      if (device.isOpen) device.goOnline(true);
      else await device.open();
    }
  }

  async #visitorComes(): Promise<void> {
    this.#visitors.push(await this.#scene.visitor(`192.0.2.${++this.#made % 250}`));
    const { id, conversation } = this.#visitors.at(-1)!;
    const subject = `conversation/${conversation}`;
    const who: Who = { kind: 'visitor', id, conversation };
    await this.#submit(who, { subject, kind: 'message' }, { text: 'Hello?' });
  }

  get #olga(): Member {
    return this.#members[0]!;
  }
  #signedIn() {
    return { who: this.#whoIs(this.#olga), email: 'olga@example.com', session: 'none' };
  }
  #whoIs({ id, name, role }: Member): Extract<Who, { kind: 'agent' }> {
    return { kind: 'agent', id, name, role };
  }
  #anyMember(): Member {
    return this.#chance.pick(this.#members.filter(({ isIn }) => isIn));
  }
  #memberOf(device: FeedDevice): Member {
    return this.#members.find(({ id }) => id === device.person.id)!;
  }
  #devicesOf(member: Member): FeedDevice[] {
    return this.#devices.filter(({ person }) => person.id === member.id);
  }

  async #anyConversation(): Promise<string | null> {
    const { conversation } = this.#chance.pick(this.#visitors);
    return (await this.#scene.store.conversation(conversation)) && conversation;
  }

  async #logOf(conversation: string): Promise<Entry[]> {
    const texts = await this.#scene.store.entryTexts(conversation, 'team', 0, 100_000);
    return texts.map((text) => JSON.parse(text) as Entry);
  }

  /** Gives the entry's id, whatever it is answered. */
  async #submit(by: Member | Who, first: object, more: object): Promise<string> {
    const nowMs = this.#scene.clock.now();
    const agoMs = this.#chance.pick([0, 0, 0, this.#chance.below(120_000)]);
    const id = this.#newId();
    const common = { id, writtenAtMs: nowMs - agoMs, seenUpTo: null };
    const who = 'kind' in by ? by : this.#whoIs(by);
    await this.#scene.server.services.submit(who, [{ ...common, ...first, ...more }]);
    return id;
  }

  #newId(): string {
    this.#made += 1;
    const hex = createHash('sha256').update(`entry ${this.#made}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  async #manyRows(count: number): Promise<void> {
    const feed = Array.from({ length: count }, (_, n) => ({
      ...{ table: 'setting' as const, id: `setting-${n}`, owner: null },
      value: { id: `setting-${n}`, count: 0, createdAtMs: 0, fields: {} },
    }));
    const bundle = { entries: [], answers: [], alarms: [], effects: [], padUpdates: [] };
    await this.#scene.store.commit([{ ...bundle, feed }]);
  }
}

/** What is on its way has arrived, and is written down: a thousand rows take many turns of the event loop. */
async function quiet(): Promise<void> {
  do await new Promise((turn) => setImmediate(turn));
  while (process.getActiveResourcesInfo().includes('Immediate'));
}

export type Rows = ReadonlyMap<string, unknown>;
