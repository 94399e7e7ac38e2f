/**
 * The queue: gives waiting conversations to agents as `rules/assignment.ts` decides, whenever somebody waits, becomes
 * routable or has room again; within 2 s (SPEC A9). Keeps the rows it counts by in memory: read at the start, told of
 * every durable change. Every giving is an entry of Parley's own, accepted only while nobody holds the conversation.
 */
import { derivedId } from '#domain/entries/derived-id.ts';
import type { Summary } from '#domain/model.ts';
import { valueOf } from '#domain/records/record.ts';
import {
  type Giving,
  type Hands,
  queuedOf,
  spreadOut,
  spreads,
  type SpreadingGroup,
} from '#domain/rules/assignment.ts';
import { capacityOf, loadsOf } from '#domain/rules/load.ts';
import type { Circuit } from './circuit.ts';
import type { Clock, FeedRecord } from './ports.ts';
import type { Presence } from './presence.ts';
import type { Watch } from './watch.ts';
import type { Workspace } from './workspace.ts';

export interface SpreadParts {
  clock: Clock;
  watch: Watch;
  workspace: Pick<Workspace, 'groups' | 'membersOf' | 'profileOf' | 'setting'>;
  presence: Pick<Presence, 'routable'>;
  circuit: Pick<Circuit, 'submitOwn'>;
}

/** What arrives together is spread together; far under the 2 s of A9. */
const gatherMs = 100;

export class Spreading {
  readonly #parts: SpreadParts;
  /** Open conversations that wait or are in somebody's hands. */
  readonly #rows = new Map<string, Summary>();
  /** By group: to whom and when it was given last. */
  readonly #given = new Map<string, { agent: string; atMs: number }>();
  #cancelTimer: (() => void) | null = null;
  #state: 'idle' | 'waiting' | 'giving' | 'stopped' = 'idle';

  constructor(parts: SpreadParts) {
    this.#parts = parts;
  }

  /** Takes durable rows, in the order of their revisions. */
  take(records: readonly FeedRecord[]): void {
    let mayMatter = false;
    for (const { table, id, value } of records) {
      if (table === 'conversation') this.#takeRow(id, value as Summary | null);
      mayMatter ||= table === 'conversation' || table === 'group' || table === 'profile';
    }
    if (mayMatter) this.look();
  }

  #takeRow(id: string, row: Summary | null): void {
    if (row?.spread) {
      const { group, agent, atMs } = row.spread;
      const before = this.#given.get(group);
      if (!before || before.atMs < atMs) this.#given.set(group, { agent, atMs });
    }
    const isOpen = row !== null && row.status === 'open' && row.binnedAtMs === null;
    if (isOpen && (row.waiting !== null || row.agent !== null)) this.#rows.set(id, row);
    else this.#rows.delete(id);
  }

  /** Somebody came, or somebody has room: soon, what waits is given out. */
  look(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'waiting';
    this.#cancelTimer = this.#parts.clock.timer(gatherMs, () => void this.#give());
  }

  /** Once a second: hands also empty by themselves, ten minutes after the last word. */
  sweep(): void {
    if (this.#queue().length > 0) this.look();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#cancelTimer?.();
  }

  async #give(): Promise<void> {
    const { circuit, watch } = this.#parts;
    if (this.#state === 'stopped') return;
    this.#state = 'giving';
    try {
      const givings = this.#givings();
      await Promise.all(
        givings.map((giving) => circuit.submitOwn(giving.conversation, this.#entryOf(giving))),
      );
    } catch (error) {
      watch.fault('spread', error);
    }
    // What came meanwhile was noted in the rows, and is looked at by the next `take` or `sweep`.
    if ((this.#state as string) !== 'stopped') this.#state = 'idle';
  }

  #givings(): Giving[] {
    const queue = this.#queue();
    if (queue.length === 0) return [];
    const { clock, presence, workspace } = this.#parts;
    const loads = loadsOf(this.#rows.values(), clock.now());
    const hands = new Map<string, Hands>();
    for (const agent of presence.routable()) {
      const ofWorkspace = { workspace: workspace.setting('capacity') };
      const capacity = capacityOf(workspace.profileOf(agent), ofWorkspace);
      hands.set(agent, { load: loads.get(agent) ?? 0, capacity });
    }
    const lastGiven = new Map([...this.#given].map(([group, { agent }]) => [group, agent]));
    return spreadOut(queue, { hands, groups: this.#groups(), lastGiven });
  }

  #queue() {
    const nowMs = this.#parts.clock.now();
    const groups = this.#groups();
    return [...this.#rows.values()].flatMap((row) => {
      const queued = row.agent === null ? queuedOf(row, nowMs) : null;
      const isSpread = queued && (groups.get(queued.group)?.spread ?? 'manual') !== 'manual';
      return isSpread ? [queued] : [];
    });
  }

  #groups(): ReadonlyMap<string, SpreadingGroup> {
    const { workspace } = this.#parts;
    return new Map(
      [...workspace.groups].map(([id, row]) => {
        const said = valueOf(row, 'spread');
        const spread = spreads.find((one) => one === said) ?? 'manual';
        return [id, { spread, members: workspace.membersOf(id) ?? [] }];
      }),
    );
  }

  #entryOf({ conversation, agent }: Giving) {
    // Once for what the log says now: given back by hand, it may be given anew.
    const entries = this.#rows.get(conversation)?.entries ?? 0;
    return {
      id: derivedId(`spread/${conversation}/${entries}`),
      subject: `conversation/${conversation}`,
      writtenAtMs: this.#parts.clock.now(),
      seenUpTo: null,
      kind: 'assigned' as const,
      agent,
      because: 'spread' as const,
    };
  }
}
