/**
 * Who is here: made by the server from the lines that are open and small typed frames, with identity from the line.
 * Agents see everybody; a visitor is told the widget's mode, public names and "is typing", nothing else (R8, DESIGN 5).
 *
 * Nobody is gone before the rule says so: an agent is reachable for 75 s after the last sign of life, a visitor is on
 * the site for 60 s, whatever became of the socket. Changes are gathered for a tick and sent together.
 */
import type { Timers } from '#domain/limits.ts';
import type { Who } from '#domain/model.ts';
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

type AgentWho = Extract<Who, { kind: 'agent' }>;
type VisitorWho = Extract<Who, { kind: 'visitor' }>;

interface AgentHere {
  who: AgentWho;
  /** What each device of theirs shows and where it types. */
  devices: Map<Line, { signs: AgentSigns; typedAtMs: number }>;
  /** Monotonic; the last sign of life of any device. */
  heardAtMs: number;
  isReachable: boolean;
}

interface VisitorHere {
  who: VisitorWho;
  tabs: Set<Line>;
  isTyping: boolean;
  typedAtMs: number;
  page: VisitorPresence['page'];
  heardAtMs: number;
  /** Wall clock. */
  seenAtMs: number;
}

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
  #isModeChanged = false;
  #isScheduled = false;
  /** Monotonic; when the last agent stopped being reachable. */
  #leftAloneAtMs = -Infinity;
  #mode: WidgetPresence['mode'] = 'away';

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock;
    this.#timers = timers;
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
      line.say(messageType.presence, this.#widgetPresence(this.#typistIn(who.conversation)));
    }
  }

  /** The line's reader has caught up with what was buffered. */
  catchUp(line: Line): void {
    if (!this.#behind.delete(line)) return;
    const { who } = line;
    if (who?.kind === 'agent') line.say(messageType.presence, this.#everything());
    if (who?.kind !== 'visitor') return;
    line.say(messageType.presence, this.#widgetPresence(this.#typistIn(who.conversation)));
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

  /** Once a second: who is gone by now, and who stopped typing. */
  sweep(lines: Iterable<Line>): void {
    for (const line of lines) if (line.who) this.#heard(line, line.who);
    const now = this.#clock.monotonic();
    for (const [id, here] of this.#agents) {
      const wasReachable = here.isReachable;
      here.isReachable = now - here.heardAtMs < this.#timers.AGENT_GONE_MS;
      if (wasReachable !== here.isReachable) this.#agentChanged(id);
      this.#stopTyping(id, here, now);
      if (!here.isReachable && here.devices.size === 0) this.#agents.delete(id);
    }
    for (const [conversation, here] of this.#visitors) {
      if (here.isTyping && now - here.typedAtMs > typingMs) {
        here.isTyping = false;
        this.#visitorChanged(conversation);
      }
      if (now - here.heardAtMs < this.#timers.VISITOR_GONE_MS) continue;
      this.#visitors.delete(conversation);
      this.#visitorChanged(conversation);
    }
    this.#setMode(now);
  }

  /* -------------------------------------------------------------- signs */

  #signOfAgent(line: Line, who: AgentWho, signs: AgentSigns | null): void {
    const device = this.#agents.get(who.id)?.devices.get(line);
    if (!device || !signs) return;
    const before = device.signs;
    device.signs = signs;
    if (signs.typing) device.typedAtMs = this.#clock.monotonic();
    if (JSON.stringify(before) === JSON.stringify(signs)) return;
    this.#agentChanged(who.id);
    for (const typing of [before.typing, signs.typing]) {
      if (typing?.tab === 'reply') this.#typingChanged(typing.conversation);
    }
  }

  #signOfVisitor(who: VisitorWho, signs: VisitorSigns | null): void {
    if (!signs) return;
    const here = this.#visitorHere(who);
    here.heardAtMs = this.#clock.monotonic();
    here.isTyping = signs.typing;
    if (signs.typing) here.typedAtMs = here.heardAtMs;
    if (signs.page) here.page = signs.page;
    this.#visitorChanged(who.conversation);
  }

  /** A line is as alive as its last bytes. */
  #heard(line: Line, who: Who): void {
    if (who.kind === 'agent') {
      const here = this.#agentHere(who);
      here.heardAtMs = Math.max(here.heardAtMs, line.heardAtMs);
      if (
        !here.isReachable &&
        this.#clock.monotonic() - here.heardAtMs < this.#timers.AGENT_GONE_MS
      ) {
        here.isReachable = true;
        this.#agentChanged(who.id);
        this.#setMode(this.#clock.monotonic());
      }
    } else if (who.kind === 'visitor') {
      const here = this.#visitorHere(who);
      here.heardAtMs = Math.max(here.heardAtMs, line.heardAtMs);
      here.seenAtMs = this.#clock.now() - (this.#clock.monotonic() - here.heardAtMs);
    }
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
      here = { who, devices: new Map(), heardAtMs: -Infinity, isReachable: false };
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
        heardAtMs,
        seenAtMs: this.#clock.now(),
      };
      this.#visitors.set(who.conversation, here);
      this.#visitorChanged(who.conversation);
    }
    return here;
  }

  /* -------------------------------------------------------------- telling */

  /** SPEC "Grace after the last agent goes offline": the widget stays live for a minute. */
  #setMode(now: number): void {
    const isAnybody = [...this.#agents.values()].some(
      (here) => here.isReachable && here.who.role !== 'viewer',
    );
    if (isAnybody) this.#leftAloneAtMs = now;
    const mode = now - this.#leftAloneAtMs <= this.#timers.AGENTS_GONE_MS ? 'live' : 'away';
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#isModeChanged = true;
    this.#schedule();
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
    const everybody = this.#isModeChanged;
    const plain = everybody ? widgetMessage(this.#widgetPresence(null)) : null;
    for (const [conversation, { tabs }] of this.#visitors) {
      if (!everybody && !this.#changedTyping.has(conversation)) continue;
      const typist = this.#typistIn(conversation);
      const said = !typist && plain ? plain : widgetMessage(this.#widgetPresence(typist));
      for (const line of tabs) this.#sendTo(line, said);
    }
    this.#changedAgents.clear();
    this.#changedVisitors.clear();
    this.#changedTyping.clear();
    this.#isModeChanged = false;
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
      name: here.who.name,
      reachable: here.isReachable,
      viewing: [...new Set(viewing)],
      typing: devices.find((signs) => signs.typing)?.typing ?? null,
    };
  }

  #visitorPresence(conversation: string): VisitorPresence | null {
    const here = this.#visitors.get(conversation);
    if (!here) return null;
    return { online: true, typing: here.isTyping, page: here.page, seenAtMs: here.seenAtMs };
  }

  /** Public name of the agent who is writing a reply to this visitor. */
  #typistIn(conversation: string): string | null {
    for (const { who, devices } of this.#agents.values()) {
      for (const { signs } of devices.values()) {
        const { typing } = signs;
        if (typing?.conversation === conversation && typing.tab === 'reply') return who.name;
      }
    }
    return null;
  }

  #widgetPresence(typing: string | null): WidgetPresence {
    const agents = [...this.#agents.values()]
      .filter((here) => here.isReachable && here.who.role !== 'viewer')
      .slice(0, shownAgents)
      .map((here) => ({ name: here.who.name }));
    return { mode: this.#mode, agents, typing };
  }
}

const noSigns: AgentSigns = { viewing: null, typing: null };
/** As many faces as the widget's head has room for. */
const shownAgents = 3;

function widgetMessage(presence: WidgetPresence): Uint8Array {
  return ownMessage(messageType.presence, JSON.stringify(presence));
}
