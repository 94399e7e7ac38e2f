/** What every bus promises: hints by topic, in the order of their sender, never inside `publish`. DESIGN 6, 10. */
import { describe, expect, it } from 'vitest';
import type { Bus } from '../../sync-server/ports.ts';

export interface BusPlace {
  bus: Bus;
  /** Resolves when everything that was published has been heard. */
  quiet(): Promise<void>;
}

export function busContract(name: string, newPlace: () => Promise<BusPlace>): void {
  describe(`the bus contract on ${name}`, () => {
    it('[DESIGN 10] everybody who listens hears everything of the topic, in its order', async () => {
      const { bus, quiet } = await newPlace();
      const [ana, ben]: [string[], string[]] = [[], []];
      bus.subscribe('room', (message) => ana.push(message));
      bus.subscribe('room', (message) => ben.push(message));
      bus.subscribe('other', (message) => ana.push(`other ${message}`));
      const sent = Array.from({ length: 100 }, (_, n) => `hint ${n}`);
      for (const message of sent) bus.publish('room', message);
      await quiet();
      expect(ana).toEqual(sent);
      expect(ben).toEqual(sent);
    });

    it('[DESIGN 10] nothing is heard before publish has returned', async () => {
      const { bus, quiet } = await newPlace();
      const heard: string[] = [];
      bus.subscribe('room', (message) => heard.push(message));
      bus.publish('room', 'hint');
      expect(heard).toEqual([]);
      await quiet();
      expect(heard).toEqual(['hint']);
    });

    it('[DESIGN 10] who has left hears nothing more, not even what was under way', async () => {
      const { bus, quiet } = await newPlace();
      const heard: string[] = [];
      const listener = (message: string) => heard.push(message);
      const leave = bus.subscribe('room', listener);
      bus.subscribe('room', listener);
      bus.publish('room', 'under way');
      leave();
      leave();
      await quiet();
      bus.publish('room', 'later');
      await quiet();
      expect(heard).toEqual(['under way', 'later']);
    });

    it('[DESIGN 10] who leaves while a hint is told leaves nobody else out', async () => {
      const { bus, quiet } = await newPlace();
      const heard: string[] = [];
      const leave = bus.subscribe('room', () => leave());
      bus.subscribe('room', (message) => heard.push(message));
      bus.publish('room', 'one');
      bus.publish('room', 'two');
      await quiet();
      expect(heard).toEqual(['one', 'two']);
    });

    it('[DESIGN 10] a hint nobody listens to is gone, and a later listener hears only what comes later', async () => {
      const { bus, quiet } = await newPlace();
      bus.publish('room', 'to nobody');
      await quiet();
      const heard: string[] = [];
      bus.subscribe('room', (message) => heard.push(message));
      bus.publish('room', 'to somebody');
      await quiet();
      expect(heard).toEqual(['to somebody']);
    });
  });
}
