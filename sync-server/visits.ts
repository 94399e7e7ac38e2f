/**
 * How visitors came and what they looked at (SPEC D2), by their browsers' own word: pages, referrer, device, language, time
 * zone; how often they were here by our own count. Kept in memory while they are here; a row for the team is written only
 * of those who have written, a second's changes at a time. Nothing is recorded of whoever does not want it (D9).
 */
import { limits } from '#domain/limits.ts';
import type { PageSeen, Summary, Visit } from '#domain/model.ts';
import type { RecordRow } from '#domain/records/record.ts';
import type { BrowserSigns } from '#domain/services.ts';
import type { VisitorSigns } from '#domain/wire.ts';
import { browserOf, deviceOf } from './browser-name.ts';
import type { Circuit } from './circuit.ts';
import type { ChangeOwn } from './own-changes.ts';
import type { Clock, FeedRecord, Store } from './ports.ts';
import type { Watch } from './watch.ts';
import type { Workspace } from './workspace.ts';

export interface Arrival extends BrowserSigns {
  visitor: string;
  conversation: string;
  timeZone: string | null;
  visits: number;
  firstAtMs: number;
  startedAtMs: number;
  /** The team has a conversation with them. */
  hasWritten: boolean;
}

interface Here {
  visitor: string;
  visit: Visit;
  hasWritten: boolean;
  /** The team's row says less. */
  isDirty: boolean;
  /** Monotonic. */
  usedAtMs: number;
}

export interface VisitsParts {
  store: Pick<Store, 'feedRow'>;
  clock: Clock;
  watch: Watch;
  workspace: Pick<Workspace, 'isTracked'>;
  circuit: Pick<Circuit, 'commitAside'>;
  changeOwn: ChangeOwn;
  /** Is their browser connected, or was it a moment ago? */
  isHere(conversation: string): boolean;
  published(records: readonly FeedRecord[]): void;
}

/** As for a page that is read long: whoever is silent for longer begins a visit anew. */
export const visitGapMs = 30 * 60_000;
const idleMs = visitGapMs;
/** Of a day of newcomers; whoever is left out has no pages from before they wrote. */
const hereMax = 20_000;

export class Visits {
  readonly #parts: VisitsParts;
  /** By conversation. */
  readonly #here = new Map<string, Here>();

  constructor(parts: VisitsParts) {
    this.#parts = parts;
  }

  /** Somebody's browser asks for a session: a page was loaded, or a line broke. */
  async arrived(arrival: Arrival): Promise<void> {
    const { conversation, visitor, hasWritten } = arrival;
    const known = this.#here.get(conversation)?.visit ?? (await this.#kept(arrival));
    const visit = visitOf(arrival, known);
    this.#here.set(conversation, {
      ...{ visitor, visit, hasWritten, usedAtMs: this.#parts.clock.monotonic() },
      isDirty: JSON.stringify(visit) !== JSON.stringify(known),
    });
    if (hasWritten) this.#tellContact(conversation);
  }

  /** The page that the widget stands on. */
  page(conversation: string, page: NonNullable<VisitorSigns['page']>): void {
    const here = this.#here.get(conversation);
    if (!here || !this.#parts.workspace.isTracked(here.visitor)) return;
    here.usedAtMs = this.#parts.clock.monotonic();
    const after = withPage(here.visit, page, this.#parts.clock.now());
    if (after === here.visit) return;
    here.visit = after;
    here.isDirty = true;
  }

  /** Takes durable rows: whoever has written is somebody whom the team knows from now on. */
  take(records: readonly FeedRecord[]): void {
    if (this.#here.size === 0) return;
    for (const { table, id, value } of records) {
      const here = table === 'conversation' ? this.#here.get(id) : undefined;
      if (!here || here.hasWritten || !(value as Summary | null)?.lastVisitor) continue;
      here.hasWritten = true;
      here.isDirty = true;
      this.#tellContact(id);
    }
  }

  /** They were erased. */
  forget(conversation: string): void {
    this.#here.delete(conversation);
  }

  /** Once a second. */
  sweep(): void {
    const before = this.#parts.clock.monotonic() - idleMs;
    let tooMany = this.#here.size - hereMax;
    const { isHere } = this.#parts;
    for (const [conversation, here] of this.#here) {
      if (here.isDirty && here.hasWritten && isWorth(here.visit)) this.#write(conversation, here);
      else if (isHere(conversation)) continue;
      else if (here.usedAtMs < before || tooMany-- > 0) this.#here.delete(conversation);
    }
  }

  #write(conversation: string, here: Here): void {
    here.isDirty = false;
    const { circuit, published, watch } = this.#parts;
    const row = { table: 'visit' as const, id: conversation, owner: null, value: here.visit };
    const subjects = [`conversation/${conversation}`, `contact/${here.visitor}`];
    circuit.commitAside({ feed: [row] }, subjects).then(published, (error: unknown) => {
      here.isDirty = true;
      watch.fault('visits', error);
    });
  }

  async #kept({ conversation, hasWritten }: Arrival): Promise<Visit | null> {
    if (!hasWritten) return null;
    try {
      const row = await this.#parts.store.feedRow('visit', conversation, null);
      return (row?.value as Visit | null | undefined) ?? null;
    } catch (error) {
      // Nobody is kept from talking for want of what they looked at.
      this.#parts.watch.fault('visits', error);
      return null;
    }
  }

  /** Language and time zone are fields of the contact; an agent's word stands over them (D1). */
  #tellContact(conversation: string): void {
    const { visitor, visit } = this.#here.get(conversation)!;
    const { language, timeZone } = visit;
    const set = { ...(language && { language }), ...(timeZone && { timeZone }) };
    if (Object.keys(set).length === 0) return;
    const { changeOwn, watch } = this.#parts;
    changeOwn({ table: 'contact', id: visitor }, (row) => news(row, set), 'browser').catch(
      (error: unknown) => watch.fault('visits', error),
    );
  }
}

