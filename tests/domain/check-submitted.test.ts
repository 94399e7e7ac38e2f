import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import { type Who } from '#domain/model.ts';
import { submittedKinds, type SubmittedKind } from '#domain/submitted.ts';
import { derivedId } from '#domain/entries/derived-id.ts';
import { checkSubmitted } from '#domain/rules/check-submitted.ts';
import { ana, conversation, idOf, parley, startMs, viewer, visitor } from './scene.ts';

const subject = `conversation/${conversation}`;
const common = { id: idOf(1), subject, writtenAtMs: startMs, seenUpTo: null };
const message = { ...common, kind: 'message', text: 'Hello' };
const honest: Record<SubmittedKind, { who: Who; raw: Record<string, unknown> }> = {
  message: {
    who: ana,
    raw: {
      ...{ ...message, channel: 'email', draft: 2, quote: idOf(4) },
      ...{ despite: [idOf(2)], after: idOf(3), live: true },
    },
  },
  comment: { who: ana, raw: { ...common, kind: 'comment', text: 'Psst', quote: idOf(4) } },
  assigned: { who: ana, raw: { ...common, kind: 'assigned', agent: ana.id } },
  taken: { who: ana, raw: { ...common, kind: 'taken' } },
  grouped: { who: ana, raw: { ...common, kind: 'grouped', group: idOf(5) } },
  joined: { who: ana, raw: { ...common, kind: 'joined', agent: ana.id } },
  left: { who: ana, raw: { ...common, kind: 'left', agent: ana.id } },
  tagged: { who: ana, raw: { ...common, kind: 'tagged', tag: idOf(6) } },
  untagged: { who: ana, raw: { ...common, kind: 'untagged', tag: idOf(6) } },
  closed: { who: ana, raw: { ...common, kind: 'closed' } },
  reopened: { who: ana, raw: { ...common, kind: 'reopened' } },
  waived: { who: ana, raw: { ...common, kind: 'waived' } },
  snoozed: {
    who: ana,
    raw: { ...common, kind: 'snoozed', untilMs: startMs + 1_000, evenIfReply: true },
  },
  woken: { who: ana, raw: { ...common, kind: 'woken' } },
  binned: { who: ana, raw: { ...common, kind: 'binned' } },
  restored: { who: ana, raw: { ...common, kind: 'restored' } },
  blocked: { who: ana, raw: { ...common, kind: 'blocked', mode: 'ban', untilMs: startMs } },
  unblocked: { who: ana, raw: { ...common, kind: 'unblocked' } },
  merged: { who: ana, raw: { ...common, kind: 'merged', with: idOf(7), side: 'into' } },
  unmerged: { who: ana, raw: { ...common, kind: 'unmerged', with: idOf(7) } },
  edited: { who: ana, raw: { ...common, kind: 'edited', of: idOf(2), text: 'Good day' } },
  unsent: { who: ana, raw: { ...common, kind: 'unsent', of: idOf(2) } },
  reacted: { who: ana, raw: { ...common, kind: 'reacted', of: idOf(2), emoji: '👍', on: true } },
  read: { who: visitor, raw: { ...common, kind: 'read', upTo: idOf(2) } },
  unread: { who: ana, raw: { ...common, kind: 'unread', since: idOf(2) } },
  delivery: { who: parley, raw: { ...common, kind: 'delivery', of: idOf(2), state: 'sent' } },
  missed: { who: parley, raw: { ...common, kind: 'missed', turn: idOf(2) } },
};
const kinds = Object.keys(submittedKinds) as SubmittedKind[];

/** As it comes over the line. */
function received(text: string, who: Who = ana): ReturnType<typeof checkSubmitted> {
  return checkSubmitted(JSON.parse(text) as unknown, who);
}

/** What is wrong with a message that is honest but for this. */
function wrong(change: Record<string, unknown>, who: Who = ana): string {
  const checked = checkSubmitted({ ...message, ...change }, who);
  return checked.kind === 'refused' ? `${checked.reason} ${checked.field ?? '-'}` : 'submitted';
}

describe('honest entries', () => {
  it.each(kinds)('%s passes, key for key', (kind) => {
    const { who, raw } = honest[kind];
    expect(received(JSON.stringify(raw), who)).toEqual({ kind: 'submitted', entry: raw });
  });
});

