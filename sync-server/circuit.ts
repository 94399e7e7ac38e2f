/**
 * The circuit: everything that changes the store passes here, in groups. A group is what arrived while the last commit
 * ran; it is judged in memory, written in one transaction, and only then shown: rooms first, then the feed, then the
 * answers, so that nothing vanishes between two states (DESIGN 3).
 *
 * One group at a time, so a conversation's head has one owner. What a bundle could not write is tried again by itself;
 * its neighbours in the group do not notice.
 */
import type { Who } from '#domain/model.ts';
import { accept, type Acceptable } from '#domain/rules/accept.ts';
import { decide, type Cause } from '#domain/rules/decide.ts';
import type { MissedRules } from '#domain/rules/missed-chat.ts';
import { Draft, type StoredPublic } from './draft.ts';
import type { Head, Heads } from './heads.ts';
import { Judge, type ChangeItem, type Item, type Judged } from './judge.ts';
import { entriesPerPack } from './packs.ts';
import type {
  Alarm,
  AnswerRow,
  Bundle,
  BundleOutcome,
  Clock,
  FeedRecord,
  FeedWrite,
  Store,
} from './ports.ts';
import { loadMarks } from './read-marks.ts';
import { RecordDraft, type RecordFacts } from './record-draft.ts';
import type { RecordHeads } from './record-heads.ts';
import type { Rooms } from './rooms.ts';
import type { Seals } from './seals.ts';
import type { Stones } from './stones.ts';
import { newEpoch } from './tokens.ts';
import { storedWordsOf } from './unsending.ts';
import type { Watch } from './watch.ts';

export interface CircuitParts extends RecordFacts {
  /** Groups begin so far apart, in milliseconds, when much comes in; 0: as soon as the last one is written. */
  gatherMs: number;
  store: Store;
  clock: Clock;
  heads: Heads;
  records: RecordHeads;
  /** What was erased takes nothing any more. */
  stones: Stones;
  seals: Seals;
  watch: Watch;
  /** The missed-chat rule as the workspace has set it. */
  missedRules(): MissedRules;
  /** Is this agent there now? */
  isReachable(id: string): boolean;
  /** Is this the id of a group that was not removed? */
  isGroup(id: string): boolean;
  /** Asked late, because rooms and circuit know each other. */
  rooms(): Rooms;
  /** Rows of the feed that are durable now. */
  published(records: FeedRecord[]): void;
  /** Somebody is kept out from now on: their lines end. */
  banned(visitor: string): void;
  /** A log has one more finished stretch (`packs.ts`). */
  stretchFinished(conversation: string): void;
  /** An alarm was written: the worker may have to wake earlier. */
  alarmSet(dueAtMs: number): void;
}

/** Something else to write, by itself: a pad's updates, a row of the feed. */
interface Aside {
  bundle: Bundle;
  /** Nothing of it is written if one of these was erased meanwhile (P18). */
  subjects: readonly string[];
  done: (outcome: BundleOutcome) => void;
}

/** A claimed alarm, put to `decide`; or something Parley wants to do by itself, tried if it is still called for. */
type Ringing = { conversation: string; done: () => void } & (
  { alarm: Alarm; cause: Cause } | { alarm: null; entry: Acceptable }
);

type AnyItem = Item | ChangeItem;

interface Group {
  items: AnyItem[];
  asides: Aside[];
  ringing: Ringing[];
}

/** Once more with the others of its bundle, once more alone, then its author is asked to come later. */
const attemptsMax = 3;
const unavailableRetryMs = 2_000;
const parley: Who = { kind: 'parley' };
const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const erased = { kind: 'refused', reason: 'erased' } as const;

export class Circuit {
  readonly #parts: CircuitParts;
  readonly #judge: Judge;
  #next: Group = emptyGroup();
  #state: 'idle' | 'scheduled' | 'running' = 'idle';
  /** On the monotonic clock. */
  #lastBeganAtMs = -Infinity;
  #idle: (() => void)[] = [];
  readonly #exclusive: (() => Promise<void>)[] = [];
  #sweepDue = false;
  /** Ids of Parley's own entries that turned out to be in the log already. */
  readonly #taken = new Set<string>();

  constructor(parts: CircuitParts) {
    this.#parts = parts;
    this.#judge = new Judge(parts);
  }

