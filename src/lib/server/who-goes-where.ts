/**
 * Where a page request goes first: to the set-up while there is no account, to the sign-in while nobody is signed in. Pure.
 * Files, the API and the widget are not pages: they answer for themselves. DESIGN 9, "First run".
 */

/** Not pages. The widget's frame is a page of other people's sites. */
const notPages = ['/_app/', '/api/', '/hooks/', '/files/', '/widget/'];
const probes = new Set(['/healthz', '/readyz', '/metrics', '/api']);

/** Pages for people who are not signed in. `/demo` is an ordinary site that embeds the widget. */
const openPages = /^\/(?:login|setup|demo|invitation\/[^/]+)\/?$/;

export type Visit = { path: string; search: string; isSetUp: boolean; isSignedIn: boolean };

/** The path to be sent to, or null to stay. */
export function redirectFor({ path, search, isSetUp, isSignedIn }: Visit): string | null {
  if (!isPage(path)) return null;
  if (!isSetUp) return path === '/setup' ? null : '/setup';
  if (path === '/setup') return isSignedIn ? '/' : '/login';
  if (path === '/login') return isSignedIn ? '/' : null;
  if (isSignedIn || openPages.test(path)) return null;
  const next = path + search;
  return next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
}

/** A name with an ending is a file. */
function isPage(path: string): boolean {
  const isFile = /\.[a-z0-9]+$/i.test(path);
  return !isFile && !probes.has(path) && !notPages.some((start) => path.startsWith(start));
}

/** Where to go after signing in: a path of ours, never another site (B9). */
export function safePath(next: string | null): string {
  const isOurs = next !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes('\\');
  return isOurs && next.length <= 2_000 ? next : '/';
}
