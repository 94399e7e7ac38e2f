/** The front of the HTTP side by itself: callers that drip, and callers that say who they are. RELIABILITY B3, B11. */
import type { IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { addressOf, createHttp } from '../../sync-server/http.ts';

const patience = { headersMs: 150, requestMs: 300, lookEveryMs: 20 };

/** What the pages were asked, so that a header that was dropped can be missed. */
const asked: IncomingMessage['headers'][] = [];
const running = new Set<ReturnType<typeof createHttp>>();
afterEach(() => {
  asked.length = 0;
  for (const http of running) http.close();
  running.clear();
});

async function serve(trustProxy = false): Promise<number> {
  const http = createHttp({
    pages: (request, response) => {
      asked.push(request.headers);
      request.on('data', () => undefined).on('end', () => response.end('whole'));
    },
    isReady: () => true,
    metricsText: async () => '',
    trustProxy,
    patience,
  });
  running.add(http);
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  return (http.address() as AddressInfo).port;
}

/** Sends `start` at once and one more byte every 40 ms, until the other side hangs up; what came back. */
function drip(port: number, start: string, byte: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(start));
    const dripping = setInterval(() => socket.write(byte), 40);
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(answer);
    });
  });
}

describe('a caller that drips', () => {
  it('[B3] is cut off in the middle of its headers, and no page hears of it', async () => {
    const port = await serve();
    const answer = await drip(port, 'GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ', 'a');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(asked).toEqual([]);
  });

  it('[B3] [B1] is cut off in the middle of its body, also one of pieces without an end', async () => {
    const port = await serve();
    const head = 'POST / HTTP/1.1\r\nHost: here\r\n';
    for (const [rest, byte] of [
      ['Content-Length: 10000\r\n\r\n', 'a'],
      ['Transfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
    ] as const) {
      expect(await drip(port, head + rest, byte)).toMatch(/^HTTP\/1\.1 408 /);
    }
  });

  it('[B3] keeps nobody else from being answered', async () => {
    const port = await serve();
    const slow = Array.from({ length: 50 }, () => drip(port, 'GET / HTTP/1.1\r\n', 'X'));
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.text()).toBe('whole');
    await Promise.all(slow);
  });
});

describe('who is calling', () => {
  const request = (forwarded?: string | string[]) =>
    ({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.9' },
    }) as unknown as IncomingMessage;
  const list = Array.from({ length: 500 }, (_, no) => `1.2.3.${no % 256}`).join(', ');

  it.each([undefined, '1.2.3.4', list, '', 'unknown, ::1'])(
    '[B11] is the peer, whatever an untrusted one says: %#',
    (forwarded) => expect(addressOf(request(forwarded), false)).toBe('10.0.0.9'),
  );

  it('[B11] is whom a trusted proxy named last', () => {
    expect(addressOf(request('6.6.6.6, 1.2.3.4'), true)).toBe('1.2.3.4');
    expect(addressOf(request(['6.6.6.6', '1.2.3.4']), true)).toBe('1.2.3.4');
    expect(addressOf(request(''), true)).toBe('10.0.0.9');
    expect(addressOf(request(), true)).toBe('10.0.0.9');
  });

  it('[B10] [B11] and where, are kept from the pages unless a proxy is trusted', async () => {
    const headers = {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'for=1.2.3.4;host=evil.example',
    };
    await fetch(`http://127.0.0.1:${await serve()}/`, { headers });
    expect(JSON.stringify(asked)).not.toMatch(/1\.2\.3\.4|evil\.example|https/);
    await fetch(`http://127.0.0.1:${await serve(true)}/`, { headers });
    expect(asked[1]).toMatchObject({ 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https' });
  });
});
