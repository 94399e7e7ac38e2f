/**
 * The front of the HTTP side: our own health pages, refusals of what is no honest request, and everything else to the
 * pages (SvelteKit). No words of people pass here. RELIABILITY B1-B4, B9-B12; DESIGN 9 "Health".
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket as NetSocket } from 'node:net';

export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpParts {
  /** Null until the pages are built: then every page says so. */
  pages: Pages | null;
  isReady(): boolean;
  metricsText(): Promise<string>;
  /** Believe `X-Forwarded-*` of the peer (B11). */
  trustProxy: boolean;
  /** How long a caller may take: shorter in tests. */
  patience?: Patience;
}

/** How long a request may take to arrive, and how often that is looked at; all in milliseconds. B1, B3. */
export interface Patience {
  headersMs: number;
  requestMs: number;
  lookEveryMs: number;
}

const usual: Patience = { headersMs: 10_000, requestMs: 30_000, lookEveryMs: 2_000 };

const headerBytesMax = 16 * 1024; // B2
const headersMax = 200;
const targetCharactersMax = 4 * 1024; // B9

/** The widget's files, named by what is in them (`scripts/build-widget.ts`): whoever has one never asks again. */
const namedByContent = /^\/widget\/[\w-]+-[\w-]{8}\.(?:js|css)$/;
const forEver = 'public, max-age=31536000, immutable';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A server that is not yet listening. */
export function createHttp(parts: HttpParts): Server {
  const { headersMs, requestMs, lookEveryMs } = parts.patience ?? usual;
  const server = createServer(
    {
      maxHeaderSize: headerBytesMax,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: lookEveryMs,
      keepAliveTimeout: 10_000,
    },
    (request, response) => answer(parts, request, response),
  );
  server.maxHeadersCount = headersMax;
  server.on('connect', (_request, stream) => stream.destroy());
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    if (!stream.writable) return void stream.destroy();
    const status =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : badRequest(error);
    stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return server;
}

function badRequest(error: NodeJS.ErrnoException): string {
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
}

function answer(parts: HttpParts, request: IncomingMessage, response: ServerResponse): void {
  const target = request.url ?? '';
  if (!methods.has(request.method ?? ''))
    return say(response, 405, 'This method is not used here.');
  if (target.length > targetCharactersMax) return say(response, 414, 'This address is too long.');
  // An absolute target names another host, two slashes would be read as one (B9, B10).
  if (!target.startsWith('/') || target.startsWith('//') || !isReadable(target)) {
    return say(response, 400, 'This address cannot be read.');
  }
  const path = target.split('?', 1)[0]!;
  switch (path) {
    case '/healthz':
      return say(response, 200, 'alive');
    case '/readyz':
      return parts.isReady() ? say(response, 200, 'ready') : say(response, 503, 'not ready');
    case '/metrics':
      return void parts.metricsText().then(
        (text) => say(response, 200, text, 'text/plain; version=0.0.4; charset=utf-8'),
        () => say(response, 500, 'The figures cannot be had.'),
      );
  }
  if (!parts.pages) return say(response, 503, 'The pages are not built: npm run build.');
  if (!parts.trustProxy) {
    for (const name of Object.keys(request.headers)) {
      if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete request.headers[name];
    }
  }
  // SvelteKit's adapter takes the scheme from here, and would otherwise take https for granted.
  request.headers['x-forwarded-proto'] ??= 'http';
  response.setHeader('x-content-type-options', 'nosniff');
  if (namedByContent.test(path)) keepForEver(response);
  // A body that no route wanted would stand before the next request on this line. The adapter's listener would stop it
  // again after each piece.
  response.once('finish', () => request.removeAllListeners('data').resume());
  parts.pages(request, response);
}

/** Only what was found: a file that is missing now may be there after the next build. */
function keepForEver(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status === 200) response.setHeader('cache-control', forEver);
    return writeHead(status, ...rest);
  };
}

function isReadable(target: string): boolean {
  try {
    return !decodeURIComponent(target.split('?', 1)[0]!).includes('\0');
  } catch {
    return false;
  }
}

function say(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/**
 * Who is calling: the peer, or with a trusted proxy whom the proxy names last (it appends; what stands before it may
 * be made up by the caller: B11).
 */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  const list = Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '');
  const named = list.split(',').at(-1)?.trim();
  return named || (request.socket as NetSocket).remoteAddress || 'unknown';
}
