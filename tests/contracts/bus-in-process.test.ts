/** The bus of a single process. */
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inProcessBus } from '../../sync-server/adapters/bus-in-process.ts';
import { busContract } from './bus-contract.ts';

busContract('a single process', async () => ({
  bus: inProcessBus(),
  quiet: () => turn(undefined),
}));

describe('the bus in process', () => {
  it('[B1] a listener that throws keeps the hint from nobody, and its mistake is not swallowed', async () => {
    const bus = inProcessBus();
    const heard: string[] = [];
    bus.subscribe('room', () => {
      throw new Error('of the listener');
    });
    bus.subscribe('room', (message) => heard.push(message));
    const mistakes: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => mistakes.push(error));
    try {
      bus.publish('room', 'hint');
      await turn();
      await turn();
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of others) process.on('uncaughtException', listener);
    }
    expect(heard).toEqual(['hint']);
    expect(mistakes).toMatchObject([{ message: 'of the listener' }]);
  });
});
