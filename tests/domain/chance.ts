/** Random conversations for properties: steps that people might take, played in a scene. */
import fc from 'fast-check';
import type { Who } from '#domain/model.ts';
import {
  ana,
  ben,
  carla,
  idOf,
  orders,
  parley,
  type Scene,
  scene,
  startMs,
  viewer,
  visitor,
} from './scene.ts';

export interface Step {
  who: number;
  what: number;
  text: string;
  /** ms until the next step; a clock that is set back is negative. */
  passesMs: number;
  /** How long before acceptance it was written. */
  writtenAgoMs: number;
  /** How many of the last entries its author had not seen. */
  unseen: number;
  draft: number | undefined;
}

const people: readonly Who[] = [visitor, visitor, ana, ben, carla, viewer, parley];

export const steps = fc.array(
  fc.record<Step>({
    who: fc.nat(people.length - 1),
    what: fc.nat(28),
    text: fc.string({ minLength: 1, maxLength: 12 }).map((text) => `x${text}`),
    passesMs: fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -5_000, max: 0 })),
    writtenAgoMs: fc.oneof(fc.constant(0), fc.nat(120_000)),
    unseen: fc.oneof(fc.constant(0), fc.nat(6)),
    draft: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 }),
  }),
  { maxLength: 40, size: 'max' },
);

/** Takes the steps; what is refused or held leaves no trace, as on a server. */
export function played(taken: readonly Step[]): Scene {
  const it = scene();
  taken.forEach((step, index) => {
    it.nowMs += step.passesMs;
    take(it, step, index);
  });
  return it;
}

function take(it: Scene, step: Step, index: number): void {
  const who = people[step.who] ?? visitor;
  const seenUpTo = it.log.at(-1 - step.unseen)?.id ?? null;
  const common = { writtenAtMs: it.nowMs - step.writtenAgoMs, seenUpTo };
  const target = it.log[(index * 7) % Math.max(1, it.log.length)]?.id ?? seenUpTo;
  const emoji = ['👍', '❤️'][index % 2]!;
  const untilMs = index % 2 === 0 ? null : it.nowMs + 60_000;
  const agent = [ana, ben, carla][index % 3]!.id;
  const tag = idOf(0xa0 + (index % 2));
  const draft = who.kind === 'agent' && step.draft !== undefined ? { draft: step.draft } : {};
  switch (step.what) {
    case 0:
    case 1:
      it.submit(who, { ...common, kind: 'message', text: step.text, ...draft });
      break;
    case 2:
      it.submit(who, { ...common, kind: 'comment', text: step.text });
      break;
    case 3:
      it.submit(who, { ...common, kind: 'assigned', agent: index % 4 ? agent : null });
      break;
    case 4:
      it.submit(who, { ...common, kind: 'taken' });
      break;
    case 5:
      it.submit(who, { ...common, kind: 'closed' });
      break;
    case 6:
      it.submit(who, { ...common, kind: 'reopened' });
      break;
    case 7:
      if (target) it.submit(who, { ...common, kind: 'read', upTo: target });
      break;
    case 8:
      if (target)
        it.submit(who, { ...common, kind: 'reacted', of: target, emoji, on: index % 3 > 0 });
      break;
    case 9:
      if (target) it.submit(who, { ...common, kind: 'edited', of: target, text: `y${step.text}` });
      break;
    case 10:
      if (target) it.submit(who, { ...common, kind: 'unsent', of: target });
      break;
    case 11:
      if (target) it.submit(who, { ...common, kind: 'message', text: step.text, quote: target });
      break;
    case 12:
      it.submit(who, { ...common, kind: 'binned' });
      break;
    case 13:
      it.submit(who, { ...common, kind: 'restored' });
      break;
    case 14:
      it.submit(who, { ...common, kind: 'blocked', mode: index % 2 ? 'ban' : 'block', untilMs });
      break;
    case 15:
      it.submit(who, { ...common, kind: 'unblocked' });
      break;
    case 16:
      it.submit(who, { ...common, kind: 'merged', with: other, side: index % 2 ? 'into' : 'from' });
      break;
    case 17:
      it.submit(who, { ...common, kind: 'unmerged', with: other });
      break;
    case 18:
      it.submit(who, { ...common, kind: 'grouped', group: index % 3 ? orders : null });
      break;
    case 19:
      it.submit(who, { ...common, kind: 'joined', agent });
      break;
    case 20:
      it.submit(who, { ...common, kind: 'left', agent });
      break;
    case 21:
      it.submit(who, { ...common, kind: 'tagged', tag });
      break;
    case 22:
      it.submit(who, { ...common, kind: 'untagged', tag });
      break;
    case 23:
      it.submit(who, {
        ...{ ...common, kind: 'snoozed', untilMs },
        ...(index % 3 === 0 && { evenIfReply: true }),
      });
      break;
    case 24:
      it.submit(who, { ...common, kind: 'woken' });
      break;
    case 25:
      it.submit(who, { ...common, kind: 'waived' });
      break;
    case 26:
      if (target) it.submit(who, { ...common, kind: 'unread', since: target });
      break;
    case 27:
      if (target) it.submit(parley, { ...common, kind: 'delivery', of: target, state: 'sent' });
      break;
    default:
      it.submit(parley, { ...common, kind: 'missed', turn: it.state.waiting?.id ?? idle });
  }
}

/** Another conversation of the same team. */
const other = '0198f0a0-0000-7000-8000-00000000c002';
const idle = `0198f0a0-0000-7000-8000-${startMs.toString(16).padStart(12, '0')}`;
