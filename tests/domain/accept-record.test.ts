/** Changes of records: what is looked at first, who may, and what the log then says. SPEC R3, D1, S1, L19; B86, T19. */
import { describe, expect, it } from 'vitest';
import type { Role, Who } from '#domain/model.ts';
import { recordOf } from '#domain/records/name.ts';
import { emptyRecord, valueOf, type RecordTable } from '#domain/records/record.ts';
import { acceptRecord, type KnownOfRecord, type RecordState } from '#domain/rules/accept-record.ts';
import { can } from '#domain/rules/can.ts';
import { checkChanged } from '#domain/rules/check-changed.ts';
import { idOf } from './scene.ts';

const ana = agent(1, 'agent');
const ben = agent(2, 'agent');
const olga = agent(3, 'owner');
const vera = agent(4, 'viewer');
const visitor: Who = { kind: 'visitor', id: idOf(9), conversation: idOf(10) };
const contact = `contact/${idOf(9)}`;

function agent(n: number, role: Role): Extract<Who, { kind: 'agent' }> {
  return { kind: 'agent', id: idOf(n), name: `Agent ${n}`, role };
}

let made = 100;
function change(subject: string, set: unknown, over: Record<string, unknown> = {}) {
  made += 1;
  const [writtenAtMs, seenUpTo] = [1_000, null];
  return { id: idOf(made), subject, kind: 'changed', set, writtenAtMs, seenUpTo, ...over };
}

describe('checking', () => {
  const refusal = (raw: unknown, who: Who = olga) => {
    const checked = checkChanged(raw, who);
    if (checked.kind !== 'refused') return 'submitted';
    return [checked.reason, checked.field].filter(Boolean).join(' ');
  };

  it('[D1] a field with a good value is taken, trimmed, and null clears it', () => {
    const checked = checkChanged(change(contact, { phone: null, name: '  Mia\u0007Wong ' }), ana);
    expect(checked).toMatchObject({ entry: { set: { name: 'Mia Wong', phone: null } } });
  });

  it('the order in which fields are named does not matter', () => {
    const one = checkChanged(change(contact, { name: 'a', phone: '1' }, { id: idOf(7) }), ana);
    const two = checkChanged(change(contact, { phone: '1', name: 'a' }, { id: idOf(7) }), ana);
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });

  it.each([
    [{ nickname: 'M' }, 'malformed nickname'],
    [{ workspaceId: 1 }, 'malformed workspaceId'],
    [JSON.parse('{"__proto__":"x"}') as object, 'malformed __proto__'],
    [{ constructor: 'x' }, 'malformed constructor'],
    [{ 'attribute.; drop': 'x' }, 'malformed attribute.; drop'],
    [{ 'attribute.constructor': 'x' }, 'malformed attribute.constructor'],
    [{ attribute: 'x' }, 'malformed attribute'],
    [{ 'attribute.size': { $ne: 1 } }, 'malformed attribute.size'],
    [{ email: 'nobody' }, 'malformed email'],
    [{ name: ' \u0007 ' }, 'empty name'],
    [{ name: 'x'.repeat(201) }, 'too-long name'],
    [{ mergedInto: 'x' }, 'malformed mergedInto'],
    [{}, 'empty set'],
    [[], 'malformed set'],
    [
      Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`attribute.a${n}`, 'x'])),
      'too-many set',
    ],
  ])('[B86] [T19] %j of a contact: %s', (set, says) => {
    expect(refusal(change(contact, set))).toBe(says);
  });

  it.each([
    'contact/x',
    'conversation/x',
    'account/x',
    'setting/__proto__',
    'setting/A b',
    '/',
    'tag',
  ])('[T19] no record is called %s', (subject) => {
    expect(refusal(change(subject, { name: 'x' }))).toBe('malformed subject');
  });

  it('[T19] nothing comes along that is not part of a change', () => {
    expect(refusal(change(contact, { name: 'x' }, { by: 'agent/x' }))).toBe('malformed by');
    expect(refusal(change(contact, { name: 'x' }, { source: 'form' }))).toBe('malformed source');
  });
});

describe('rights', () => {
  const everybody = { owner: olga, admin: agent(5, 'admin'), agent: ana, viewer: vera, visitor };
  const allowed = (table: RecordTable, id: string) =>
    Object.entries(everybody)
      .filter(([, who]) => can(who, 'change', { table, id }))
      .map(([name]) => name)
      .join(' ');

  it.each([
    ['contact', idOf(9), 'owner admin agent'],
    ['tag', idOf(50), 'owner admin agent'],
    ['view', idOf(51), 'owner admin agent'],
    ['group', idOf(52), 'owner admin'],
    ['setting', 'workspace', 'owner admin'],
    ['profile', ana.id, 'owner admin agent'],
    ['profile', ben.id, 'owner admin'],
    ['profile', vera.id, 'owner admin viewer'],
  ] as [RecordTable, string, string][])('[S1] %s %s is changed by: %s', (table, id, who) => {
    expect(allowed(table, id)).toBe(who);
  });
});

