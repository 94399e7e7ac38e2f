/**
 * A shop that is not ours, with the widget on it: an ordinary page with a strict content policy, so that what works
 * here works on a careful customer's site (T43). Nothing of the app's shell, styles or scripts is on it.
 */
import shop from './shop.html?raw';
import style from './shop.css?url';
import type { RequestHandler } from './$types';

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  // No text becomes markup or script anywhere on this page.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export const GET: RequestHandler = () =>
  new Response(shop.replace('%style%', style), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