  get queued(): number {
    return this.#next.items.length;
  }

  /** Takes checked entries; each item is answered once, by its own `answer`. */
  submit(items: readonly AnyItem[]): void {
    for (const item of items) this.#next.items.push(item);
    this.#schedule();
  }

  /** This entry was asked to come later: what names it in `after` waits with it. */
  rememberLater(id: string): void {
    this.#judge.rememberLater(id);
  }

  /** Writes a pad's updates, and rows that follow from them, with the next group. */
  async commitPad(key: string, updates: Uint8Array[], rows: FeedWrite[]): Promise<void> {
    const padUpdates = updates.map((update) => ({ room: key, update }));
    const ids = [...key.matchAll(uuids)].map(([id]) => id);
    const subjects = ids.flatMap((id) => [`conversation/${id}`, `contact/${id}`]);
    const written = await this.commitAside({ padUpdates, feed: rows }, subjects);
    if (written.length > 0) this.#parts.published(written);
  }

  /** Writes with the next group, by itself; gives the rows of the feed, which are the caller's to show. */
  commitAside(part: Partial<Bundle>, subjects: readonly string[]): Promise<FeedRecord[]> {
    const bundle: Bundle = { ...emptyBundle(), ...part };
    return new Promise((resolve, reject) => {
      const done = (outcome: BundleOutcome): void => {
        if (outcome.kind === 'written') return resolve(outcome.feed);
        reject(new Error(outcome.kind === 'failed' ? outcome.message : outcome.kind));
      };
      this.#next.asides.push({ bundle, subjects, done });
      this.#schedule();
    });
  }

  /** Puts a claimed alarm to `decide`; resolves when what follows is durable, or could not be written. */
  ring(alarm: Alarm, conversation: string, cause: Cause): Promise<void> {
    return new Promise((done) => {
      this.#next.ringing.push({ alarm, conversation, cause, done });
      this.#schedule();
    });
  }

  /** Submits an entry of Parley's own; resolves when it is durable, refused, or could not be written. */
  submitOwn(conversation: string, entry: Acceptable): Promise<void> {
    return new Promise((done) => {
      this.#next.ringing.push({ alarm: null, conversation, entry, done });
      this.#schedule();
    });
  }

