/**
 * Our own messages on a line: entries submitted, the feed asked for, signs of presence, probes. What a line may send at
 * once is kept here; what becomes of it is decided by those it is handed to. DESIGN 5; B20, B26, B43.
 */
import { limits } from '#domain/limits.ts';
import type { Answer } from '#domain/model.ts';
import { messageType, type FeedAsk, type Probe, type Submit } from '#domain/wire.ts';
import type { Feed } from './feed.ts';
import type { Line } from './line.ts';
import { readOwn } from './messages.ts';
import type { Clock } from './ports.ts';
import type { Presence } from './presence.ts';
import type { Submissions } from './submissions.ts';

export interface ClerkParts {
  clock: Clock;
  submissions: Submissions;
  feed: Feed;
  presence: Presence;
}

/** Everything of an entry but its words. */
const entryFrameBytes = 300;

export class Clerk {
  readonly #parts: ClerkParts;
  readonly #rateLimits: boolean;

  constructor(parts: ClerkParts, options: { rateLimits: boolean }) {
    this.#parts = parts;
    this.#rateLimits = options.rateLimits;
  }

  /** `isOver`: the line is over its budget of frames. Broken bytes end the line; that is for the caller to do. */
  receive(line: Line, type: number, message: Uint8Array, isOver: boolean): 'taken' | 'broken' {
    const body = readOwn(message);
    if (body === undefined) return 'broken';
    switch (type) {
      case messageType.submit:
        return this.#submit(line, body as Partial<Submit> | null, message.length, isOver);
      case messageType.presence:
        // Signs come all the time: those over the budget are simply not heard.
        if (!isOver) this.#parts.presence.sign(line, body);
        return 'taken';
      case messageType.feed: {
        const cursor = (body as Partial<FeedAsk> | null)?.cursor;
        this.#parts.feed.ask(line, typeof cursor === 'string' ? cursor : null);
        return 'taken';
      }
      case messageType.probe: {
        const n = (body as Partial<Probe> | null)?.n;
        const probe: Probe = { n: typeof n === 'number' ? n : 0, nowMs: this.#parts.clock.now() };
        line.say(messageType.probe, probe);
        return 'taken';
      }
      default:
        return 'broken';
    }
  }

  #submit(
    line: Line,
    body: Partial<Submit> | null,
    bytes: number,
    isOver: boolean,
  ): 'taken' | 'broken' {
    const { who } = line;
    if (!who || !Array.isArray(body?.entries)) return 'broken';
    const entries: unknown[] = body.entries;
    const room = isOver ? 0 : this.#roomFor(line, entries, bytes);
    const taken = Math.min(entries.length, room);
    line.unansweredEntries += taken;
    line.unansweredBytes += bytes;
    this.#parts.submissions.submit({
      who,
      entries,
      deviceClock: body,
      room,
      done: (answers) => {
        line.unansweredEntries -= taken;
        line.unansweredBytes -= bytes;
        answer(line, answers);
      },
    });
    return 'taken';
  }

  /** How many of these may wait for an answer on this line (B43). One is always taken when none waits. */
  #roomFor(line: Line, entries: readonly unknown[], bytes: number): number {
    const free = Math.max(0, limits.unansweredEntries - line.unansweredEntries);
    let left = limits.unansweredBytes - line.unansweredBytes;
    if (!this.#rateLimits || bytes <= left) return free;
    let room = 0;
    for (const entry of entries.slice(0, free)) {
      left -= entryFrameBytes + wordsBytes(entry);
      if (left < 0 && room + line.unansweredEntries > 0) break;
      room++;
    }
    return room;
  }
}

/** What one group answers to one line goes out as one message, after the rooms and the feed of that group. */
function answer(line: Line, answers: readonly Answer[]): void {
  if (line.answers.length === 0) {
    queueMicrotask(() => line.say(messageType.answer, { answers: line.answers.splice(0) }));
  }
  for (const one of answers) line.answers.push(one);
}

function wordsBytes(entry: unknown): number {
  const text = (entry as { text?: unknown } | null)?.text;
  return typeof text === 'string' ? Buffer.byteLength(text) : 0;
}
