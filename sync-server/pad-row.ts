/**
 * The words of a pad as a row of the feed: what was written and not sent, so that lists show a pencil and "Draft:" on
 * every device and drafts have a place of their own (SPEC L2, L3, W11), and what is pinned on top of a conversation, so
 * that its row can say it (C18). A private draft's row is its writer's alone (W12).
 *
 * The first word and the last one deleted are told with the very commit that wrote them; what the words are follows at
 * leisure, because a row for every key would cost more than the key.
 */
import { limits } from '#domain/limits.ts';
import type { DraftLeft, Pinned } from '#domain/model.ts';
import type { Room } from '#domain/wire.ts';
import type { FeedWrite } from './ports.ts';

const retoldAfterMs = 3_000;

type PadName = Exclude<Room, { kind: 'conversation' | 'transcript' }>;
type Value = DraftLeft | Pinned;

interface Kind {
  table: 'draft' | 'pinned';
  id: string;
  owner: string | null;
  /** `by`: the agent who wrote last, null where nobody knows any more. */
  valueOf(text: string, by: string | null): Value;
}

export class PadRow {
  readonly #kind: Kind;
  /** As the row says it; null: there is none. */
  #told: string | null = null;
  #toldAtMs = -Infinity;
  #now: Value | null = null;

  /** Null for a pad that has no row. `pad`: its name without the epoch. */
  static of(room: PadName, pad: string): PadRow | null {
    const kind = kindOf(room, pad);
    return kind && new PadRow(kind);
  }

  private constructor(kind: Kind) {
    this.#kind = kind;
  }

  get key(): Pick<Kind, 'table' | 'id' | 'owner'> {
    return this.#kind;
  }

  /** The row's value as it was found in the store. */
  found(value: unknown): void {
    this.#now = (value as Value | null) ?? null;
    this.#told = textOf(this.#now);
  }

  look(words: string, by: string | null): void {
    const text = words.replace(/\s+/g, ' ').trim().slice(0, limits.previewCharacters);
    const known = this.#now && 'by' in this.#now ? this.#now.by : null;
    this.#now = text === '' ? null : this.#kind.valueOf(text, by ?? known);
  }

  /** What is to be written now, or null. `nowMs`: of a clock that only goes forward. */
  due(nowMs: number): FeedWrite | null {
    const text = textOf(this.#now);
    if (text === this.#told) return null;
    const isNoTurn = this.#told !== null && text !== null;
    if (isNoTurn && nowMs - this.#toldAtMs < retoldAfterMs) return null;
    this.#told = text;
    this.#toldAtMs = nowMs;
    const { table, id, owner } = this.#kind;
    return { table, id, owner, value: this.#now };
  }
}

function kindOf(room: PadName, pad: string): Kind | null {
  if (room.kind === 'note') return null;
  const { conversation } = room;
  if (room.kind === 'pad' && room.pad === 'summary') {
    const valueOf = (text: string): Pinned => ({ conversation, text });
    return { table: 'pinned', id: conversation, owner: null, valueOf };
  }
  const isComment = room.kind === 'pad' && room.pad === 'comment';
  const owner = room.kind === 'private-pad' ? room.agent : null;
  const valueOf = (text: string, by: string | null): DraftLeft => ({
    ...{ conversation, pad, tab: isComment ? 'comment' : 'reply', by, text },
  });
  return { table: 'draft', id: pad, owner, valueOf };
}

function textOf(value: Value | null): string | null {
  return value && JSON.stringify(value);
}
