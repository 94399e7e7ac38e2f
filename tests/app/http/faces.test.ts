/** The picture of an agent, as visitors are shown it. SPEC S5; "Who sees what". */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentBehind, submitOverHttp } from '../../support/people.ts';
import { removeData, startServer, type ServerProcess } from '../../support/server-process.ts';
import { setUp } from './people.ts';

let server: ServerProcess;
let agent: string;
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
  const { cookie } = await setUp(server);
  const here = await agentBehind(server.url, cookie);
  agent = here.id;
  const [answer] = await submitOverHttp(server.url, here.ticket, [
    {
      ...{ id: randomUUID(), subject: `profile/${agent}`, kind: 'changed' },
      set: { picture: `data:image/png;base64,${pixel}` },
      ...{ writtenAtMs: Date.now(), seenUpTo: null },
    },
  ]);
  expect(answer).toMatchObject({ state: 'accepted' });
});
afterAll(async () => {
  await server.stop();
  removeData(server);
});

describe('GET /widget/face/<agent>', () => {
  it('[S5] is the picture, for everybody', async () => {
    const response = await fetch(`${server.url}/widget/face/${agent}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(pixel);
  });

  it.each(['nobody', '..%2f..%2fetc%2fpasswd', randomUUID()])(
    '[S5] of %s is a picture of nothing, so that initials show through',
    async (who) => {
      const response = await fetch(`${server.url}/widget/face/${who}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/svg+xml');
      expect((await response.text()).length).toBeLessThan(60);
    },
  );
});