describe('shape', () => {
  it.each(kinds)('[B40] %s: an extra key is refused by its name', (kind) => {
    const { who, raw } = honest[kind];
    const id = common.id;
    for (const field of ['from', 'colour', 'toString', 'hasOwnProperty', 'constructor']) {
      const told = { kind: 'refused', id, reason: 'malformed', field };
      expect(checkSubmitted({ ...raw, [field]: 1 }, who)).toEqual(told);
    }
    const text = JSON.stringify(raw).replace('{', '{"__proto__":{"role":"owner"},');
    expect(received(text, who)).toMatchObject({ kind: 'refused', field: '__proto__' });
  });

  it('[T2] [T19] no key that could mean an author, a role or a time of acceptance is known', () => {
    const keys = ['by', 'byName', 'from', 'author', 'agentId', 'role', 'user', 'who', 'visitor'];
    const others = ['acceptedAtMs', 'intendedAtMs', 'number', 'seal', 'workspaceId', 'because'];
    const stored = ['createdAt', 'conversation', 'publicText', 'overtakenBy', 'replaces'];
    for (const kind of kinds) {
      for (const field of [...keys, ...others, ...stored]) {
        const { who, raw } = honest[kind];
        const checked = checkSubmitted({ ...raw, [field]: ana.id }, who);
        expect(checked).toMatchObject({ kind: 'refused', reason: 'malformed', field });
      }
    }
  });

  it.each(kinds)('[B40] %s: a missing key is refused by its name', (kind) => {
    const { who, raw } = honest[kind];
    const optional = ['channel', 'draft', 'quote', 'despite', 'after', 'live', 'evenIfReply'];
    for (const field of Object.keys(raw).filter((key) => !optional.includes(key))) {
      const rest = Object.fromEntries(Object.entries(raw).filter(([key]) => key !== field));
      expect(checkSubmitted(rest, who)).toMatchObject({ kind: 'refused', field });
    }
  });

  it.each(kinds)('[B40] %s: a value of another type is refused by its name', (kind) => {
    const { who, raw } = honest[kind];
    for (const field of Object.keys(raw)) {
      for (const value of [{ $ne: 1 }, [[]], 7.5, '', 'no', undefined]) {
        if (field === 'writtenAtMs' && typeof value === 'number') continue;
        if (field === 'seenUpTo' && typeof value === 'string') continue;
        if (['text', 'emoji'].includes(field) && value === 'no') continue;
        if (value === undefined && !['id', 'kind'].includes(field)) continue;
        expect(checkSubmitted({ ...raw, [field]: value }, who)).toMatchObject({ field });
      }
    }
  });

  it('[B40] what is no object has no field to name', () => {
    for (const raw of [null, undefined, true, 7, 'x', [], [message], () => message]) {
      const told = { kind: 'refused', id: '', reason: 'malformed' };
      expect(checkSubmitted(raw, ana)).toEqual(told);
    }
  });

  it('[B40] [T48] inherited keys count for nothing', () => {
    expect(checkSubmitted(Object.create(message), ana)).toMatchObject({ kind: 'refused' });
    const kindless = received(`{"__proto__": ${JSON.stringify(message)}}`);
    expect(kindless).toEqual({ kind: 'refused', id: '', reason: 'malformed', field: 'kind' });
    expect(received('{"kind": "constructor"}')).toMatchObject({ field: 'kind' });
    expect(received('{"kind": "__proto__"}')).toMatchObject({ field: 'kind' });
  });

  it('[B40] 20,000 levels deep is one wrong value like another', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const nest = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(received(deep)).toMatchObject({ kind: 'refused', id: '' });
    expect(received(nest)).toMatchObject({ kind: 'refused', field: 'kind' });
    for (const value of [deep, nest]) {
      for (const field of Object.keys(honest.message.raw)) {
        const rest = Object.entries(honest.message.raw).filter(([key]) => key !== field);
        const text = JSON.stringify(Object.fromEntries(rest)).replace('{', `{"${field}":${value},`);
        expect(received(text)).toMatchObject({ kind: 'refused', field });
      }
    }
  });

  it('[B40] lone surrogates are repaired, zeros are left out', () => {
    const checked = received(JSON.stringify({ ...message, text: 'a\ud800b\u0000c 😀' }));
    expect(checked).toMatchObject({ entry: { text: 'a\ufffdbc 😀' } });
  });

  it('[B44] a time that no clock can say is unknown or as far as a date goes, not refused', () => {
    const written = (text: string) => {
      const raw = JSON.stringify({ ...message, writtenAtMs: 0 });
      const checked = received(raw.replace('"writtenAtMs":0', `"writtenAtMs":${text}`));
      return checked.kind === 'submitted' ? checked.entry.writtenAtMs : checked;
    };
    expect(written('null')).toBe(0);
    expect(written('1e400')).toBe(8.64e15);
    expect(written('-1e400')).toBe(-8.64e15);
    expect(written('253402300799000.7')).toBe(253_402_300_799_000);
    expect(wrong({ writtenAtMs: Number.NaN })).toBe('submitted');
    expect(wrong({ writtenAtMs: '2026-01-01' })).toBe('malformed writtenAtMs');
  });

  it('[B89] ids and subjects are lower-case UUIDs, and nothing around them', () => {
    for (const id of ['1', idOf(1).toUpperCase(), `${idOf(1)}\n`, ` ${idOf(1)}`, '-1', '../x']) {
      expect(wrong({ id })).toBe('malformed id');
      expect(wrong({ subject: `conversation/${id}` })).toBe('malformed subject');
    }
    expect(wrong({ subject: `contact/${conversation}` })).toBe('malformed subject');
  });

  it('ids that Parley derives for itself are nobody else’s to use', () => {
    const id = derivedId('missed/x');
    expect(wrong({ id })).toBe('malformed id');
    expect(wrong({ id }, visitor)).toBe('malformed id');
    expect(checkSubmitted({ ...honest.missed.raw, id }, parley).kind).toBe('submitted');
  });

  it('is known by its id in the answer, if it has one', () => {
    expect(checkSubmitted({ ...message, text: 5 }, ana)).toMatchObject({ id: common.id });
    expect(checkSubmitted({ ...message, id: 'x'.repeat(1e6) }, ana)).toMatchObject({ id: '' });
  });
});

