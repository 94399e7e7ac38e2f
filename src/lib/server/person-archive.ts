/**
 * Everything kept of a person as one archive (SPEC G1): the same once for people (web pages) and once for machines (JSON);
 * what the team wrote among itself lies in a folder of its own. Pure.
 */
import { strToU8, zipSync } from 'fflate';
import {
  articlesOf,
  escaped,
  linesAsJson,
  webPage,
  type TranscriptFacts,
  type TranscriptLine,
} from '#domain/documents/transcript.ts';
import { shownOf, valueOf, type RecordRow, type Said } from '#domain/records/record.ts';
import type { KeptConversation, PersonKept } from '#domain/services.ts';
import type { Times } from '../words/times.ts';
import type { Words } from '../words/words.ts';

export interface ArchiveSpeech {
  language: string;
  words: Words;
  times: Times;
}

/** Name of the file and its bytes. */
export function personArchive(
  kept: PersonKept,
  speech: ArchiveSpeech,
): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const folder = speech.words.details.export.folder;
  const files = {
    'person.html': personPage(kept, speech),
    'person.json': json(personJson(kept)),
    [`${folder}/comments.html`]: internalPage(kept, speech),
    [`${folder}/comments.json`]: json(internalJson(kept)),
  };
  const bytes = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  const day = new Date(kept.exportedAtMs).toISOString().slice(0, 10);
  return {
    name: `${plainName(nameOf(kept)) || 'person'}-${day}.zip`,
    bytes: zipSync(Object.fromEntries(bytes), { level: 6, mtime: kept.exportedAtMs }),
  };
}

/* ------------------------------------------------------------------ for machines */

function personJson({ exportedAtMs, by, contacts, conversations }: PersonKept) {
  return {
    exportedAt: time(exportedAtMs),
    exportedBy: by,
    contacts: contacts.map(({ record, history }) => ({
      id: record.id,
      since: time(record.createdAtMs),
      fields: Object.fromEntries(
        fieldsOf(record).map(([name, said]) => {
          const { value, source, by: setBy, atMs } = said;
          return [name, { value, source, by: setBy, at: time(atMs) }];
        }),
      ),
      history: history.map(({ acceptedAtMs, by: changedBy, source, fields }) => {
        return { at: time(acceptedAtMs), by: changedBy, source, fields };
      }),
    })),
    conversations: conversations.map(({ lines, ...talk }) => ({
      ...headJson(talk),
      messages: linesAsJson(linesOf(lines, 'message')),
    })),
  };
}

function internalJson({ conversations, notes }: PersonKept) {
  return {
    conversations: conversations.map(({ lines, ...talk }) => ({
      ...headJson(talk),
      comments: linesAsJson(linesOf(lines, 'comment')),
    })),
    notes,
  };
}

function headJson({ id, createdAtMs, status, tags }: Omit<KeptConversation, 'lines'>) {
  return { id, begun: time(createdAtMs), status, tags };
}

/* ------------------------------------------------------------------ for people */

function personPage(kept: PersonKept, speech: ArchiveSpeech): string {
  const { words, times, language } = speech;
  const say = words.details.export;
  const others = kept.contacts.slice(1).map(({ record }) => {
    const title = say.mergedContact(times.full(record.createdAtMs));
    return section(title, [fieldsTable(record, speech)]);
  });
  const talks = kept.conversations.map((talk) =>
    section(say.conversation(times.full(talk.createdAtMs)), articles(talk, 'message', speech)),
  );
  return webPage({ title: say.title(calledIn(kept, speech)), language }, [
    `<p>${escaped(say.madeAt(times.full(kept.exportedAtMs)))}</p>`,
    section(say.fields, [fieldsTable(kept.contacts[0]!.record, speech)]),
    ...others,
    ...(talks.length > 0 ? talks : [`<p>${escaped(say.noConversations)}</p>`]),
  ]);
}

function internalPage(kept: PersonKept, speech: ArchiveSpeech): string {
  const { words, times, language } = speech;
  const say = words.details.export;
  const talks = kept.conversations
    .filter(({ lines }) => linesOf(lines, 'comment').length > 0)
    .map((talk) =>
      section(say.conversation(times.full(talk.createdAtMs)), articles(talk, 'comment', speech)),
    );
  const notes = kept.notes.map(({ text }) => {
    return `<p class="said" dir="auto">${escaped(text)}</p>`;
  });
  const blocks = [...(notes.length > 0 ? [section(say.notes, notes)] : []), ...talks];
  const nothing = `<p>${escaped(say.nothingInternal)}</p>`;
  return webPage({ title: say.internalTitle(calledIn(kept, speech)), language }, [
    `<p>${escaped(say.internalWhy)}</p>`,
    ...(blocks.length > 0 ? blocks : [nothing]),
  ]);
}

function section(title: string, blocks: readonly string[]): string {
  return `<section><h2>${escaped(title)}</h2>${blocks.join('\n')}</section>`;
}

function fieldsTable(record: RecordRow, { words, times }: ArchiveSpeech): string {
  const rows = fieldsOf(record).flatMap(([name, { value, atMs }]) => {
    const label = labelOf(name, words);
    if (label === null || value === null) return [];
    const said = typeof value === 'string' ? value : JSON.stringify(value);
    const when = `<small>${escaped(times.full(atMs))}</small>`;
    return [
      `<tr><th scope="row">${escaped(label)}</th><td dir="auto">${escaped(said)}${when}</td>`,
    ];
  });
  return `<table>${rows.join('</tr>\n')}</tr></table>`;
}

/** Null for what is no word of anybody about this person. */
function labelOf(field: string, words: Words): string | null {
  const own = /^(?:attribute|consent)\.(.+)$/.exec(field)?.[1];
  if (own !== undefined) return own;
  const labels: Readonly<Record<string, string>> = words.details.field;
  return labels[field] ?? null;
}

function articles(
  { lines }: KeptConversation,
  kind: TranscriptLine['kind'],
  { words, times }: ArchiveSpeech,
): string[] {
  const { removed, edited, comment } = words.conversation;
  const saying: Pick<TranscriptFacts, 'timeOf' | 'channelOf' | 'words'> = {
    timeOf: (atMs) => times.full(atMs),
    channelOf: (channel) => words.list[channel],
    words: { removed, edited, comment },
  };
  const named = linesOf(lines, kind).map((line) => {
    return { ...line, name: line.name || words.list.visitor };
  });
  return articlesOf(saying, named);
}

/* ------------------------------------------------------------------ parts */

function linesOf(lines: readonly TranscriptLine[], kind: TranscriptLine['kind']): TranscriptLine[] {
  return lines.filter((line) => line.kind === kind);
}

function fieldsOf(record: RecordRow): [name: string, said: Said][] {
  return Object.keys(record.fields).flatMap((name): [string, Said][] => {
    const said = shownOf(record, name);
    return said ? [[name, said]] : [];
  });
}

function nameOf({ contacts }: PersonKept): string {
  const name = valueOf(contacts[0]?.record, 'name');
  return typeof name === 'string' ? name : '';
}

function calledIn(kept: PersonKept, { words }: ArchiveSpeech): string {
  return nameOf(kept) || words.list.visitor;
}

/** As every system takes it for the name of a file. */
function plainName(name: string): string {
  const ascii = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ascii
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}

function time(atMs: number): string {
  return new Date(atMs).toISOString();
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
