/**
 * The virtual network: pipes between a device's sockets and the server, with latency drawn by chance. Within a pipe
 * bytes keep their order, as in TCP; between pipes they do not. A cut loses what was under way, on both sides; a
 * black hole also tells nobody, as a dead radio does. A pipe that lost bytes carries none ever again.
 */
import type { SocketLike } from '#sync/environment.ts';
import type { Socket } from '../../sync-server/ports.ts';
import type { Chance } from './chance.ts';

/** Gives a socket that arrived at the server to the server; returns false when nobody listens there. */
export type Arrive = (socket: Socket, path: string, address: string) => boolean;

export interface Line {
  /** `up`: works; `cut`: every attempt fails at once; `hole`: attempts and bytes vanish without a word. */
  state: 'up' | 'cut' | 'hole';
}

interface Pipe {
  line: Line;
  alive: boolean;
  /** Something was lost in a hole: whoever waits for the rest waits in vain. */
  broken: boolean;
  /** The server died while a hole hid it: the first bytes that get through are answered with a reset. */
  deserted: boolean;
  end(code: number): void;
}

export interface Network {
  openSocket(
    path: string,
    line: Line,
    address: string,
    sniff: (bytes: Uint8Array) => void,
  ): SocketLike;
  /** Ends every pipe of a line as its new state says. */
  set(line: Line, state: Line['state']): void;
  /** The server died: all pipes end, those in a hole without anybody being told. */
  dropAll(): void;
}

export function openNetwork(chance: Chance, arrive: () => Arrive | null): Network {
  const pipes = new Set<Pipe>();
  /** 1-120 ms: a café, not a laboratory. */
  const latencyMs = (): number => 1 + chance.below(120);

  return {
    openSocket(path, line, address, sniff) {
      let toServerAtMs = 0;
      let toDeviceAtMs = 0;
      let serverSide: Socket | null = null;
      const passes = (): boolean => {
        if (line.state !== 'up') pipe.broken = true;
        return pipe.alive && !pipe.broken;
      };
      /** Runs later, never before what was sent earlier in the same direction. */
      const later = (direction: 'to-server' | 'to-device', run: () => void): void => {
        const now = performance.now();
        const before = direction === 'to-server' ? toServerAtMs : toDeviceAtMs;
        const at = Math.max(before, now + latencyMs());
        if (direction === 'to-server') toServerAtMs = at;
        else toDeviceAtMs = at;
        setTimeout(run, at - now);
      };
      const device: SocketLike = {
        onopen: null,
        onmessage: null,
        onclose: null,
        send(bytes) {
          const copy = new Uint8Array(bytes); // a Buffer's own slice would share the pool
          later('to-server', () => {
            if (!passes()) return;
            if (pipe.deserted) pipe.end(1006);
            else serverSide?.onMessage?.(copy);
          });
        },
        close() {
          if (!pipe.alive) return;
          pipe.alive = false;
          pipes.delete(pipe);
          later('to-server', () => serverSide?.onClose?.());
        },
      };
      const pipe: Pipe = {
        line,
        alive: true,
        broken: false,
        deserted: false,
        end(code) {
          if (!pipe.alive) return;
          pipe.alive = false;
          pipes.delete(pipe);
          serverSide?.onClose?.();
          device.onclose?.({ code, reason: '' });
        },
      };
      pipes.add(pipe);
      later('to-server', () => {
        if (!pipe.alive || line.state === 'hole') return;
        serverSide = {
          bufferedBytes: 0,
          onMessage: null,
          onClose: null,
          send(bytes) {
            if (pipe.deserted) return;
            const copy = new Uint8Array(bytes); // a Buffer's own slice would share the pool
            later('to-device', () => {
              if (!passes()) return;
              sniff(copy);
              device.onmessage?.({ data: copy.buffer });
            });
          },
          close(code, reason) {
            if (pipe.deserted) return;
            later('to-device', () => {
              if (!pipe.alive) return;
              pipe.alive = false;
              pipes.delete(pipe);
              serverSide?.onClose?.();
              if (!pipe.broken && line.state === 'up') device.onclose?.({ code, reason });
            });
          },
        };
        const listener = line.state === 'up' ? arrive() : null;
        if (listener === null) return pipe.end(1006);
        later('to-device', () => {
          if (passes()) device.onopen?.();
        });
        listener(serverSide, path, address);
      });
      return device;
    },
    set(line, state) {
      line.state = state;
      if (state !== 'cut') return;
      for (const pipe of [...pipes]) if (pipe.line === line) pipe.end(1006);
    },
    dropAll() {
      for (const pipe of [...pipes]) {
        if (pipe.line.state === 'up') pipe.end(1006);
        else pipe.deserted = true;
      }
    },
  };
}
