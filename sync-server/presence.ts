/**
 * Who is here: made by the server from the lines that are open and small typed frames, with identity from the line.
 * Agents see everybody; a visitor is told the widget's mode, public names and "is typing", nothing else (R8, DESIGN 5).
 *
 * Nobody is gone before the rule says so: an agent is reachable for 75 s after the last sign of life, a visitor is on
 * the site for 60 s, whatever became of the socket. Changes are gathered for a tick and sent together.
 *
 * What an agent chose (Online, Invisible, Offline) is a field of their profile and comes from `workspace`; whether a
 * device of theirs answers is known here alone. What follows from both is in `rules/reachable.ts`. SPEC B1, B2, B5.
 */
import type { Timers } from '#domain/limits.ts';
import type { Who } from '#domain/model.ts';
import { type DeclaredStatus, isReachable, isRoutable } from '#domain/rules/reachable.ts';
import { routableFor } from '#domain/rules/status-dot.ts';
import { readAgentSigns, readVisitorSigns } from '#domain/signs.ts';
import {
  messageType,
  type AgentPresence,
  type AgentSigns,
  type TeamPresence,
  type VisitorPresence,
  type VisitorSigns,
  type WidgetPresence,
} from '#domain/wire.ts';
import type { Line } from './line.ts';
import { ownMessage } from './messages.ts';
import type { Clock } from './ports.ts';
import type { Workspace } from './workspace.ts';

type AgentWho = Extract<Who, { kind: 'agent' }>;
type VisitorWho = Extract<Who, { kind: 'visitor' }>;

interface AgentHere {
  who: AgentWho;
  /** What each device of theirs shows and where it types. */
  devices: Map<Line, { signs: AgentSigns; typedAtMs: number }>;
  /** Monotonic; the last sign of life of any device. */
  heardAtMs: number;
  /** A device of theirs answered in the last 75 s. */
  isConnected: boolean;
  /** As they were told last. */
  status: DeclaredStatus;
  isReachable: boolean;
  /** Wall clock; null: as long as this server knows. */
  reachableSinceMs: number | null;
}

interface VisitorHere {
  who: VisitorWho;
  tabs: Set<Line>;
  isTyping: boolean;
  typedAtMs: number;
  page: VisitorPresence['page'];
  /** As the team was told last (D9). */
  isTracked: boolean;
  heardAtMs: number;
  /** Wall clock. */
  seenAtMs: number;
  /** Whose mode its widget follows: a group's, or the workspace's ('') (B5). */
  crew: string;
}

type KnownOfWorkspace = Pick<
  Workspace,
  'statusOf' | 'publicNameOf' | 'faceOf' | 'membersOf' | 'groupOf' | 'isTracked'
>;

/** SPEC "Typing indicator": gone after 6 s without a key, and a second for the way. */
const typingMs = 7_000;

export class Presence {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #agents = new Map<string, AgentHere>();
  /** By conversation. */
  readonly #visitors = new Map<string, VisitorHere>();
  /** Told nothing while slow: they get everything when they have drained (F6). */
  readonly #behind = new Set<Line>();
  readonly #changedAgents = new Set<string>();
  readonly #changedVisitors = new Set<string>();
  /** Conversations whose visitor must hear who types. */
  readonly #changedTyping = new Set<string>();
  /** Who is there for visitors, by crew, as it was told last. */
  readonly #crews = new Map<string, Crew>();
  readonly #changedCrews = new Set<string>();
  readonly #workspace: KnownOfWorkspace;
  /** Monotonic. */
  readonly #startedAtMs: number;
  #routableTold = '';
  #isScheduled = false;
  /** Somebody became routable, or is no more. */
  onRoutable: () => void = () => undefined;
  /** A visitor is on this page. */
  onPage: (conversation: string, page: NonNullable<VisitorSigns['page']>) => void = () => undefined;

