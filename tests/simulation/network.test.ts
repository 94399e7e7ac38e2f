/** The virtual network is as cruel as a real one, and no crueller. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Socket } from '../../sync-server/ports.ts';
import { passTime, startVirtualTime } from '../support/virtual-time.ts';
import { chanceFrom } from './chance.ts';
import { openNetwork, type Line } from './network.ts';

const second = (): Promise<void> => passTime(1_000, () => Promise.resolve());

afterEach(() => {
  vi.useRealTimers();
});

// Seed 56 of 2026-11: a radio was dead while the server died, and then the line was up to the dead server for ever.
it('[F7] a server that died unnoticed answers nobody: the first bytes that get through are reset', async () => {
  startVirtualTime(0);
  const arrived: Socket[] = [];
  const network = openNetwork(chanceFrom(1), () => (socket) => arrived.push(socket) > 0);
  const line: Line = { state: 'up' };
  const socket = network.openSocket('/sync', line, '192.0.2.1', () => undefined);
  const codes: number[] = [];
  socket.onclose = ({ code }) => codes.push(code);
  await second();
  const heard = vi.fn();
  arrived[0]!.onMessage = heard;

  network.set(line, 'hole');
  network.dropAll();
  network.set(line, 'up');
  await second();
  expect(codes).toEqual([]);
  socket.send(new Uint8Array([1]));
  await second();
  expect(codes).toEqual([1006]);
  expect(heard).not.toHaveBeenCalled();
});
