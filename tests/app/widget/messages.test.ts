import { describe, expect, it } from 'vitest';
import { lineToHost } from '../../../src/widget/host-line.ts';
import {
  parseToFrame,
  parseToHost,
  type ToFrame,
  type ToHost,
} from '../../../src/widget/messages.ts';

const toFrame: ToFrame[] = [
  { parley: 'hello', token: '', url: 'https://shop.example/', title: 'Shop' },
  { parley: 'opened', full: true },
  { parley: 'closed' },
  { parley: 'page', url: 'https://shop.example/lamps', title: 'Lamps' },
];
const toHost: ToHost[] = [
  { parley: 'ready' },
  { parley: 'close' },
  { parley: 'unread', count: 2, label: 'Chat', spoken: '2 new messages' },
  { parley: 'token', token: 'abc' },
];
const nonsense: unknown[] = [
  null,
  undefined,
  0,
  'ready',
  [],
  {},
  { parley: 1 },
  { parley: ['ready'] },
  { parley: 'constructor' },
  { parley: '__proto__' },
  { parley: 'toString' },
  { kind: 'opened', full: true },
  { parley: 'opened' },
  { parley: 'opened', full: 'yes' },
  { parley: 'hello', token: {}, url: '', title: '' },
  { parley: 'page', url: 5, title: '' },
  { parley: 'unread', count: '1', label: '', spoken: '' },
  { parley: 'token' },
  { type: 'webpackOk' },
];

describe('messages between page and frame', () => {
  it.each(toFrame)('[T8] the frame understands $parley, the page does not', (message) => {
    expect(parseToFrame(message)).toEqual(message);
    expect(parseToHost(message)).toBeNull();
  });
  it.each(toHost)('[T8] the page understands $parley, the frame does not', (message) => {
    expect(parseToHost(message)).toEqual(message);
    expect(parseToFrame(message)).toBeNull();
  });
  it.each(nonsense.map((data) => [JSON.stringify(data), data]))('[T8] %s is nothing', (_, data) => {
    expect(parseToFrame(data)).toBeNull();
    expect(parseToHost(data)).toBeNull();
  });
});

describe('the line to the host page', () => {
  const shop = 'https://shop.example';

  function frameIn(hostOrigin: string) {
    const sent: [message: unknown, origin: string][] = [];
    const heard: ToFrame[] = [];
    const parent = {
      postMessage: (message: unknown, origin: string) => sent.push([message, origin]),
    } as unknown as Window;
    const target = new EventTarget();
    const frame = { parent, addEventListener: target.addEventListener.bind(target) };
    const line = lineToHost(frame as Window, hostOrigin, (message) => heard.push(message));
    const say = (data: unknown, origin: string, source: unknown): void => {
      target.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
    };
    return { sent, heard, parent, line, say };
  }

  it('[T8] hears its own page', () => {
    const { heard, parent, say } = frameIn(shop);
    say({ parley: 'opened', full: false }, shop, parent);
    expect(heard).toEqual([{ parley: 'opened', full: false }]);
  });

  it.each([
    'http://shop.example',
    'https://shop.example:8443',
    'https://shop.example.evil.example',
    'https://evil.example',
    'null',
    '',
  ])('[T8] does not hear its parent speaking as %s', (origin) => {
    const { heard, parent, say } = frameIn(shop);
    say({ parley: 'closed' }, origin, parent);
    expect(heard).toEqual([]);
  });

  it('[T8] does not hear a sibling or a pop-up of the right origin', () => {
    const { heard, say } = frameIn(shop);
    say({ parley: 'closed' }, shop, { postMessage() {} });
    say({ parley: 'closed' }, shop, null);
    expect(heard).toEqual([]);
  });

  it('[T8] names the origin of every message it sends', () => {
    const { sent, line } = frameIn(shop);
    line.post({ parley: 'ready' });
    expect(sent).toEqual([[{ parley: 'ready' }, shop]]);
  });
});