  constructor(clock: Clock, timers: Timers, workspace: KnownOfWorkspace) {
    this.#clock = clock;
    this.#timers = timers;
    this.#workspace = workspace;
    this.#startedAtMs = clock.monotonic();
  }

  /** A line with a name: it is sent everything there is, and then every change. */
  join(line: Line): void {
    const { who } = line;
    if (who?.kind === 'agent') {
      this.#agentHere(who).devices.set(line, { signs: noSigns, typedAtMs: -Infinity });
      this.#heard(line, who);
      line.say(messageType.presence, this.#everything());
    } else if (who?.kind === 'visitor') {
      this.#visitorHere(who).tabs.add(line);
      this.#heard(line, who);
      line.say(messageType.presence, this.#widgetPresence(who.conversation));
    }
  }

  /** The line's reader has caught up with what was buffered. */
  catchUp(line: Line): void {
    if (!this.#behind.delete(line)) return;
    const { who } = line;
    if (who?.kind === 'agent') line.say(messageType.presence, this.#everything());
    if (who?.kind !== 'visitor') return;
    line.say(messageType.presence, this.#widgetPresence(who.conversation));
  }

  leave(line: Line): void {
    const { who } = line;
    this.#behind.delete(line);
    if (who?.kind === 'agent') {
      const here = this.#agents.get(who.id);
      const device = here?.devices.get(line);
      here?.devices.delete(line);
      if (device?.signs.typing) this.#typingChanged(device.signs.typing.conversation);
      if (device) this.#agentChanged(who.id);
    } else if (who?.kind === 'visitor') {
      const here = this.#visitors.get(who.conversation);
      here?.tabs.delete(line);
      if (here?.isTyping && here.tabs.size === 0) {
        here.isTyping = false;
        this.#visitorChanged(who.conversation);
      }
    }
  }

  /** Their session ended: they are gone at once. */
  forget(who: Who): void {
    if (who.kind !== 'agent') return;
    const here = this.#agents.get(who.id);
    if (here?.devices.size === 0) here.heardAtMs = -Infinity;
  }

  /** They were erased: nobody is told any more that they are here, nor where. */
  forgetVisitor(conversation: string): void {
    if (this.#visitors.delete(conversation)) this.#visitorChanged(conversation);
  }

  /** What agents chose, groups or whose a conversation is may have changed. */
  reconsider(): void {
    for (const [id, here] of this.#agents) this.#judge(id, here);
    this.#lookAtCrews();
    this.#schedule();
  }

  /** What a line says about itself. Anything else than signs is passed over. */
  sign(line: Line, raw: unknown): void {
    const { who } = line;
    if (who?.kind === 'agent') this.#signOfAgent(line, who, readAgentSigns(raw));
    else if (who?.kind === 'visitor') this.#signOfVisitor(who, readVisitorSigns(raw));
  }

  /** Is this agent there, by the rule of SPEC "Reachable"? */
  isReachable(agent: string): boolean {
    return this.#agents.get(agent)?.isReachable ?? false;
  }

  isVisitorHere(conversation: string): boolean {
    return this.#visitors.has(conversation);
  }

  /** Agents who get new chats now. */
  routable(): ReadonlySet<string> {
    const all = [...this.#agents].filter(([id, { who, isConnected }]) =>
      isRoutable({ status: this.#workspace.statusOf(id), isConnected, role: who.role }),
    );
    return new Set(all.map(([id]) => id));
  }

  /** Once a second: who is gone by now, and who stopped typing. */
  sweep(lines: Iterable<Line>): void {
    for (const line of lines) if (line.who) this.#heard(line, line.who);
    const now = this.#clock.monotonic();
    for (const [id, here] of this.#agents) {
      here.isConnected = now - here.heardAtMs < this.#timers.AGENT_GONE_MS;
      this.#judge(id, here);
      this.#stopTyping(id, here, now);
      if (here.devices.size > 0 || now - here.heardAtMs < this.#timers.AGENT_AWAY_MS) continue;
      this.#agents.delete(id);
      this.#agentChanged(id);
    }
    for (const [conversation, here] of this.#visitors) {
      if (here.isTyping && now - here.typedAtMs > typingMs) {
        here.isTyping = false;
        this.#visitorChanged(conversation);
      }
      if (here.isTracked !== this.#workspace.isTracked(here.who.id)) {
        here.isTracked = !here.isTracked;
        this.#visitorChanged(conversation);
      }
      if (now - here.heardAtMs < this.#timers.VISITOR_GONE_MS) continue;
      this.#visitors.delete(conversation);
      this.#visitorChanged(conversation);
    }
    this.#lookAtCrews();
  }

  /* -------------------------------------------------------------- signs */

  #signOfAgent(line: Line, who: AgentWho, signs: AgentSigns | null): void {
    const device = this.#agents.get(who.id)?.devices.get(line);
    if (!device || !signs) return;
    const before = device.signs;
    device.signs = signs;
    if (signs.typing) device.typedAtMs = this.#clock.monotonic();
    if (signs.usedAtMs !== before.usedAtMs) this.#usedOn(line, who.id);
    if (JSON.stringify(shownOf(before)) === JSON.stringify(shownOf(signs))) return;
    this.#agentChanged(who.id);
    for (const typing of [before.typing, signs.typing]) {
      if (typing?.tab === 'reply') this.#typingChanged(typing.conversation);
    }
  }

  /** The agent's other devices stay quiet for a while (N6); nobody else is told. */
  #usedOn(line: Line, agent: string): void {
    const usedElsewhereAtMs = this.#clock.now();
    const message: TeamPresence = { full: false, agents: {}, visitors: {}, usedElsewhereAtMs };
    for (const other of this.#agents.get(agent)?.devices.keys() ?? []) {
      if (other !== line && !other.isSlow) other.say(messageType.presence, message);
    }
  }

  #signOfVisitor(who: VisitorWho, signs: VisitorSigns | null): void {
    if (!signs) return;
    const here = this.#visitorHere(who);
    here.heardAtMs = this.#clock.monotonic();
    here.isTyping = signs.typing;
    if (signs.typing) here.typedAtMs = here.heardAtMs;
    if (signs.page) {
      const { url, title } = signs.page;
      here.page = { url, title };
      this.onPage(who.conversation, signs.page);
    }
    this.#visitorChanged(who.conversation);
  }

  /** A line is as alive as its last bytes. */
  #heard(line: Line, who: Who): void {
    if (who.kind === 'agent') {
      const here = this.#agentHere(who);
      here.heardAtMs = Math.max(here.heardAtMs, line.heardAtMs);
      if (here.isConnected) return;
      if (this.#clock.monotonic() - here.heardAtMs >= this.#timers.AGENT_GONE_MS) return;
      here.isConnected = true;
      this.#judge(who.id, here);
      this.#lookAtCrews();
    } else if (who.kind === 'visitor') {
      const here = this.#visitorHere(who);
      here.heardAtMs = Math.max(here.heardAtMs, line.heardAtMs);
      here.seenAtMs = this.#clock.now() - (this.#clock.monotonic() - here.heardAtMs);
    }
  }

  /** Puts together what they chose and whether they are connected; tells of it if that is news. */
  #judge(id: string, here: AgentHere): void {
    const status = this.#workspace.statusOf(id);
    const isThere = isReachable({ status, isConnected: here.isConnected });
    const wasThere = here.isReachable;
    if (here.status !== status || wasThere !== isThere) this.#agentChanged(id);
    here.status = status;
    here.isReachable = isThere;
    if (!isThere || wasThere) return;
    // After a restart everybody comes back at once, and nobody was gone: 75 s of silence make somebody gone.
    const isStart = this.#clock.monotonic() - this.#startedAtMs < this.#timers.AGENT_GONE_MS;
    here.reachableSinceMs = isStart ? null : this.#clock.now();
  }

  #stopTyping(id: string, here: AgentHere, now: number): void {
    for (const device of here.devices.values()) {
      const { typing } = device.signs;
      if (!typing || now - device.typedAtMs <= typingMs) continue;
      device.signs = { ...device.signs, typing: null };
      this.#agentChanged(id);
      this.#typingChanged(typing.conversation);
    }
  }

  #agentHere(who: AgentWho): AgentHere {
    let here = this.#agents.get(who.id);
    if (!here) {
      here = {
        ...{ who, devices: new Map(), heardAtMs: -Infinity, isConnected: false },
        ...{ isReachable: false, reachableSinceMs: null },
        status: this.#workspace.statusOf(who.id),
      };
      this.#agents.set(who.id, here);
    }
    here.who = who;
    return here;
  }

  #visitorHere(who: VisitorWho): VisitorHere {
    let here = this.#visitors.get(who.conversation);
    if (!here) {
      const heardAtMs = this.#clock.monotonic();
      here = {
        who,
        tabs: new Set(),
        isTyping: false,
        typedAtMs: -Infinity,
        page: null,
        isTracked: this.#workspace.isTracked(who.id),
        heardAtMs,
        seenAtMs: this.#clock.now(),
        crew: this.#crewOf(who.conversation),
      };
      this.#visitors.set(who.conversation, here);
      this.#visitorChanged(who.conversation);
    }
    return here;
  }

  /* -------------------------------------------------------------- telling */

  /** Whose mode a conversation's widget follows: its group's, if it has one that exists (B5). */
  #crewOf(conversation: string): string {
    const group = this.#workspace.groupOf(conversation);
    return group !== null && this.#workspace.membersOf(group) !== null ? group : '';
  }

  /** Who of a crew is there for visitors: routable agents, so nobody who is Invisible (B1). */
  #crew(crew: string, routable: ReadonlySet<string>): Crew {
    const membersOf = (group: string) => this.#workspace.membersOf(group);
    const ids = routableFor(crew === '' ? null : crew, { routable, membersOf });
    const shown = ids.slice(0, shownAgents);
    const agents = shown.map((id) => {
      const face = this.#workspace.faceOf(id);
      return { name: this.#publicNameOf(id), ...(face !== null && { face }) };
    });
    return { mode: ids.length > 0 ? 'live' : 'away', agents };
  }

  #publicNameOf(id: string): string {
    return this.#workspace.publicNameOf(id) ?? this.#agents.get(id)?.who.name ?? '';
  }

  /** Finds the crews that changed, and the visitors who follow another one now. */
  #lookAtCrews(): void {
    const routable = this.routable();
    const told = [...routable].sort().join();
    if (told !== this.#routableTold) {
      this.#routableTold = told;
      this.onRoutable();
    }
    const asked = new Set(['']);
    for (const [conversation, here] of this.#visitors) {
      const crew = this.#crewOf(conversation);
      asked.add(crew);
      if (crew === here.crew) continue;
      here.crew = crew;
      this.#typingChanged(conversation);
    }
    for (const crew of this.#crews.keys()) if (!asked.has(crew)) this.#crews.delete(crew);
    for (const crew of asked) {
      const now = this.#crew(crew, routable);
      const before = this.#crews.get(crew);
      this.#crews.set(crew, now);
      if (before && JSON.stringify(before) === JSON.stringify(now)) continue;
      this.#changedCrews.add(crew);
      this.#schedule();
    }
  }

  #agentChanged(id: string): void {
    this.#changedAgents.add(id);
    this.#schedule();
  }

  #visitorChanged(conversation: string): void {
    this.#changedVisitors.add(conversation);
    this.#schedule();
  }