describe('words', () => {
  const visible = 'x';
  it.each([
    ['nothing', '', 'empty text'],
    ['spaces', ' \n\t\u3000', 'empty text'],
    ['zero-width and direction marks', '\u200b\u2060\ufeff\u202e\u2066', 'empty text'],
    ['only zeros', '\u0000\u0000', 'empty text'],
    ['5,000 characters', visible.repeat(5_000), 'submitted'],
    ['5,001 characters', visible.repeat(5_001), 'too-long text'],
    ['64 KB', visible.repeat(64 * 1024), 'too-long text'],
    ['one mark behind much space', ' '.repeat(4_000) + visible, 'submitted'],
  ])('[B42] of a visitor: %s', (_name, text, answer) => {
    expect(wrong({ text }, visitor)).toBe(answer);
  });

  it('[B42] agents have more room, and no more than that', () => {
    expect(wrong({ text: visible.repeat(limits.messageCharactersAgent) })).toBe('submitted');
    expect(wrong({ text: visible.repeat(limits.messageCharactersAgent + 1) })).toBe(
      'too-long text',
    );
  });
});

describe('who may say it', () => {
  it('[O14] visitors write and read, viewers nothing, agents no reports of Parley’s', () => {
    const allowed = (who: Who) => kinds.filter((kind) => isSubmitted(honestFor(kind), who));
    expect(allowed(visitor)).toEqual(['message', 'edited', 'unsent', 'read']);
    expect(allowed(viewer)).toEqual([]);
    const ofAgents = kinds.filter((kind) => kind !== 'delivery' && kind !== 'missed');
    expect(allowed(ana)).toEqual(ofAgents);
    expect(allowed({ ...ana, role: 'owner' })).toEqual(ofAgents);
  });

  function isSubmitted(raw: unknown, who: Who): boolean {
    return checkSubmitted(raw, who).kind === 'submitted';
  }

  /** Only what every role's entry of this kind has. */
  function honestFor(kind: SubmittedKind): unknown {
    const { channel, draft, despite, ...rest } = honest[kind].raw;
    expect([channel, draft, despite].length).toBe(3);
    return rest;
  }

  it('[T2] a visitor names no other conversation', () => {
    const other = `conversation/${idOf(9)}`;
    const told = { kind: 'refused', id: common.id, reason: 'not-yours' };
    expect(checkSubmitted({ ...message, subject: other }, visitor)).toEqual(told);
    expect(wrong({ subject: other })).toBe('submitted');
  });

  it('[T2] a visitor has no drafts, holds and channels', () => {
    expect(wrong({ draft: 1 }, visitor)).toBe('malformed draft');
    expect(wrong({ despite: [] }, visitor)).toBe('malformed despite');
    expect(wrong({ channel: 'email' }, visitor)).toBe('not-allowed channel');
    expect(wrong({ channel: 'chat' }, visitor)).toBe('submitted');
  });
});

describe('anything at all', () => {
  const people = fc.constantFrom<Who>(ana, visitor, viewer, parley);
  const known = new Set(kinds.flatMap((kind) => Object.keys(submittedKinds[kind].entries)));

  it('[B40] [T9] never throws, and lets no key through that its kind does not know', () => {
    const key = fc.oneof(fc.constantFrom(...known), fc.string(), fc.constant('__proto__'));
    const value = fc.oneof(
      fc.constantFrom<unknown>(...Object.values(honest).flatMap(({ raw }) => Object.values(raw))),
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
    );
    const changes = fc.array(fc.tuple(key, value), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), changes, people, (kind, changed, who) => {
        const raw: Record<string, unknown> = { ...honest[kind].raw };
        for (const [name, put] of changed) {
          Object.defineProperty(raw, name, { value: put, enumerable: true, configurable: true });
        }
        const checked = checkSubmitted(raw, who);
        if (checked.kind === 'refused') return;
        const allowed = Object.keys(submittedKinds[checked.entry.kind].entries);
        for (const name of Object.keys(raw)) expect(allowed).toContain(name);
        for (const name of Object.keys(checked.entry)) expect(allowed).toContain(name);
        expect(Object.getPrototypeOf(checked.entry)).toBe(Object.prototype);
      }),
      { numRuns: 3_000 },
    );
  });

  it('[B40] [T9] never throws on what JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), people, (raw, who) => {
        expect(checkSubmitted(raw, who).kind).toBe('refused');
      }),
      { numRuns: 1_000 },
    );
  });
});
