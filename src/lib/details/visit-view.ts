/**
 * This visit as people read it: the pages newest first, the one they are on marked, and two lines about how they came
 * and with what. SPEC D2, UX 8. Pure; what comes from a visitor's browser is never trusted further than as text (T11).
 */
import type { Times } from '../words/times.ts';
import type { Words } from '../words/words.ts';
import { countryOf } from './country.ts';

export interface PageSeen {
  url: string;
  title: string;
  /** Server clock, ms. */
  atMs: number;
}

export interface VisitFacts {
  /** Oldest first. */
  pages: readonly PageSeen[];
  referrer: string | null;
  /** "iPhone", "Safari". */
  device: string | null;
  browser: string | null;
  timeZone: string | null;
  /** How many visits there were, with this one. */
  visits: number;
  firstAtMs: number | null;
  startedAtMs: number | null;
}

export interface VisitView {
  pages: readonly {
    key: string;
    title: string;
    href: string | null;
    when: string;
    isNow: boolean;
  }[];
  /** How long this visit has lasted; null where it is over or has only begun. */
  lasted: string | null;
  /** "Third visit, from a search engine"; "iPhone · Safari · Italy, guessed from the time zone". */
  lines: readonly string[];
}

export interface Around {
  nowMs: number;
  /** Address of the page they are on now, as presence tells; null where they have left. */
  nowOn: string | null;
  locale: string;
  words: Words;
  times: Times;
}

export function visitView(facts: VisitFacts, around: Around): VisitView {
  const { nowMs, nowOn, locale, words, times } = around;
  const { visit } = words.details;
  const newest = facts.pages.toReversed();
  const pages = newest.map(({ url, title, atMs }, place) => {
    const isNow = place === 0 && nowOn !== null;
    return {
      key: `${atMs} ${url}`,
      title: title.trim() || pathOf(url),
      href: linkTo(url),
      when: isNow ? visit.now : times.inList(atMs, nowMs),
      isNow,
    };
  });
  const { startedAtMs } = facts;
  const country = facts.timeZone === null ? null : countryOf(facts.timeZone, locale);
  const came = cameFrom(facts.referrer, facts.pages[0]?.url ?? null, words);
  const lines = [
    [countLine(facts, around), came],
    [facts.device, facts.browser, country && visit.countryGuess(country)],
  ];
  return {
    pages,
    lasted: nowOn === null || startedAtMs === null ? null : times.span(nowMs - startedAtMs),
    lines: lines.map((parts) => parts.filter(Boolean).join(' · ')).filter((line) => line !== ''),
  };
}

function countLine({ visits, firstAtMs }: VisitFacts, { words, times, nowMs }: Around): string {
  const { visit } = words.details;
  if (visits < 1) return '';
  if (visits === 1 || firstAtMs === null) return visit.nth(visits);
  return `${visit.nth(visits)} · ${visit.since(times.shortDate(firstAtMs, nowMs))}`;
}

/** The site they came from, or the campaign that brought them; null where it is not known. */
function cameFrom(referrer: string | null, first: string | null, words: Words): string | null {
  const { visit } = words.details;
  const landing = first !== null && URL.canParse(first) ? new URL(first) : null;
  const campaign =
    landing?.searchParams.get('utm_campaign') ?? landing?.searchParams.get('utm_source');
  if (campaign) return visit.campaign(campaign);
  if (referrer === null) return null;
  if (referrer === '') return visit.direct;
  if (!URL.canParse(referrer)) return null;
  const { host } = new URL(referrer);
  return host === landing?.host ? null : visit.from(host.replace(/^www\./, ''));
}

function linkTo(url: string): string | null {
  return /^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '') ? url : null;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