  #typingChanged(conversation: string): void {
    this.#changedTyping.add(conversation);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#tell());
  }

  #tell(): void {
    this.#isScheduled = false;
    const message = this.#changes();
    for (const { devices } of this.#agents.values()) {
      for (const line of devices.keys()) this.#sendTo(line, message);
    }
    this.#tellVisitors();
    this.#changedAgents.clear();
    this.#changedVisitors.clear();
    this.#changedTyping.clear();
    this.#changedCrews.clear();
  }

  #tellVisitors(): void {
    if (this.#changedCrews.size === 0 && this.#changedTyping.size === 0) return;
    // Nearly all of a crew are told the same, so it is written once.
    const plain = new Map<string, Uint8Array>();
    for (const [conversation, { tabs, crew }] of this.#visitors) {
      if (!this.#changedCrews.has(crew) && !this.#changedTyping.has(conversation)) continue;
      const typing = this.#typistIn(conversation);
      let said = typing === null ? plain.get(crew) : undefined;
      said ??= widgetMessage({ ...this.#crewNow(crew), typing });
      if (typing === null) plain.set(crew, said);
      for (const line of tabs) this.#sendTo(line, said);
    }
  }

  #sendTo(line: Line, message: Uint8Array): void {
    if (line.isSlow) this.#behind.add(line);
    else line.sendOwn(message);
  }

  #changes(): Uint8Array {
    const agents: TeamPresence['agents'] = {};
    for (const id of this.#changedAgents) agents[id] = this.#agentPresence(id);
    const visitors: TeamPresence['visitors'] = {};
    for (const id of this.#changedVisitors) visitors[id] = this.#visitorPresence(id);
    const changes: TeamPresence = { full: false, agents, visitors };
    return ownMessage(messageType.presence, JSON.stringify(changes));
  }

  #everything(): TeamPresence {
    const agents = [...this.#agents.keys()].map((id) => [id, this.#agentPresence(id)] as const);
    const visitors = [...this.#visitors.keys()].map(
      (id) => [id, this.#visitorPresence(id)] as const,
    );
    return {
      full: true,
      agents: Object.fromEntries(agents),
      visitors: Object.fromEntries(visitors),
    };
  }

  #agentPresence(id: string): AgentPresence | null {
    const here = this.#agents.get(id);
    if (!here) return null;
    const devices = [...here.devices.values()].map(({ signs }) => signs);
    const viewing = devices.map((signs) => signs.viewing).filter((viewed) => viewed !== null);
    return {
      name: this.#publicNameOf(id),
      status: here.status,
      reachable: here.isReachable,
      sinceMs: here.isReachable ? here.reachableSinceMs : null,
      viewing: [...new Set(viewing)],
      typing: devices.find((signs) => signs.typing)?.typing ?? null,
    };
  }

  #visitorPresence(conversation: string): VisitorPresence | null {
    const here = this.#visitors.get(conversation);
    if (!here) return null;
    const page = here.isTracked ? here.page : null;
    return { online: true, typing: here.isTyping, page, seenAtMs: here.seenAtMs };
  }

  /** Public name of the agent who is writing a reply to this visitor. */
  #typistIn(conversation: string): string | null {
    for (const { who, devices } of this.#agents.values()) {
      for (const { signs } of devices.values()) {
        const { typing } = signs;
        if (typing?.conversation === conversation && typing.tab === 'reply') {
          return this.#publicNameOf(who.id);
        }
      }
    }
    return null;
  }

  #widgetPresence(conversation: string): WidgetPresence {
    const crew = this.#visitors.get(conversation)?.crew ?? this.#crewOf(conversation);
    return { ...this.#crewNow(crew), typing: this.#typistIn(conversation) };
  }

  #crewNow(crew: string): Crew {
    return this.#crews.get(crew) ?? this.#crew(crew, this.routable());
  }
}

type Crew = Pick<WidgetPresence, 'mode' | 'agents'>;

/** What colleagues see of a device's signs. */
function shownOf({ viewing, typing }: AgentSigns) {
  return { viewing, typing };
}

const noSigns: AgentSigns = { viewing: null, typing: null };
/** As many faces as the widget's head has room for. */
const shownAgents = 3;

function widgetMessage(presence: WidgetPresence): Uint8Array {
  return ownMessage(messageType.presence, JSON.stringify(presence));
}
