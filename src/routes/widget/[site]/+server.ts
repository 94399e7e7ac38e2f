/**
 * The page inside the widget's frame: a head that is drawn before any script has come, and links to what
 * `scripts/build-widget.ts` built. Its policy is its own, stricter than the desk's: scripts, styles and connections of
 * this origin and nothing else. Any site may frame it until sites have a list of their addresses (T7, later).
 */
import { error } from '@sveltejs/kit';
import { preferredLanguages } from '$lib/server/accept-language.ts';
import { services } from '$lib/server/services.ts';
import { framePage, type PanelFiles } from './frame-page.ts';
import type { RequestHandler } from './$types';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ');

/** Written by the widget's build; absent while nothing has been built. */
const [files] = Object.values(
  import.meta.glob<PanelFiles>('/build-widget/panel.json', { eager: true, import: 'default' }),
);

const siteName = /^[a-z0-9][a-z0-9-]{0,63}$/;

export const GET: RequestHandler = async ({ params, url, request }) => {
  if (!siteName.test(params.site)) error(404);
  if (!files) error(503, 'The widget is not built: npm run build.');
  const page = framePage({
    site: params.site,
    name: await services().workspaceName(),
    wishes: [
      ...(url.searchParams.get('lang') ?? '').split(',', 20),
      ...preferredLanguages(request.headers.get('accept-language')),
    ],
    theme: url.searchParams.get('theme'),
    files,
  });
  return new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      // Small, and it names the newest build: asked for again each time.
      'cache-control': 'no-cache',
    },
  });
};