/** Programs that speak to us say nothing of themselves: there is nothing for anybody to read. */
function isWorth({ landing, device, browser, language, timeZone }: Visit): boolean {
  return [landing, device, browser, language, timeZone].some((known) => known !== null);
}

/** Those of the values that a browser has not said before; null where all of them are known. */
function news(row: RecordRow, set: Readonly<Record<string, string>>) {
  const said = (field: string) => row.fields[field]?.automatic?.value;
  const fresh = Object.entries(set).filter(([field, value]) => said(field) !== value);
  return fresh.length > 0 ? Object.fromEntries(fresh) : null;
}

function visitOf(arrival: Arrival, known: Visit | null): Visit {
  const { conversation, userAgent, languages, timeZone, visits, firstAtMs, startedAtMs } = arrival;
  const isSame = known?.startedAtMs === startedAtMs;
  return {
    conversation,
    pages: known?.pages ?? [],
    landing: isSame ? known.landing : null,
    referrer: isSame ? known.referrer : null,
    device: deviceOf(userAgent),
    browser: browserOf(userAgent),
    language: languages[0]?.slice(0, 35) ?? null,
    timeZone,
    ...{ visits, firstAtMs, startedAtMs },
  };
}

/** The visit with one more page; the same one where they are on it already. */
function withPage(
  visit: Visit,
  { url, title, referrer }: NonNullable<VisitorSigns['page']>,
  nowMs: number,
): Visit {
  const page: PageSeen = { url: shortUrl(url), title: title.slice(0, titleMost), atMs: nowMs };
  const last = visit.pages.at(-1);
  const isFirst = visit.landing === null;
  // Whole, because what follows the question mark may name a campaign.
  const landing = url.slice(0, landingMost);
  const came = isFirst ? { landing, referrer: shortUrl(referrer ?? '') } : {};
  const isSame = !isFirst && last?.url === page.url;
  if (isSame && last.title === page.title) return visit;
  // A page names itself a moment after its address changed.
  const before = isSame ? visit.pages.slice(0, -1) : visit.pages;
  const shown = isSame ? { ...page, atMs: last.atMs } : page;
  return { ...visit, ...came, pages: [...before, shown].slice(-limits.visitPages) };
}

/** Rows are on every device of the team: what is long is cut where it still leads somewhere. */
const urlMost = 300;
const landingMost = 1_000;
const titleMost = 120;

function shortUrl(url: string): string {
  if (url.length <= urlMost || !URL.canParse(url)) return url.slice(0, urlMost);
  const { origin, pathname } = new URL(url);
  return (origin + pathname).slice(0, urlMost);
}
