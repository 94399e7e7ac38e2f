/**
 * Packs finished stretches of logs behind people's backs (`packs.ts`): not while they are committed, since most will
 * never be read again, but before somebody opens them cold. What it has not come to is packed when it is first read.
 *
 * Slow on purpose: half a percent of a core while 500 messages a second arrive, and never more than 1 %.
 */
import { entriesPerPack, packsOf } from './packs.ts';
import type { ConversationRow, PackWrite, Store } from './ports.ts';
import type { Watch } from './watch.ts';

/** In one sweep, about 0.25 ms each. */
const stretchesPerSweep = 32;
/** One turn of the event loop: nobody waits longer than for this many. */
const stretchesAtOnce = 8;
/** Conversations that wait; those beyond are packed when they are read. */
const dueMax = 10_000;
/** At the end of the process: of the 10 s that stopping may take. */
const finishStretches = 8_000;

export class Packer {
  readonly #store: Store;
  readonly #watch: Watch;
  readonly #due = new Set<string>();
  #working: Promise<void> | null = null;

  constructor(parts: { store: Store; watch: Watch }) {
    this.#store = parts.store;
    this.#watch = parts.watch;
  }

  /** Its log has grown by a stretch, or was read and had one that is not packed. */
  note(conversation: string): void {
    if (this.#due.size < dueMax) this.#due.add(conversation);
  }

  /** Once a second. */
  sweep(): void {
    if (this.#due.size === 0) return;
    this.#working ??= this.#work(stretchesPerSweep).finally(() => (this.#working = null));
  }

  /** Packs what is due; for the end of the process. */
  async finish(): Promise<void> {
    await this.#working;
    await this.#work(finishStretches);
  }

  async #work(most: number): Promise<void> {
    let left = most;
    try {
      for (const conversation of this.#due) {
        this.#due.delete(conversation);
        left -= await this.#pack(conversation, left);
        if (left > 0) continue;
        // It may have more.
        this.note(conversation);
        return;
      }
    } catch (error) {
      // Nothing is lost: the rows are there, and who reads them notes it again.
      this.#watch.fault('packer', error);
    }
  }

  /** Returns how many stretches it packed: at most so many, a turn's worth more. */
  async #pack(conversation: string, most: number): Promise<number> {
    const row = await this.#store.conversation(conversation);
    if (!row) return 0;
    let packed = 0;
    for (const audience of ['team', 'public'] as const) {
      const end = audience === 'team' ? row.count : row.publicCount;
      let from = await this.#store.packedCount(conversation, audience);
      while (from + entriesPerPack <= end && packed < most) {
        const whole = Math.min(stretchesAtOnce, Math.floor((end - from) / entriesPerPack));
        await this.#packStretches(row, audience, from, from + whole * entriesPerPack);
        from += whole * entriesPerPack;
        packed += whole;
        await new Promise((next) => setImmediate(next));
      }
    }
    return packed;
  }

  async #packStretches(
    row: ConversationRow,
    audience: 'team' | 'public',
    from: number,
    to: number,
  ): Promise<void> {
    const { id: conversation, teamEpoch, publicEpoch } = row;
    const epoch = audience === 'team' ? teamEpoch : publicEpoch;
    const texts = await this.#store.entryTexts(conversation, audience, from, to);
    const packs = packsOf(from, texts);
    await this.#store.keepPacks(
      packs.map((pack): PackWrite => ({ ...pack, conversation, audience, epoch })),
    );
  }
}