  /** Runs `work` between two groups: nothing is written meanwhile but by it. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#exclusive.push(() => work().then(resolve, reject));
      this.#schedule();
    });
  }

  /** Resolves when everything that is queued now is written and answered. */
  async flushed(): Promise<void> {
    if (this.#state === 'idle') return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Forgets idle heads; between groups only, because a group works on them. */
  sweep(): void {
    this.#sweepDue = this.#state === 'running';
    if (this.#sweepDue) return;
    this.#parts.heads.sweep();
    this.#parts.records.sweep();
  }

  #schedule(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'scheduled';
    const { clock, gatherMs } = this.#parts;
    const earlyMs = gatherMs === 0 ? 0 : this.#lastBeganAtMs + gatherMs - clock.monotonic();
    // The first after a pause does not wait. A group costs as much as five messages in it (docs/performance.md).
    if (earlyMs <= 0) setImmediate(() => void this.#run());
    else clock.timer(earlyMs, () => void this.#run());
  }

  async #run(): Promise<void> {
    this.#state = 'running';
    this.#taken.clear();
    const group = this.#next;
    this.#next = emptyGroup();
    const startedAt = this.#parts.clock.monotonic();
    this.#lastBeganAtMs = startedAt;
    try {
      await this.#write(group, 1);
    } catch (error) {
      this.#parts.watch.fault('circuit', error);
      this.#giveUp(group);
    }
    for (const work of this.#exclusive.splice(0)) await work();
    this.#parts.watch.group?.(this.#parts.clock.monotonic() - startedAt, group.items.length);
    this.#state = 'idle';
    if (this.#sweepDue) this.sweep();
    const { items, asides, ringing } = this.#next;
    if (items.length + asides.length + ringing.length + this.#exclusive.length > 0) {
      return this.#schedule();
    }
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /* -------------------------------------------------------------- a group */

  async #write(group: Group, attempt: number): Promise<void> {
    const { store, heads, records } = this.#parts;
    const { items, ringing } = group;
    const asides = this.#withoutErased(group.asides);
    const cold = new Set<string>();
    for (const item of items) {
      if (isEntry(item) && !heads.peek(item.conversation)) cold.add(item.conversation);
    }
    for (const { conversation } of ringing) if (!heads.peek(conversation)) cold.add(conversation);
    if (cold.size > 0) await heads.load([...cold]);
    await loadMarks({ store, heads }, items.filter(isEntry));
    await records.load(items.filter(isChange).map(({ record }) => record));
    const nowMs = this.#parts.clock.now();
    // What was read just now has nothing in memory that an id could be compared with.
    const known = await this.#judge.lookUp(items, nowMs, (item) =>
      isChange(item) || cold.has(item.conversation)
        ? null
        : (heads.peek(item.conversation)?.recent ?? null),
    );

    const words = await this.#wordsTakenBack(items.filter(isEntry), known);

    const drafts: Drafts = new Map();
    for (const ring of ringing) this.#ringOne(drafts, asides, ring, nowMs);
    for (const item of items) {
      if (isChange(item)) this.#judgeChange(drafts, item, known, nowMs);
      else this.#judgeOne(drafts, item, known, nowMs, words);
    }
    for (const { draft } of drafts.values()) {
      if (draft instanceof Draft) this.#decideOn(draft, nowMs);
    }

    const works = [...drafts.values()].filter(({ draft }) => !draft.isEmpty);
    const bundles = [...works.map(({ draft }) => draft.bundle()), ...asides.map((a) => a.bundle)];
    const outcomes = bundles.length > 0 ? await store.commit(bundles) : [];

    const retry = this.#show(works, outcomes);
    asides.forEach((aside, index) => aside.done(outcomes[works.length + index]!));
    for (const item of items) if (item.row) item.answer(item.row);
    for (const work of drafts.values()) {
      if (!retry.includes(work)) for (const ring of work.ringing) ring.done();
    }
    for (const work of retry) await this.#again(work, attempt);
  }

  /** What waited while its person was erased must not bring anything of them back (P18). */
  #withoutErased(asides: readonly Aside[]): Aside[] {
    const { stones } = this.#parts;
    return asides.filter(({ subjects, done }) => {
      const isErased = subjects.some((subject) => stones.has(subject));
      if (isErased) done({ kind: 'written', feed: [] });
      return !isErased;
    });
  }

  #judgeOne(
    drafts: Drafts,
    item: Item,
    known: ReadonlyMap<string, AnswerRow>,
    nowMs: number,
    words: ReadonlyMap<string, readonly StoredPublic[]>,
  ): void {
    item.row = null;
    if (this.#parts.stones.has(item.entry.subject)) return item.later(erased);
    const head = this.#parts.heads.peek(item.conversation);
    if (!head) return item.later({ kind: 'refused', reason: 'not-yours' });
    const work = this.#workOn(drafts, head);
    const judged = this.#judge.judge(item, work.draft, known, nowMs);
    take(work, item, judged);
    const isNew = judged.kind === 'fresh' && judged.row.state === 'accepted';
    if (isNew && item.entry.kind === 'unsent') {
      work.draft.unsend(item.entry.of, words.get(item.entry.id) ?? [], newEpoch);
    }
  }

  /** For each taking back, what the visitor's projection has of those words. */
  async #wordsTakenBack(
    items: readonly Item[],
    known: ReadonlyMap<string, AnswerRow>,
  ): Promise<ReadonlyMap<string, readonly StoredPublic[]>> {
    const words = new Map<string, readonly StoredPublic[]>();
    for (const { entry, conversation } of items) {
      const head = entry.kind === 'unsent' ? this.#parts.heads.peek(conversation) : undefined;
      if (entry.kind !== 'unsent' || !head) continue;
      words.set(entry.id, await storedWordsOf(this.#parts.store, head, entry.of, known));
    }
    return words;
  }

  #judgeChange(
    drafts: Drafts,
    item: ChangeItem,
    known: ReadonlyMap<string, AnswerRow>,
    nowMs: number,
  ): void {
    item.row = null;
    if (this.#parts.stones.has(item.entry.subject)) return item.later(erased);
    const { records } = this.#parts;
    const kept = records.peek(item.record)!;
    let work = drafts.get(kept.subject) as DraftWork<RecordDraft> | undefined;
    if (!work) {
      work = { draft: new RecordDraft(kept, records), items: [], ringing: [] };
      drafts.set(kept.subject, work);
    }
    take(work, item, work.draft.judge(this.#judge, item, known, nowMs, this.#parts));
  }

  #ringOne(drafts: Drafts, asides: Aside[], ring: Ringing, nowMs: number): void {
    const head = this.#parts.heads.peek(ring.conversation);
    if (!head) {
      if (!ring.alarm) return ring.done();
      // The conversation is gone, and nothing is owed any more: only the alarm is cleared.
      const settles = [{ key: ring.alarm.key, fence: ring.alarm.fence }];
      asides.push({ bundle: { ...emptyBundle(), settles }, subjects: [], done: ring.done });
      return;
    }
    const work = this.#workOn(drafts, head);
    work.ringing.push(ring);
    if (ring.alarm) {
      work.draft.settle(ring.alarm.key, ring.alarm.fence);
      this.#decideCause(work.draft, ring.cause, nowMs);
    } else {
      this.#acceptOwn(work.draft, ring.entry, nowMs);
    }
  }

  #workOn(drafts: Drafts, head: Head): DraftWork<Draft> {
    let work = drafts.get(head.id) as DraftWork<Draft> | undefined;
    if (!work) {
      const { heads, seals } = this.#parts;
      work = { draft: new Draft(head, seals, heads), items: [], ringing: [] };
      drafts.set(head.id, work);
    }
    return work;
  }

  /* -------------------------------------------------------------- deciding */

  /**
   * Puts what was accepted to `decide` before it is written, so that cause and consequence are one transaction and no
   * alarm need remember it. If deciding fails, the entries are written with an alarm and the worker tries again.
   */
  #decideOn(draft: Draft, nowMs: number): void {
    while (draft.undecided.length > 0) {
      const entries = draft.undecided;
      draft.undecided = [];
      try {
        this.#decideCause(draft, { kind: 'entries', entries }, nowMs);
      } catch (error) {
        this.#parts.watch.fault('decide', error, { conversation: draft.head.id });
        const first = draft.placeOf(entries[0]!.id);
        draft.alarm({
          key: decideAlarmKey(draft.head.id),
          dueAtMs: nowMs,
          payload: String(first?.number ?? 0),
        });
        return;
      }
    }
  }

  #decideCause(draft: Draft, cause: Cause, nowMs: number): void {
    const { isReachable, missedRules } = this.#parts;
    const facts = { conversation: draft.head.id, isReachable };
    const decided = decide(draft.state, cause, nowMs, missedRules(), facts);
    for (const alarm of decided.alarms) draft.alarm(alarm);
    for (const entry of decided.entries) this.#acceptOwn(draft, entry, nowMs);
  }

  /** Parley's own entry. A refusal says that it is no longer called for. */
  #acceptOwn(draft: Draft, entry: Acceptable, nowMs: number): void {
    if (draft.placeOf(entry.id) || this.#taken.has(entry.id)) return;
    const { isAgent, isGroup } = this.#parts;
    const outcome = accept(draft.state, entry, parley, nowMs, {
      seen: null,
      clockOffsetMs: 0,
      isAgent,
      isGroup,
    });
    if (outcome.kind === 'accepted') this.#judge.append(draft, outcome);
  }

  /* -------------------------------------------------------------- after the commit */

  /** Shows what is durable: rooms, then the feed. Returns what was not written. */
  #show(works: readonly DraftWork[], outcomes: readonly BundleOutcome[]): DraftWork[] {
    const { published, alarmSet } = this.#parts;
    const unwritten: DraftWork[] = [];
    const records: FeedRecord[] = [];
    works.forEach((work, index) => {
      const outcome = outcomes[index]!;
      if (outcome.kind !== 'written') {
        work.why = outcome;
        for (const item of work.items) item.row = null;
        unwritten.push(work);
        return;
      }
      const { draft } = work;
      if (draft instanceof Draft) this.#showLog(draft);
      else draft.settleHead();
      for (const record of outcome.feed) records.push(record);
      const dueAtMs = draft instanceof Draft ? draft.firstAlarmMs : null;
      if (dueAtMs !== null) alarmSet(dueAtMs);
    });
    if (records.length > 0) published(records);
    return unwritten;
  }

  /** A conversation's entries are durable: its head moves on, and the two rooms get their texts. */
  #showLog(draft: Draft): void {
    const { heads, banned, clock, stretchFinished } = this.#parts;
    const rooms = this.#parts.rooms();
    const { head, teamTexts, publicTexts } = draft;
    const [from, publicFrom] = [head.count, head.publicCount];
    const bans = draft.bansAt(clock.now());
    draft.settleHead();
    if (draft.publicEpoch !== null) {
      const { transcript } = head;
      heads.renameTranscript(head, draft.publicEpoch);
      rooms.retire(transcript);
    }
    if (bans) banned(head.visitor);
    if (Math.floor(from / entriesPerPack) < Math.floor(head.count / entriesPerPack)) {
      stretchFinished(head.id);
    }
    if (teamTexts.length > 0) rooms.logRoom(head.room)?.append(from, teamTexts);
    if (publicTexts.length > 0) rooms.logRoom(head.transcript)?.append(publicFrom, publicTexts);
  }

