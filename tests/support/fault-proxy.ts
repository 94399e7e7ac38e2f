/**
 * A TCP proxy that does to a line what networks do: delay, slice, stall, half-close, reset, cut. Steered by whoever
 * started it; nothing happens by chance, so a test says what went wrong and when. RELIABILITY "How it is tested".
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface FaultProxy {
  readonly port: number;
  /** Added to every chunk in both directions, ms. */
  latencyMs: number;
  /** Chunks are cut into pieces of at most this many bytes; 0: as they come. */
  sliceBytes: number;
  /** `refuse`: new lines end at once. `hole`: they are taken and never answered, as by a dead radio. */
  state: 'up' | 'refuse' | 'hole';
  /** How many lines go through now. */
  readonly lines: number;
  /** Ends every line: with a proper end, with a reset, or only from the client to the server. */
  cut(how?: 'end' | 'reset' | 'half-close'): void;
  /** Nothing goes through, and nobody is told, until `flow`. What was on its way waits. */
  stall(): void;
  flow(): void;
  close(): Promise<void>;
}

interface Line {
  client: Socket;
  server: Socket;
}

export async function startFaultProxy(targetPort: () => number): Promise<FaultProxy> {
  const lines = new Set<Line>();
  let stalled: (() => void)[] | null = null;
  const listener = createServer((client) => {
    if (proxy.state === 'refuse') return void client.destroy();
    client.on('error', () => client.destroy());
    if (proxy.state === 'hole') return;
    const server = connect({ port: targetPort(), host: '127.0.0.1', noDelay: true });
    const line = { client, server };
    lines.add(line);
    carry(client, server);
    carry(server, client);
    for (const side of [client, server]) {
      side.on('error', () => side.destroy());
      side.on('close', () => {
        lines.delete(line);
        (side === client ? server : client).destroy();
      });
    }
  });

  /** One direction of one line, in order. */
  function carry(from: Socket, to: Socket): void {
    from.setNoDelay(true);
    from.on('data', (bytes) => {
      for (const piece of sliced(bytes, proxy.sliceBytes)) {
        const pass = () => to.writable && to.write(piece);
        const passOrWait = () => (stalled ? void stalled.push(pass) : void pass());
        if (proxy.latencyMs > 0) setTimeout(passOrWait, proxy.latencyMs);
        else passOrWait();
      }
    });
    from.on('end', () => to.end());
  }

  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    port: (listener.address() as AddressInfo).port,
    latencyMs: 0,
    sliceBytes: 0,
    state: 'up',
    get lines() {
      return lines.size;
    },
    cut(how = 'end') {
      for (const { client, server } of [...lines]) {
        if (how === 'half-close') server.end();
        else if (how === 'end') client.end();
        else {
          client.resetAndDestroy();
          server.resetAndDestroy();
        }
      }
    },
    stall() {
      stalled ??= [];
    },
    flow() {
      const waiting = stalled ?? [];
      stalled = null;
      for (const pass of waiting) pass();
    },
    async close() {
      for (const { client, server } of lines) {
        client.destroy();
        server.destroy();
      }
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return proxy;
}

function sliced(bytes: Buffer, sliceBytes: number): Buffer[] {
  if (sliceBytes <= 0) return [bytes];
  const count = Math.ceil(bytes.length / sliceBytes);
  return Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * sliceBytes, (i + 1) * sliceBytes),
  );
}