describe('accepting', () => {
  const known: KnownOfRecord = {
    ...{ seen: null, clockOffsetMs: 0, isThere: true },
    isAgent: (id) => [ana.id, ben.id, olga.id].includes(id),
  };

  function fresh(subject: string): RecordState {
    const { table, id } = recordOf(subject)!;
    return { table, row: emptyRecord(id, 0), createdBy: null, lastAcceptedAtMs: 0 };
  }
  function say(
    state: RecordState,
    set: Record<string, unknown>,
    who: Who = ana,
    over: Partial<KnownOfRecord> & { nowMs?: number; writtenAtMs?: number } = {},
  ) {
    const { nowMs = 2_000, writtenAtMs = 1_000, ...facts } = over;
    const checked = checkChanged(
      change(`${state.table}/${state.row.id}`, set, { writtenAtMs }),
      who,
    );
    if (checked.kind === 'refused') throw new Error(checked.reason);
    return acceptRecord(state, checked.entry, who, nowMs, { ...known, ...facts });
  }
  function accepted(...args: Parameters<typeof say>) {
    const outcome = say(...args);
    if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
    return outcome;
  }

  it('[R1] acceptance rises within a record, whatever the clock does', () => {
    const one = accepted(fresh(contact), { name: 'Mia' }, ana, { nowMs: 5_000 });
    const two = accepted(one.state, { phone: '1' }, ana, { nowMs: 4_000 });
    expect([one.number, two.number]).toEqual([0, 1]);
    expect([one.acceptedAtMs, two.acceptedAtMs]).toEqual([5_000, 5_001]);
  });

  it('[R3] nobody means something before what they have seen, nor after now', () => {
    const ahead = accepted(fresh(contact), { name: 'Mia' }, ana, { writtenAtMs: 9_000 });
    expect(ahead.change.intendedAtMs).toBe(2_000);
    const seen = accepted(ahead.state, { name: 'Mia W' }, ben, { seen: { acceptedAtMs: 1_500 } });
    expect(seen.change.intendedAtMs).toBe(1_501);
  });

  it('[D1] says which fields did not count', () => {
    const now = accepted(fresh(contact), { name: 'Mia' }, ana, { writtenAtMs: 1_900 });
    const late = accepted(now.state, { name: 'M', phone: '1' }, ben, { writtenAtMs: 1_800 });
    expect(late.overruled).toEqual(['name']);
    expect(valueOf(late.state.row, 'name')).toBe('Mia');
    expect(valueOf(late.state.row, 'phone')).toBe('1');
  });

  it('[T2] what does not exist and what is somebody else’s are one answer', () => {
    const mine = accepted(fresh(`view/${idOf(50)}`), { name: 'Late ones', audience: 'mine' });
    const answers = [
      say(fresh(contact), { name: 'x' }, ana, { isThere: false }),
      say(mine.state, { name: 'x' }, ben),
      say(mine.state, { name: 'x' }, olga),
    ];
    for (const answer of answers) expect(answer).toEqual({ kind: 'refused', reason: 'not-yours' });
    expect(say(mine.state, { name: 'x' }, ana).kind).toBe('accepted');
  });

  it('[A7] members of a group are agents; who has left since does not stand in the way', () => {
    const group = accepted(fresh(`group/${idOf(51)}`), { members: [ana.id, ben.id] }, olga);
    const stranger = say(group.state, { members: [ana.id, idOf(99)] }, olga);
    expect(stranger).toMatchObject({ reason: 'no-such-agent', field: 'members' });
    const isAgent = (id: string) => id === ana.id;
    expect(say(group.state, { members: [ana.id, ben.id] }, olga, { isAgent }).kind).toBe(
      'accepted',
    );
  });

  it('[D7] no contact is merged into itself', () => {
    expect(say(fresh(contact), { mergedInto: idOf(9) })).toMatchObject({
      ...{ kind: 'refused', reason: 'malformed', field: 'mergedInto' },
    });
  });

  it('[B86] a contact has 50 attributes at most; cleared ones make room', () => {
    const attributes = (from: number, to: number, value: string | null) =>
      Object.fromEntries(
        Array.from({ length: to - from }, (_, n) => [`attribute.a${from + n}`, value]),
      );
    const full = accepted(fresh(contact), attributes(0, 50, 'x'));
    expect(say(full.state, attributes(50, 51, 'x'))).toMatchObject({ reason: 'too-many' });
    expect(say(full.state, attributes(0, 50, 'y')).kind).toBe('accepted');
    const room = accepted(full.state, attributes(0, 1, null));
    expect(say(room.state, attributes(50, 51, 'x')).kind).toBe('accepted');
  });
});
