/**
 * Entries as they come from a line or over HTTP: how many at once, how often, and whether they are entries at all. What
 * passes goes to the circuit; each submission is answered when all its entries are, in their order. DESIGN 3, B26, B43.
 */
import { limits } from '#domain/limits.ts';
import { principalOf, type Answer, type Who } from '#domain/model.ts';
import { recordOf } from '#domain/records/name.ts';
import { checkChanged, isChange } from '#domain/rules/check-changed.ts';
import { checkSubmitted, conversationOf } from '#domain/rules/check-submitted.ts';
import type { DeviceClock } from '#domain/wire.ts';
import type { Circuit } from './circuit.ts';
import { answerOf, digestOf, type ChangeItem, type Item, type ItemOf } from './judge.ts';
import type { AnswerRow, Clock } from './ports.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Watch } from './watch.ts';

export interface Submission {
  who: Who;
  /** Parsed JSON, not looked at by anyone. */
  entries: readonly unknown[];
  /** As it was sent, not looked at by anyone. */
  deviceClock: { readonly [K in keyof DeviceClock]?: unknown };
  /** How many may wait for an answer; the rest come later (B43). */
  room: number;
  /** Called once, with an answer for each entry, in order. */
  done(answers: Answer[]): void;
}

/** What one person may submit, over all their lines. */
interface Budgets {
  entries: TokenBucket;
  messages: TokenBucket | null;
  messagesLong: TokenBucket | null;
}

/** More than this is queued only if commits hang: everybody is asked to come later. */
const queuedMax = 20_000;
const busyRetryMs = 1_000;
const tooManyRetryMs = 1_000;

export class Submissions {
  readonly #circuit: Circuit;
  readonly #clock: Clock;
  readonly #watch: Watch;
  readonly #nameOf: (agent: string) => string | null;
  readonly #rateLimits: boolean;
  readonly #budgets = new Map<string, Budgets>();

  constructor(
    parts: {
      circuit: Circuit;
      clock: Clock;
      watch: Watch;
      /** The name that an agent goes by (S5); null: their account's. */
      nameOf(agent: string): string | null;
    },
    options: { rateLimits: boolean },
  ) {
    this.#circuit = parts.circuit;
    this.#clock = parts.clock;
    this.#watch = parts.watch;
    this.#nameOf = (agent) => parts.nameOf(agent);
    this.#rateLimits = options.rateLimits;
  }

  submit(submission: Submission): void {
    const { entries, done } = submission;
    const who = this.#named(submission.who);
    const answers: Answer[] = new Array<Answer>(entries.length);
    if (entries.length === 0) return done(answers);
    let open = entries.length;
    const answer = (index: number, one: Answer): void => {
      if (answers[index]) return;
      answers[index] = one;
      if (one.state !== 'accepted') this.#watch.count(`entry-${one.state}-${one.reason}`);
      if (--open === 0) done(answers);
    };

    const principal = principalOf(who);
    const offsetMs = this.#offsetOf(submission.deviceClock);
    const items: (Item | ChangeItem)[] = [];
    /** Conversations of which an entry has to wait: what follows it waits too, so that their order stays. */
    const waiting = new Set<string>();
    entries.forEach((raw, index) => {
      const later = this.#laterFor(raw, who, principal, index >= submission.room, waiting);
      if (later) return answer(index, later);
      const checked = isChange(raw) ? checkChanged(raw, who) : checkSubmitted(raw, who);
      if (checked.kind === 'refused') {
        const { id, reason, field } = checked;
        return answer(index, {
          id,
          state: 'refused',
          reason,
          ...(field !== undefined && { field }),
        });
      }
      const { entry } = checked;
      const item: ItemOf<typeof entry> = {
        ...{ entry, who, principal, digest: digestOf(entry), clockOffsetMs: offsetMs },
        isRetried: false,
        row: null,
        answer: (row: AnswerRow) => answer(index, answerOf(row, who)),
        later: ({ kind: state, ...rest }) => {
          answer(index, { id: entry.id, state, ...rest } as Answer);
        },
      };
      items.push(
        entry.kind === 'changed'
          ? { ...item, entry, record: recordOf(entry.subject)! }
          : { ...item, entry, conversation: conversationOf(entry) },
      );
    });
    if (items.length > 0) this.#circuit.submit(items);
  }

