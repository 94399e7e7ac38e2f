/** What an empty list says: why it is empty, and where somebody is waiting instead. */
import { describe, expect, it } from 'vitest';
import { usualFilter, type Which } from '$lib/desk/views.ts';
import { wordsIn } from '../../support/words.ts';
import {
  emptinessOf,
  type EmptinessFacts,
} from '../../../src/routes/(desk)/[view=view]/emptiness.ts';

const words = wordsIn('en');
const said = (change: Partial<EmptinessFacts>, which: Which = 'open') =>
  emptinessOf(
    {
      ...{ view: 'mine', isNarrowed: false, isBare: false, isOffline: false, isGone: false },
      ...{ filter: { ...usualFilter, which }, unassigned: 0, asleep: 0 },
      ...change,
    },
    words,
  );

describe('an empty list', () => {
  it('[UX14] tells who still waits elsewhere, and how to get there', () => {
    expect(said({ unassigned: 3 })).toEqual({
      title: 'All answered.',
      how: '3 wait in Unassigned',
      offer: 'unassigned',
    });
  });

  it('[L6] [UX14] tells of those that sleep', () => {
    expect(said({ asleep: 2 })).toMatchObject({ how: '2 of them sleep', offer: 'asleep' });
    expect(said({ view: 'all', asleep: 1 })).toMatchObject({ how: '1 of them sleeps' });
  });

  it('[L5] a filter that fits nothing is to be taken away, and nothing else is claimed', () => {
    expect(said({ isNarrowed: true, unassigned: 3 })).toMatchObject({ offer: 'usual' });
  });

  it('[R11] offline, an empty device says that it is the device', () => {
    const { title, offer } = said({ isBare: true, isOffline: true });
    expect(title).toBe('Nothing is on this device yet.');
    expect(offer).toBeNull();
    expect(said({ isBare: true }).offer).toBe('demo');
  });

  it('[L19] a view that somebody removed is not called empty', () => {
    expect(said({ view: 'view-x', isGone: true }).title).toBe('This list is not there any more.');
  });

  it('[L2] every place and every filter has a sentence of its own', () => {
    const places = [
      'mine',
      'unassigned',
      'all',
      'mentions',
      'drafts',
      'missed',
      'attention',
    ] as const;
    const titles = places.map((view) => said({ view }).title);
    expect(new Set(titles).size).toBe(places.length);
    const filters = ['open', 'snoozed', 'closed', 'everything', 'blocked', 'bin'] as const;
    const byFilter = filters.map((which) => said({ view: 'all' }, which).title);
    expect(new Set(byFilter).size).toBe(filters.length);
  });
});
