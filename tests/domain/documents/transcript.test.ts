/** A conversation on paper, in each of its forms. */
import { describe, expect, it } from 'vitest';
import {
  transcriptOf,
  type TranscriptFacts,
  type TranscriptLine,
} from '#domain/documents/transcript.ts';

const line = (over: Partial<TranscriptLine>): TranscriptLine => ({
  id: 'm',
  kind: 'message',
  by: 'visitor/v',
  name: 'Anna',
  atMs: Date.UTC(2026, 10, 20, 9, 30),
  channel: 'chat',
  text: 'Hello',
  isEdited: false,
  isRemoved: false,
  quote: null,
  ...over,
});
const facts = (lines: TranscriptLine[], isInternal = false): TranscriptFacts => ({
  title: 'Conversation with Anna & Co',
  language: 'en',
  lines,
  isInternal,
  timeOf: () => '20 November, 09:30',
  channelOf: (channel) => channel,
  words: { removed: 'Message removed', edited: 'edited', comment: 'comment' },
});
const canary = 'quixotic-marmalade';
const talk = [
  line({ text: 'Where is\nmy lamp?' }),
  line({ kind: 'comment', by: 'agent/lea', name: 'Léa', text: canary, channel: null }),
  line({
    by: 'agent/lea',
    name: 'Léa',
    text: 'In Lyon.',
    isEdited: true,
    quote: 'Where is my lamp?',
  }),
];

describe('a transcript', () => {
  it('[C19] as text has names, times, channels, and what a message answers to', () => {
    expect(transcriptOf(facts(talk), 'text')).toBe(
      [
        'Conversation with Anna & Co',
        '',
        'Anna · 20 November, 09:30 · chat',
        'Where is',
        'my lamp?',
        '',
        'Léa · 20 November, 09:30 · chat · edited',
        '> Where is my lamp?',
        'In Lyon.',
        '',
      ].join('\n'),
    );
  });

  it.each(['text', 'html', 'json'] as const)(
    '[C19] [R8] as %s has comments in an internal copy only',
    (format) => {
      expect(transcriptOf(facts(talk), format)).not.toContain(canary);
      expect(transcriptOf(facts(talk, true), format)).toContain(canary);
    },
  );

  it.each(['text', 'html', 'json'] as const)(
    '[C14] [C19] as %s has no words that were taken back',
    (format) => {
      const gone = line({ text: canary, isRemoved: true, isEdited: true, quote: canary });
      const removed = line({ text: '', isRemoved: true });
      expect(transcriptOf(facts([removed]), format)).toMatch(/removed/);
      expect(transcriptOf(facts([gone]), 'json')).not.toContain(canary);
    },
  );

  it('[C19] [T43] as a web page shows markup as words', () => {
    const nasty = '<script>alert("1")</script> & \'more\'';
    const page = transcriptOf(
      facts([line({ text: nasty, name: '<b>x</b>', quote: nasty })]),
      'html',
    );
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<b>x');
    expect(page).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;',
    );
    expect(page).toContain('<title>Conversation with Anna &amp; Co</title>');
  });

  it('[C19] as JSON can be read by a program', () => {
    const { title, messages } = JSON.parse(transcriptOf(facts(talk), 'json')) as {
      title: string;
      messages: object[];
    };
    expect(title).toBe('Conversation with Anna & Co');
    expect(messages).toHaveLength(2);
    expect(messages[1]).toEqual({
      ...{ id: 'm', kind: 'message', by: 'agent/lea', name: 'Léa', channel: 'chat' },
      ...{
        at: '2026-11-20T09:30:00.000Z',
        text: 'In Lyon.',
        quote: 'Where is my lamp?',
        edited: true,
      },
    });
  });
});
