/**
 * A conversation on paper: text, a web page, or JSON (SPEC C19). What goes in is chosen here: words that count now, never
 * those taken back, and comments only in an internal copy. Pure; names and times are put in by the caller.
 */
import type { Channel, Principal } from '../model.ts';

/** One message or comment, as it counts now. */
export interface TranscriptLine {
  id: string;
  kind: 'message' | 'comment';
  by: Principal;
  name: string;
  atMs: number;
  channel: Channel | null;
  text: string;
  isEdited: boolean;
  isRemoved: boolean;
  /** Words of what it answers to; null if to nothing, or nothing that is here. */
  quote: string | null;
}

export interface TranscriptFacts {
  title: string;
  language: string;
  lines: readonly TranscriptLine[];
  /** Comments go in: for the team only. */
  isInternal: boolean;
  /** The reader's way to say a moment, with the day. */
  timeOf(atMs: number): string;
  channelOf(channel: Channel): string;
  words: { removed: string; edited: string; comment: string };
}

export type TranscriptFormat = 'text' | 'html' | 'json';

export const transcriptTypes: Record<TranscriptFormat, { type: string; ending: string }> = {
  text: { type: 'text/plain;charset=utf-8', ending: 'txt' },
  html: { type: 'text/html;charset=utf-8', ending: 'html' },
  json: { type: 'application/json', ending: 'json' },
};

export function transcriptOf(facts: TranscriptFacts, format: TranscriptFormat): string {
  const lines = facts.lines.filter(({ kind }) => kind === 'message' || facts.isInternal);
  switch (format) {
    case 'text':
      return asText(facts, lines);
    case 'html':
      return asHtml(facts, lines);
    case 'json':
      return asJson(facts, lines);
  }
}

type Lines = readonly TranscriptLine[];
type Saying = Pick<TranscriptFacts, 'timeOf' | 'channelOf' | 'words'>;

function asText(facts: TranscriptFacts, lines: Lines): string {
  const blocks = lines.map((line) => {
    const quote = line.quote === null ? '' : `${line.quote.replace(/^/gm, '> ')}\n`;
    return `${line.name} · ${headOf(line, facts)}\n${quote}${saidOf(line, facts)}`;
  });
  return `${[facts.title, ...blocks].join('\n\n')}\n`;
}

function asHtml(facts: TranscriptFacts, lines: Lines): string {
  return webPage(facts, articlesOf(facts, lines));
}

/** One block a line, for a page. */
export function articlesOf(facts: Saying, lines: Lines): string[] {
  return lines.map((line) => {
    const quote = line.quote === null ? '' : `<blockquote>${escaped(line.quote)}</blockquote>`;
    const time = new Date(line.atMs).toISOString();
    return (
      `<article class="${line.kind}"><h2 dir="auto">${escaped(line.name)}</h2>` +
      `<p class="head"><time datetime="${time}">${escaped(headOf(line, facts))}</time></p>` +
      `${quote}<p class="said" dir="auto">${escaped(saidOf(line, facts))}</p></article>`
    );
  });
}

/** A page that needs nothing else, of blocks that are markup already. */
export function webPage(
  facts: Pick<TranscriptFacts, 'title' | 'language'>,
  blocks: readonly string[],
): string {
  const title = escaped(facts.title);
  return [
    `<!doctype html>`,
    `<html lang="${escaped(facts.language)}"><meta charset="utf-8"><title>${title}</title>`,
    `<meta name="viewport" content="width=device-width">`,
    `<style>${style}</style><h1>${title}</h1>`,
    ...blocks,
    `</html>`,
    ``,
  ].join('\n');
}

/** Of a message taken back only that there was one. */
export function linesAsJson(lines: Lines) {
  return lines.map(({ atMs, isEdited, isRemoved, text, quote, ...line }) => ({
    ...line,
    at: new Date(atMs).toISOString(),
    text: isRemoved ? null : text,
    quote: isRemoved ? null : quote,
    ...(isEdited && { edited: true }),
    ...(isRemoved && { removed: true }),
  }));
}

function asJson({ title }: TranscriptFacts, lines: Lines): string {
  return `${JSON.stringify({ title, messages: linesAsJson(lines) }, null, 2)}\n`;
}

function headOf(line: TranscriptLine, { timeOf, channelOf, words }: Saying): string {
  const parts = [timeOf(line.atMs)];
  if (line.kind === 'comment') parts.push(words.comment);
  else if (line.channel !== null) parts.push(channelOf(line.channel));
  if (line.isEdited && !line.isRemoved) parts.push(words.edited);
  return parts.join(' · ');
}

function saidOf({ text, isRemoved }: TranscriptLine, { words }: Saying): string {
  return isRemoved ? words.removed : text;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#16181d;background:#fff}' +
  'h1{font-size:1.25rem}h2{font-size:1rem;margin:0}article{margin:0 0 1.25rem;break-inside:avoid}' +
  '.head{margin:0;color:#5c6473;font-size:.875rem}.said{margin:.25rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere}' +
  'blockquote{margin:.25rem 0;padding-left:.75rem;border-left:3px solid #d0d5de;white-space:pre-wrap}' +
  'table{border-collapse:collapse;margin:0 0 1.5rem}th,td{padding:.25rem 1rem .25rem 0;text-align:start;vertical-align:top}th,td small{color:#5c6473;font-weight:400}td small{display:block}section{margin:0 0 2.5rem}section>h2{margin:0 0 1rem;font-size:1.125rem}' +
  '.comment{padding:.5rem .75rem;background:#fff3c9;border:1px solid #b08400;border-radius:8px}';
