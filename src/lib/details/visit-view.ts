/**
 * This visit as people read it: the pages newest first, the one they are on marked, and two lines about how they came
 * and with what. SPEC D2, UX 8. Pure; what comes from a visitor's browser is never trusted further than as text (T11).
 */
import type { PageSeen, Visit } from '#domain/model.ts';
import { pageName } from '../desk/page-name.ts';
import type { Times } from '../words/times.ts';
import type { Words } from '../words/words.ts';
import { countryOf } from './country.ts';

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
  /** The page they are on now, as presence tells; null where they have left. */
  nowOn: PageSeen | null;
  locale: string;
  words: Words;
  times: Times;
}

/** `visit`: as the team's row tells it, which follows presence a moment later; null while there is none. */
export function visitView(visit: Visit | null, around: Around): VisitView {
  const { nowMs, nowOn, words, times } = around;
  const newest = pagesNow(visit?.pages ?? [], nowOn).toReversed();
  const pages = newest.map(({ url, title, atMs }, place) => {
    const isNow = place === 0 && nowOn !== null;
    return {
      key: `${atMs} ${url}`,
      title: pageName({ url, title }),
      href: linkTo(url),
      when: isNow ? words.details.visit.now : times.inList(atMs, nowMs),
      isNow,
    };
  });
  const lasted = visit && nowOn ? times.span(nowMs - visit.startedAtMs) : null;
  return { pages, lasted, lines: visit ? linesOf(visit, around) : [] };
}

/** Those that are recorded, and the one of this moment where it is not among them yet. */
function pagesNow(pages: readonly PageSeen[], nowOn: PageSeen | null): readonly PageSeen[] {
  const last = pages.at(-1)?.url;
  if (nowOn === null || last === nowOn.url) return pages;
  // A very long address is cut in the row, and in presence it is not.
  const isCut = last !== undefined && last.length > 20 && nowOn.url.length > 300;
  return isCut && nowOn.url.startsWith(last) ? pages : [...pages, nowOn];
}

function linesOf(visit: Visit, around: Around): string[] {
  const { locale, words } = around;
  const country = visit.timeZone === null ? null : countryOf(visit.timeZone, locale);
  const lines = [
    [countLine(visit, around), cameFrom(visit.referrer, visit.landing, words)],
    [visit.device, visit.browser, country && words.details.visit.countryGuess(country)],
  ];
  return lines.map((parts) => parts.filter(Boolean).join(' · ')).filter((line) => line !== '');
}

function countLine({ visits, firstAtMs }: Visit, { words, times, nowMs }: Around): string {
  const { visit } = words.details;
  if (visits === 1) return visit.nth(visits);
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
