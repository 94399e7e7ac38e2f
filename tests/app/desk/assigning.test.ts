import { describe, expect, it } from 'vitest';
import { assigning, grouping, joining, leaving } from '../../../src/lib/desk/assigning.ts';
import { blankSummary } from '../../support/summaries.ts';

const free = blankSummary('free');
const anas = blankSummary('anas', { agent: 'ana', group: 'orders' });
const bens = blankSummary('bens', { agent: 'ben', participants: ['carla'] });
const all = [free, anas, bens];

describe('giving conversations to somebody', () => {
  it('[A1] assigns each, and the undo gives each back to who held it', () => {
    expect(assigning(all, 'carla', 'ana')).toEqual([
      step('free', { kind: 'assigned', agent: 'carla' }, { kind: 'assigned', agent: null }),
      step('anas', { kind: 'assigned', agent: 'carla' }, { kind: 'assigned', agent: 'ana' }),
      step('bens', { kind: 'assigned', agent: 'carla' }, { kind: 'assigned', agent: 'ben' }),
    ]);
  });
  it('[A1] takes what is free when it is for oneself, and assigns what a colleague holds', () => {
    expect(assigning(all, 'ana', 'ana').map(({ write }) => write)).toEqual([
      { kind: 'taken' },
      { kind: 'assigned', agent: 'ana' },
    ]);
  });
  it('[A1] gives back to everybody, and leaves alone what nobody holds', () => {
    expect(assigning(all, null, 'ana').map(({ conversation }) => conversation)).toEqual([
      'anas',
      'bens',
    ]);
  });
  it('[A2] to a group takes nothing from the agent', () => {
    expect(grouping([free, anas], 'orders')).toEqual([
      step('free', { kind: 'grouped', group: 'orders' }, { kind: 'grouped', group: null }),
    ]);
    expect(grouping([anas], null)).toEqual([
      step('anas', { kind: 'grouped', group: null }, { kind: 'grouped', group: 'orders' }),
    ]);
  });
  it('[A3] lets somebody take part, unless they hold it or do so already', () => {
    expect(joining(all, 'carla').map(({ conversation }) => conversation)).toEqual(['free', 'anas']);
    expect(joining([bens], 'ben')).toEqual([]);
  });
  it('[A3] takes part no more where they did', () => {
    expect(leaving(all, 'carla')).toEqual([
      step('bens', { kind: 'left', agent: 'carla' }, { kind: 'joined', agent: 'carla' }),
    ]);
  });
});

function step(conversation: string, write: object, undo: object) {
  return { conversation, write, undo };
}
