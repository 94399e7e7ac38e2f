/**
 * One field of one record on a settings page: what it says, who said so, how far my own change has got. Saved on change,
 * also without a connection; what the feed says is never copied into state. SPEC S3, S4, S11; UX 11, 14.
 */
import type { Desk } from '$lib/desk/desk.svelte.ts';
import type { PendingChange } from '#domain/records/believed.ts';
import { shownOf, type RecordTable, type Said } from '#domain/records/record.ts';

/** How long "Saved" stands beside a field. */
const savedForMs = 4_000;

export type Saving = 'saved' | 'waiting' | 'refused' | null;

export class RecordField {
  readonly #desk: Desk;
  readonly #table: RecordTable;
  readonly #id: () => string;
  /** As in the record. */
  readonly name: string;
  #hasSaved = $state(false);
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(desk: Desk, table: RecordTable, id: string | (() => string), name: string) {
    this.#desk = desk;
    this.#table = table;
    this.#id = typeof id === 'string' ? () => id : id;
    this.name = name;
  }

  readonly said: Said | null = $derived.by(() =>
    shownOf(this.#desk.records(this.#table).get(this.#id()), this.name),
  );
  readonly value: unknown = $derived.by(() => this.said?.value ?? null);

  readonly mayChange: boolean = $derived.by(() => this.#desk.mayChange(this.#table, this.#id()));

  readonly #mine = $derived.by(() =>
    this.#desk
      .changesOf(this.#table, this.#id())
      .findLast(({ entry }) => Object.hasOwn(entry.set, this.name)),
  );

  /** My last change of it, where it was not accepted. */
  readonly refused: PendingChange | null = $derived.by(() =>
    this.#mine?.state === 'refused' ? this.#mine : null,
  );

  readonly saving: Saving = $derived.by(() => {
    if (this.#mine?.state === 'refused') return 'refused';
    // Live, a change is known to the team in a moment: a clock would only flicker.
    if (this.#mine && this.#desk.connection.kind !== 'live') return 'waiting';
    return this.#hasSaved ? 'saved' : null;
  });

  async set(value: unknown): Promise<void> {
    if (value === this.value || !this.mayChange) return;
    await this.#desk.change(this.#table, this.#id(), { [this.name]: value });
    this.#hasSaved = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#hasSaved = false), savedForMs);
  }
}