  /** A bundle that was not written: its head is read anew, and its entries are tried again. */
  async #again(work: DraftWork, attempt: number): Promise<void> {
    const { watch } = this.#parts;
    const { items, ringing, why } = work;
    work.draft.forget();
    for (const item of items) item.isRetried = true;
    watch.count(`bundle-${why?.kind ?? 'unwritten'}`);
    if (why?.kind === 'conflict') this.#taken.add(why.id);
    if (why?.kind === 'failed') watch.fault('store', new Error(why.message), { code: why.code });
    // A fence that no longer holds means that somebody else has the alarm.
    if (why?.kind === 'stale' && items.length === 0) return ringing.forEach((ring) => ring.done());
    const isAlone = items.length + ringing.length <= 1;
    if (attempt >= attemptsMax || (why?.kind === 'failed' && isAlone)) {
      return this.#giveUp({ items, asides: [], ringing });
    }
    if (why?.kind === 'stale') {
      return this.#retry({ items, asides: [], ringing }, attempt + 1);
    }
    for (const ring of ringing)
      await this.#retry({ items: [], asides: [], ringing: [ring] }, attempt + 1);
    for (const item of items)
      await this.#retry({ items: [item], asides: [], ringing: [] }, attempt + 1);
  }

  async #retry(group: Group, attempt: number): Promise<void> {
    try {
      await this.#write(group, attempt);
    } catch (error) {
      this.#parts.watch.fault('circuit', error);
      this.#giveUp(group);
    }
  }

  /** Nothing of it was written, or nobody knows: nobody is told that it was. Heads are read anew. */
  #giveUp({ items, asides, ringing }: Group): void {
    this.#parts.heads.dropAll();
    this.#parts.records.dropAll();
    for (const aside of asides) {
      aside.done({ kind: 'failed', code: 'io', message: 'The group could not be written.' });
    }
    for (const ring of ringing) ring.done();
    for (const item of items) {
      item.later({ kind: 'later', reason: 'unavailable', retryAfterMs: unavailableRetryMs });
    }
  }
}

/** By conversation's id, or by record's subject. */
type Drafts = Map<string, DraftWork>;

interface DraftWork<D = Draft | RecordDraft> {
  draft: D;
  /** Entries whose answers are in this draft's bundle. */
  items: AnyItem[];
  ringing: Ringing[];
  why?: Exclude<BundleOutcome, { kind: 'written' }>;
}

function isChange(item: AnyItem): item is ChangeItem {
  return 'record' in item;
}
function isEntry(item: AnyItem): item is Item {
  return !isChange(item);
}

/** What was judged is answered when its draft is durable, or at once where nothing is to be written. */
function take(work: DraftWork, item: AnyItem, judged: Judged): void {
  if (judged.kind === 'passing') return item.later(judged.outcome);
  item.row = judged.row;
  if (judged.kind === 'fresh') work.items.push(item);
}

/** The alarm that remembers a deciding which failed; its payload is the number of the first undecided entry. */
export function decideAlarmKey(conversation: string): string {
  return `decide/conversation/${conversation}`;
}

function emptyGroup(): Group {
  return { items: [], asides: [], ringing: [] };
}

function emptyBundle(): Bundle {
  return { entries: [], answers: [], feed: [], alarms: [], effects: [], padUpdates: [] };
}
