import { describe, expect, it } from 'vitest';
import { preferredLanguages } from '../../../src/lib/server/accept-language.ts';
import { redirectFor, safePath } from '../../../src/lib/server/who-goes-where.ts';

const fresh = { search: '', isSetUp: false, isSignedIn: false };
const stranger = { search: '', isSetUp: true, isSignedIn: false };
const agent = { search: '', isSetUp: true, isSignedIn: true };

describe('before there is an account', () => {
  it.each(['/', '/login', '/all', '/conversation/1', '/invitation/x', '/demo', '/nowhere'])(
    '%s leads to the set-up',
    (path) => expect(redirectFor({ ...fresh, path })).toBe('/setup'),
  );

  it.each([
    '/setup',
    '/api/setup',
    '/api/nowhere',
    '/_app/immutable/x.js',
    '/widget/default',
    '/widget.js',
    '/healthz',
    '/readyz',
    '/metrics',
    '/hooks/postmark/inbound',
    '/favicon.ico',
  ])('%s answers for itself', (path) => expect(redirectFor({ ...fresh, path })).toBeNull());
});

describe('afterwards', () => {
  it('a stranger is led to the sign-in, and from there to where they were going', () => {
    expect(redirectFor({ ...stranger, path: '/' })).toBe('/login');
    expect(redirectFor({ ...stranger, path: '/all/7', search: '?tab=a&b=c' })).toBe(
      '/login?next=%2Fall%2F7%3Ftab%3Da%26b%3Dc',
    );
    expect(redirectFor({ ...stranger, path: '/setup' })).toBe('/login');
  });

  it.each(['/login', '/demo', '/invitation/abc'])('%s is open to everybody', (path) =>
    expect(redirectFor({ ...stranger, path })).toBeNull(),
  );

  it('whoever is signed in is past set-up and sign-in', () => {
    expect(redirectFor({ ...agent, path: '/login' })).toBe('/');
    expect(redirectFor({ ...agent, path: '/setup' })).toBe('/');
    expect(redirectFor({ ...agent, path: '/all' })).toBeNull();
  });
});

describe('the page after signing in', () => {
  it.each([
    ['/all/7?tab=a', '/all/7?tab=a'],
    [null, '/'],
    ['', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/a\\b', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['/\n', '/'],
    [`/${'x'.repeat(3_000)}`, '/'],
  ])('[B9] asked for as %j is %s', (next, path) => expect(safePath(next)).toBe(path));
});

describe('the languages of a browser', () => {
  it.each([
    ['fr-CH, fr;q=0.9, en;q=0.8', ['fr-CH', 'fr', 'en']],
    ['en;q=0.2, it;q=0.9', ['it', 'en']],
    ['de;q=0, fr', ['fr']],
    ['*', []],
    ['en-GB-GB-GB, x, no-lang-uage-at-a-a, ../../, fr', ['fr']],
    [null, []],
  ])('[B16] in %j are %j', (header, tags) => expect(preferredLanguages(header)).toEqual(tags));

  it('[B16] in ten kilobytes are the first few', () => {
    expect(preferredLanguages('fr,'.repeat(4_000)).length).toBeLessThan(200);
  });
});