  /** Once a second. */
  sweep(): void {
    const now = this.#clock.monotonic();
    for (const [principal, budgets] of this.#budgets) {
      const buckets = [budgets.entries, budgets.messages, budgets.messagesLong];
      if (buckets.every((bucket) => !bucket || bucket.isFull(now))) this.#budgets.delete(principal);
    }
  }

  /** What is said is said by the name that visitors know. */
  #named(who: Who): Who {
    return who.kind === 'agent' ? { ...who, name: this.#nameOf(who.id) ?? who.name } : who;
  }

  #laterFor(
    raw: unknown,
    who: Who,
    principal: string,
    isTooMany: boolean,
    waiting: Set<string>,
  ): Answer | null {
    const { id, subject, kind } = namesOf(raw);
    let wait: { reason: 'rate' | 'busy'; retryAfterMs: number } | null = null;
    if (isTooMany) wait = { reason: 'rate', retryAfterMs: tooManyRetryMs };
    else if (waiting.has(subject)) wait = { reason: 'rate', retryAfterMs: tooManyRetryMs };
    else if (this.#circuit.queued > queuedMax) wait = { reason: 'busy', retryAfterMs: busyRetryMs };
    else if (this.#rateLimits) {
      const retryAfterMs = this.#spend(who, principal, kind);
      if (retryAfterMs > 0) wait = { reason: 'rate', retryAfterMs };
    }
    if (!wait) return null;
    waiting.add(subject);
    this.#circuit.rememberLater(id);
    return { id, state: 'later', ...wait };
  }

  /** Takes one entry from a person's budgets; otherwise how long until there is room. */
  #spend(who: Who, principal: string, kind: string): number {
    const now = this.#clock.monotonic();
    const { entries, messages, messagesLong } = this.#budgetsOf(who, principal, now);
    const needed = kind === 'message' ? [entries, messages, messagesLong] : [entries];
    const waitMs = Math.max(...needed.map((bucket) => bucket?.waitMs(1, now) ?? 0));
    if (waitMs === 0) for (const bucket of needed) bucket?.take(1, now);
    return waitMs;
  }

  #budgetsOf(who: Who, principal: string, now: number): Budgets {
    let budgets = this.#budgets.get(principal);
    if (!budgets) {
      const { agentEntriesPerSecond, agentEntriesBurst } = limits;
      const isVisitor = who.kind === 'visitor';
      budgets = {
        entries: new TokenBucket(agentEntriesPerSecond, agentEntriesBurst, now),
        messages: isVisitor
          ? new TokenBucket(limits.visitorMessagesPerSecond, limits.visitorMessagesBurst, now)
          : null,
        messagesLong: isVisitor
          ? new TokenBucket(
              limits.visitorMessagesPer10Min / 600,
              limits.visitorMessagesPer10Min,
              now,
            )
          : null,
      };
      this.#budgets.set(principal, budgets);
    }
    return budgets;
  }

  /** Server's clock minus the device's: as the device measured it, or else from when it says that it sent this. */
  #offsetOf({ aheadMs, deviceNowMs }: Submission['deviceClock']): number {
    if (isTime(aheadMs)) return aheadMs;
    return isTime(deviceNowMs) ? this.#clock.now() - deviceNowMs : 0;
  }
}

function isTime(ms: unknown): ms is number {
  return typeof ms === 'number' && Number.isFinite(ms);
}

/** What an answer needs to name an entry that was not looked at. */
function namesOf(raw: unknown): { id: string; subject: string; kind: string } {
  const text = (key: string): string => {
    if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, key)) return '';
    const value: unknown = (raw as Record<string, unknown>)[key];
    return typeof value === 'string' && value.length <= 64 ? value : '';
  };
  return { id: text('id'), subject: text('subject'), kind: text('kind') };
}
