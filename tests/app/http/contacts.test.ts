/** A person over HTTP: taken out as one archive, and what was changed of them, told newest first. SPEC D1, G1, S3. */
import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryLine } from '#domain/records/history.ts';
import { linesOf } from '../../../src/routes/(desk)/settings/history.ts';
import { agentBehind, enterAsVisitor, messageIn, submitOverHttp } from '../../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { get, setUp } from './people.ts';

let server: ServerProcess;
let cookie: string;
let contact: string;
let conversation: string;
const evil = '<script>alert("x")</script>';

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
  ({ cookie } = await setUp(server));
  const visitor = await enterAsVisitor(server.url);
  ({ id: contact, conversation } = visitor);
  await submitOverHttp(server.url, visitor.ticket, [messageIn(conversation, `Hello ${evil}`)]);
  const { ticket } = await agentBehind(server.url, cookie);
  const change = (set: object) => ({
    ...{ id: randomUUID(), subject: `contact/${contact}`, kind: 'changed', set },
    ...{ writtenAtMs: Date.now(), seenUpTo: null },
  });
  const comment = { ...messageIn(conversation, 'Handle with care'), kind: 'comment' };
  const answers = await submitOverHttp(server.url, ticket, [
    messageIn(conversation, 'How can we help?'),
    comment,
    change({ name: 'Anna Rossi', email: 'anna@posta.example' }),
  ]);
  answers.push(...(await submitOverHttp(server.url, ticket, [change({ name: 'Anna Róssi' })])));
  expect(answers.map(({ state }) => state)).toEqual(Array(4).fill('accepted'));
});
afterAll(async () => {
  await server.stop();
  removeData(server);
});

describe('GET /api/contacts/<id>/export', () => {
  it('[G1] is one archive for people and for machines, with comments apart', async () => {
    const response = await fetch(`${server.url}/api/contacts/${contact}/export`, {
      headers: { cookie, 'accept-language': 'en' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const day = new Date().toISOString().slice(0, 10);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="anna-rossi-${day}.zip"`,
    );
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const textOf = (path: string) => strFromU8(files[path]!);
    expect(Object.keys(files).sort()).toEqual([
      'for legal review/comments.html',
      'for legal review/comments.json',
      'person.html',
      'person.json',
    ]);
    const person = JSON.parse(textOf('person.json')) as Record<string, never>;
    expect(person).toMatchObject({
      contacts: [
        {
          id: contact,
          fields: { name: { value: 'Anna Róssi', source: 'agent' } },
          history: [{ fields: [{ name: 'name', from: 'Anna Rossi' }] }, {}],
        },
      ],
      conversations: [
        {
          id: conversation,
          messages: [{ text: `Hello ${evil}` }, { text: 'How can we help?', name: 'Inès Moreau' }],
        },
      ],
    });
    expect(textOf('person.json')).not.toContain('Handle with care');
    const page = textOf('person.html');
    expect(page).toContain('anna@posta.example');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('Handle with care');
    expect(textOf('for legal review/comments.json')).toContain('Handle with care');
    expect(textOf('for legal review/comments.html')).toContain('Handle with care');
  });

  it('[G1] speaks the language of whoever asks, and is written down without a name', async () => {
    const response = await fetch(`${server.url}/api/contacts/${contact}/export`, {
      headers: { cookie, 'accept-language': 'fr' },
    });
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(strFromU8(files['person.html']!)).toContain('lang="fr"');
    const { body } = await get(server, '/api/audit', { cookie });
    const acts = body['acts'] as { act: string; whom: string }[];
    expect(acts[0]!.act).toBe('exported');
    expect(JSON.stringify(acts)).not.toMatch(/Anna|R(o|ó)ssi/);
  });
});

describe('GET /api/records/<table>/<id>/history', () => {
  it('[D1] [S3] tells it as both screens read it, newest first', async () => {
    const { status, body } = await get(server, `/api/records/contact/${contact}/history`, {
      cookie,
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['history']);
    const [last] = body['history'] as HistoryLine[];
    expect(last).toMatchObject({
      byName: 'Inès Moreau',
      source: 'agent',
      fields: [{ name: 'name', from: 'Anna Rossi', to: 'Anna Róssi', counted: true }],
    });
    const lines = linesOf(body);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      set: { name: 'Anna Róssi' },
      before: { name: 'Anna Rossi' },
      byName: 'Inès Moreau',
    });
    expect(lines[1]).toMatchObject({ before: { name: null, email: null } });
  });
});
